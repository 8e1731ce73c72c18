import { createHash } from 'node:crypto';
import type { Emit, Token } from './found.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Bitcoin, Litecoin, Dogecoin and Tron: a version, 20 bytes and a checksum in base58. */
const BASE58_ADDRESS = /^[13LMDT][1-9A-HJ-NP-Za-km-z]{25,33}$/;
/** Segregated witness addresses of Bitcoin and Litecoin, BIP 173 and BIP 350. */
const BECH32_ADDRESS = /^(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,71}$/;
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const ETHEREUM = /^0x[0-9A-Fa-f]{40}$/;

/** Longest of these addresses. */
const LONGEST = 76;

export function cryptoAt(text: string, { start, end }: Token, emit: Emit): void {
  const size = end - start;
  if (size < 26 || size > LONGEST || text[start - 1] === '_' || text[end] === '_') return;
  const address = text.slice(start, end);
  if (ETHEREUM.test(address) || isBase58(address) || isBech32(address)) emit('crypto-address', start, end);
}

/** Base58Check: the last four bytes are the start of the double SHA-256 of those before. Any 34 units from `T` down fit into 25 bytes. */
function isBase58(address: string): boolean {
  if (!BASE58_ADDRESS.test(address)) return false;
  const bytes = new Uint8Array(25);
  for (const unit of address) {
    let carry = BASE58.indexOf(unit);
    for (let index = 24; index >= 0; index -= 1) {
      carry += (bytes[index] ?? 0) * 58;
      bytes[index] = carry & 255;
      carry >>= 8;
    }
  }
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  const sum = createHash('sha256').update(once).digest();
  return bytes.subarray(21).every((byte, index) => byte === sum[index]);
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What the checksum leaves: 1 in BIP 173, another constant in BIP 350. */
const REMAINDERS: ReadonlySet<number> = new Set([1, 0x2bc830a3]);

function isBech32(address: string): boolean {
  const lower = address.toLowerCase();
  if ((address !== lower && address !== address.toUpperCase()) || !BECH32_ADDRESS.test(lower)) return false;
  const border = lower.indexOf('1');
  const prefix = [...lower.slice(0, border)].map((unit) => unit.charCodeAt(0));
  const values = [
    ...prefix.map((code) => code >> 5),
    0,
    ...prefix.map((code) => code & 31),
    ...[...lower.slice(border + 1)].map((unit) => BECH32.indexOf(unit)),
  ];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, bit) => {
      if (((top >> bit) & 1) === 1) check ^= generator;
    });
  }
  return REMAINDERS.has(check);
}
