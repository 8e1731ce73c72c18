import { net } from '../../builtins.ts';
import type { CidrConstraint } from './constraint.ts';
import type { Rule } from './rule.ts';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

interface Network extends Address {
  /** Bits behind the prefix. */
  readonly free: bigint;
}

/**
 * The number of an IP address that has one reading only: no leading zeros, which some readers take for octal, no zone, and
 * no IPv6 address that is written with, or stands for, an IPv4 one: sockets would connect to that.
 */
function addressOf(text: string): Address | undefined {
  if (net().isIPv4(text)) {
    const octets = text.split('.');
    if (octets.some((octet) => octet.length > 1 && octet.startsWith('0'))) return undefined;
    return { bits: 32, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
  }
  if (!net().isIPv6(text) || text.includes('%') || text.includes('.')) return undefined;
  const [before = '', after] = text.split('::');
  const head = wordsOf(before);
  const tail = after === undefined ? [] : wordsOf(after);
  const gap = new Array<string>(8 - head.length - tail.length).fill('0');
  const value = [...head, ...gap, ...tail].reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
  return value >> 32n === MAPPED_IPV4 ? undefined : { bits: 128, value };
}

const wordsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));

/** `::ffff:a.b.c.d`, https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const MAPPED_IPV4 = 0xffffn;

const NETWORK = /^([0-9a-fA-F.:]{2,45})\/(0|[1-9][0-9]{0,2})$/;

function networkOf(text: unknown): Network | undefined {
  const parts = typeof text === 'string' ? NETWORK.exec(text) : null;
  const address = addressOf(parts?.[1] ?? '');
  const length = Number(parts?.[2]);
  if (address === undefined || length > address.bits) return undefined;
  const free = BigInt(address.bits - length);
  return (address.value >> free) << free === address.value ? { ...address, free } : undefined;
}

const holds = (network: Network, { bits, value }: Address): boolean =>
  bits === network.bits && value >> network.free === network.value >> network.free;

export const cidr: Rule<CidrConstraint> = {
  members: ['network'],
  check({ network }, fail) {
    if (networkOf(network) === undefined) {
      fail('"network" must be a network such as "10.0.0.0/8" or "2001:db8::/32", with no bits set behind the prefix.');
    }
  },
  predicate({ network: text }) {
    const network = networkOf(text);
    return (value) => {
      const address = typeof value === 'string' && value.length <= 45 ? addressOf(value) : undefined;
      return network !== undefined && address !== undefined && holds(network, address);
    };
  },
  narrower(child, parent) {
    const [below, above] = [networkOf(child.network), networkOf(parent.network)];
    return below !== undefined && above !== undefined && below.free <= above.free && holds(above, below);
  },
};
