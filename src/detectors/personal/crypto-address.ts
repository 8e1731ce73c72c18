import { hash } from 'node:crypto';
import type { Emit } from './found.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Bitcoin, Litecoin, Dogecoin and Tron: a version, 20 bytes and a checksum in base58. */
const BASE58_ADDRESS = /^[13LMDT][1-9A-HJ-NP-Za-km-z]{25,33}$/;
/** Segregated witness addresses of Bitcoin and Litecoin, BIP 173 and BIP 350. */
const BECH32_ADDRESS = /^(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,71}$/;
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const ETHEREUM = /^0x[0-9A-Fa-f]{40}$/;

/** Longest of these addresses. */
const LONGEST = 76;

export function cryptoAt(text: string, start: number, end: number, emit: Emit): void {
  const size = end - start;
  if (size < 26 || size > LONGEST || text.charCodeAt(start - 1) === 95 || text.charCodeAt(end) === 95) return;
  // The first unit of each kind, in either case where the kind has both.
  const first = text.charCodeAt(start);
  if (first > 57 ? !FIRST_LETTERS.includes(text.charAt(start)) : first !== 48 && first !== 49 && first !== 51) return;
  const address = text.slice(start, end);
  if (ETHEREUM.test(address) || isBase58(address) || isBech32(address)) emit('crypto-address', start, end);
}

const FIRST_LETTERS = 'LMDTBbtl';

const valueInBase58 = new Uint8Array(128);
for (let value = 0; value < BASE58.length; value += 1) valueInBase58[BASE58.charCodeAt(value)] = value;

/** 25 bytes as numbers of 20 bits, the lowest first: times 58 they are still small integers. */
const LIMBS = 10;
const LIMB = 20;
const limbs = new Int32Array(LIMBS);
const bytes = new Uint8Array(25);

/** Base58Check: the last four bytes are the start of the double SHA-256 of those before. Any 34 units from `T` down fit into 25 bytes. */
function isBase58(address: string): boolean {
  if (!BASE58_ADDRESS.test(address)) return false;
  limbs.fill(0);
  let used = 1;
  for (let at = 0; at < address.length; at += 1) {
    let carry = valueInBase58[address.charCodeAt(at)] ?? 0;
    for (let index = 0; index < used; index += 1) {
      carry += (limbs[index] ?? 0) * 58;
      limbs[index] = carry & ((1 << LIMB) - 1);
      carry >>= LIMB;
    }
    if (carry > 0 && used < LIMBS) {
      limbs[used] = carry;
      used += 1;
    }
  }
  for (let index = 0; index < bytes.length; index += 1) {
    const bit = (bytes.length - 1 - index) * 8;
    const limb = Math.floor(bit / LIMB);
    const shift = bit % LIMB;
    bytes[index] = ((limbs[limb] ?? 0) >> shift) | ((limbs[limb + 1] ?? 0) << (LIMB - shift));
  }
  const once = hash('sha256', bytes.subarray(0, 21), 'hex');
  const sum = hash('sha256', Buffer.from(once, 'hex'), 'hex');
  for (let index = 0; index < 4; index += 1) {
    if (Number.parseInt(sum.slice(index * 2, index * 2 + 2), 16) !== bytes[21 + index]) return false;
  }
  return true;
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What the checksum leaves: 1 in BIP 173, another constant in BIP 350. */
const REMAINDERS: ReadonlySet<number> = new Set([1, 0x2bc830a3]);

const valueInBech32 = new Uint8Array(128);
for (let value = 0; value < BECH32.length; value += 1) valueInBech32[BECH32.charCodeAt(value)] = value;

function isBech32(address: string): boolean {
  const lower = address.toLowerCase();
  if (!BECH32_ADDRESS.test(lower) || (address !== lower && address !== address.toUpperCase())) return false;
  const border = lower.indexOf('1');
  let check = 1;
  for (let at = 0; at < border; at += 1) check = polynomial(check, lower.charCodeAt(at) >> 5);
  check = polynomial(check, 0);
  for (let at = 0; at < border; at += 1) check = polynomial(check, lower.charCodeAt(at) & 31);
  for (let at = border + 1; at < lower.length; at += 1)
    check = polynomial(check, valueInBech32[lower.charCodeAt(at)] ?? 0);
  return REMAINDERS.has(check);
}

function polynomial(before: number, value: number): number {
  const top = before >>> 25;
  let check = ((before & 0x1ffffff) << 5) ^ value;
  for (let bit = 0; bit < GENERATOR.length; bit += 1) if (((top >> bit) & 1) === 1) check ^= GENERATOR[bit] ?? 0;
  return check;
}
