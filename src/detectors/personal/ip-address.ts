import { isDigit, isWord } from '../boundary.ts';
import type { Context } from './context.ts';
import { type Emit, isAlphanumeric, isLetter, type Token } from './found.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`${OCTET}(?:\\.${OCTET}){3}(?![\\w]|\\.\\d)(?:/(?:3[0-2]|[12]?\\d)(?![\\w/]|\\.\\d))?`, 'y');
/** Addresses of no machine: unspecified, loopback, masks and broadcast (RFC 6890). */
const NO_MACHINE = /^(?:0\.0\.0\.0|127\.|255\.)/;

/** Emits an IPv4 address, and says whether four numbers stand here that could be nothing else than that or a version. */
export function ipv4At(text: string, { start, digit }: Token, context: () => Context, emit: Emit): boolean {
  if (digit !== start || !startsAddress(text, start)) return false;
  IPV4.lastIndex = start;
  const address = IPV4.exec(text)?.[0];
  if (address === undefined) return false;
  if (NO_MACHINE.test(address)) return true;
  const end = IPV4.lastIndex;
  // Products write their versions so: `Chrome/120.0.0.0`. A port says that it is an address.
  if (text[start - 1] === '/' && isAlphanumeric(text, start - 2) && text[end] !== ':') return true;
  if (!context().prefers('not-ip', 'ip-address')) emit('ip-address', start, end);
  return true;
}

const startsAddress = (text: string, start: number): boolean => {
  const before = text[start - 1];
  if (before === '.' || before === '-') return !isAlphanumeric(text, start - 2) && text[start - 2] !== '.';
  return before !== '_';
};

/** RFC 4291, 2.2: at most 8 groups of 4, the last two perhaps in the form of IPv4. */
const MOST_IPV6 = 48;

export const isHexColon = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at) | 32;
  return isDigit(text, at) || (unit >= 97 && unit <= 102) || text[at] === ':';
};

/** Where a run of hexadecimal digits and colons starts that goes on at an offset. */
export function hexStart(text: string, at: number): number {
  let start = at;
  while (start > at - MOST_IPV6 && isHexColon(text, start - 1)) start -= 1;
  return start;
}

/** An IPv6 address whose first digit is that of the token. */
export function ipv6At(text: string, token: Token, emit: Emit): void {
  if (wasSeen(text, token.digit)) return;
  let start = hexStart(text, token.digit);
  if (isAlphanumeric(text, start - 1) || text[start - 1] === '_') {
    // The group is part of a word: an address can only start behind the word, at a `::`.
    const colons = text.slice(start, token.digit).indexOf('::');
    if (colons === -1) return;
    start += colons;
    if (isWord(text, start - 1)) return;
  }
  if (text[start] === ':' && text[start + 1] !== ':') start += 1;
  for (let index = start; index < token.digit; index += 1) if (isDigit(text, index)) return; // seen before
  let end = start;
  let dotted = false;
  while (end < start + MOST_IPV6) {
    if (!isOfAddress(text, end)) break;
    if (text[end] === '.') dotted = true;
    else if (dotted && text[end] === ':' && isOfAddress(text, end + 1)) return; // the form of IPv4 comes last
    end += 1;
  }
  if (isLetter(text, end) || text[end] === '_' || isDigit(text, end)) return;
  if (text[end - 1] === ':' && text[end - 2] !== ':') end -= 1;
  if (!hasColons(text, start, end)) return;
  const address = text.slice(start, end);
  if (!isIpv6(address) || LOCAL_OR_NAME.test(address)) return;
  SUFFIX.lastIndex = end;
  SUFFIX.test(text);
  emit('ip-address', start, SUFFIX.lastIndex);
}

const isOfAddress = (text: string, at: number): boolean =>
  isHexColon(text, at) || (text[at] === '.' && isDigit(text, at + 1));

/** Whether a digit in front is part of the same groups, so that the address was looked for there. */
function wasSeen(text: string, digit: number): boolean {
  let hasDigit = false;
  let hasBorder = false;
  for (let at = digit - 1; at >= digit - MOST_IPV6 && isHexColon(text, at); at -= 1) {
    if (isDigit(text, at)) hasDigit = true;
    // Behind the first `::` an address can start that does not start at the digit in front.
    else if (text[at] === ':' && text[at - 1] === ':') {
      if (hasDigit) return true;
      hasBorder = true;
    }
    if (hasDigit && !hasBorder) return true;
  }
  return false;
}

/** Unspecified and loopback, and what is rather a name in a program: `abc::d1`. */
const LOCAL_OR_NAME = /^[0:]*:0*1?$|^[A-Fa-f]{1,4}::[0-9A-Fa-f]*$/;

/** A zone (RFC 4007) or the length of a prefix. */
const SUFFIX = /(?:%[A-Za-z0-9._~-]{1,15}(?<![._~-]))?(?:\/(?:12[0-8]|1[01]\d|[1-9]?\d)(?![\w/]|\.\d))?/y;

/** Two colons in a row, or as many as stand between eight groups, or between six groups and an IPv4 address. */
function hasColons(text: string, start: number, end: number): boolean {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at) !== 58) continue;
    if (text.charCodeAt(at + 1) === 58) return true;
    count += 1;
  }
  return count === 6 || count === 7;
}

function isIpv6(address: string): boolean {
  const parts = address.split('::');
  if (parts.length > 2) return false;
  const groups = parts.flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = groups.at(-1);
  let count = groups.length;
  if (last?.includes('.') === true) {
    IPV4.lastIndex = 0;
    if (IPV4.exec(last)?.[0] !== last) return false;
    groups.pop();
    count += 1;
  }
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return parts.length === 2 ? count <= 7 : count === 8;
}
