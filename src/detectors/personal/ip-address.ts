import { isDigit, isWord } from '../boundary.ts';
import { unitClass } from '../unit-class.ts';
import type { Context } from './context.ts';
import { topic } from './context-words.ts';
import { type Emit, isAlphanumeric, isLetter } from './found.ts';

const NOT_IP = topic('not-ip');
const IP = topic('ip-address');

/** Where the number from 0 to 255 ends that stands at an offset, written without leading zeros, or -1. */
function octetEnd(text: string, at: number): number {
  let value = text.charCodeAt(at) - 48;
  if (!(value >= 0 && value <= 9)) return -1;
  let end = at + 1;
  for (; isDigit(text, end); end += 1) {
    value = value * 10 + text.charCodeAt(end) - 48;
    if (end > at + 2 || value < 10 || value > 255) return -1;
  }
  return end;
}

/** Where the four numbers end that start at an offset, or -1. */
function dottedEnd(text: string, at: number): number {
  let end = octetEnd(text, at);
  for (let more = 3; more > 0; more -= 1) {
    if (end === -1 || text.charCodeAt(end) !== 46) return -1;
    end = octetEnd(text, end + 1);
  }
  return end === -1 || goesOn(text, end) ? -1 : end;
}

/** Whether a word goes on, or a full stop and a digit. */
const goesOn = (text: string, at: number): boolean =>
  isWord(text, at) || (text.charCodeAt(at) === 46 && isDigit(text, at + 1));

/** Where the length of a prefix ends, at most 32, that stands behind an address, or the end of the address. */
function prefixEnd(text: string, end: number): number {
  if (text.charCodeAt(end) !== 47) return end;
  const behind = octetEnd(text, end + 1);
  if (behind === -1 || behind > end + 3 || text.charCodeAt(behind) === 47 || goesOn(text, behind)) return end;
  return behind < end + 3 || Number(text.slice(end + 1, behind)) <= 32 ? behind : end;
}

/** Addresses of no machine: unspecified, loopback, masks and broadcast (RFC 6890). */
const isNoMachine = (text: string, start: number): boolean =>
  text.startsWith('127.', start) || text.startsWith('255.', start) || text.startsWith('0.0.0.0', start);

/** Emits an IPv4 address, and says whether four numbers stand here that could be nothing else than that or a version. */
export function ipv4At(text: string, start: number, context: Context, emit: Emit): boolean {
  if (!startsAddress(text, start)) return false;
  const dotted = dottedEnd(text, start);
  if (dotted === -1) return false;
  if (isNoMachine(text, start)) return true;
  const end = prefixEnd(text, dotted);
  // Products write their versions so: `Chrome/120.0.0.0`. A port says that it is an address.
  if (text.charCodeAt(start - 1) === 47 && isAlphanumeric(text, start - 2) && text.charCodeAt(end) !== 58) return true;
  if (!context.prefers(NOT_IP, IP)) emit('ip-address', start, end);
  return true;
}

function startsAddress(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before === 46 || before === 45) return !isAlphanumeric(text, start - 2) && text.charCodeAt(start - 2) !== 46;
  return before !== 95;
}

/** RFC 4291, 2.2: at most 8 groups of 4, the last two perhaps in the form of IPv4. */
const MOST_IPV6 = 48;

const HEX_COLON = unitClass('[0-9A-Fa-f:]').members;
export const isHexColon = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit < 128 && HEX_COLON[unit] === 1;
};

/** Where a run of hexadecimal digits and colons starts that goes on at an offset. */
export function hexStart(text: string, at: number): number {
  let start = at;
  while (start > at - MOST_IPV6 && isHexColon(text, start - 1)) start -= 1;
  return start;
}

/** Colons between eight groups, of which the last two may be in the form of IPv4. Fewer are enough where two stand together. */
const FEWEST_COLONS = 6;

/**
 * Addresses of IPv6 in one text, asked for from left to right. Most runs of hexadecimal digits and colons, such as times, have too few
 * colons: each run is looked at once.
 */
export class Ipv6Addresses {
  readonly #text: string;
  /** Where the last run ends that was looked at, and whether it could hold an address. */
  #end = 0;
  #mayHoldOne = false;
  /** Where the last address ends. */
  #found = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Emits the address whose first digit stands at an offset. */
  at(digit: number, emit: Emit): void {
    if (digit >= this.#end) this.#look(digit);
    if (this.#mayHoldOne && digit >= this.#found) this.#found = ipv6At(this.#text, digit, emit);
  }

  #look(digit: number): void {
    const text = this.#text;
    let at = digit;
    while (at > this.#end && isHexColon(text, at - 1)) at -= 1;
    let colons = 0;
    let isShortened = false;
    for (; isHexColon(text, at); at += 1) {
      if (text.charCodeAt(at) !== 58) continue;
      colons += 1;
      isShortened ||= text.charCodeAt(at + 1) === 58;
    }
    this.#end = at;
    this.#mayHoldOne = isShortened || colons >= FEWEST_COLONS;
  }
}

/** Emits the address whose first digit stands at an offset, and gives its end, or 0. */
function ipv6At(text: string, digit: number, emit: Emit): number {
  if (wasSeen(text, digit)) return 0;
  let start = hexStart(text, digit);
  if (isWord(text, start - 1)) return 0;
  if (text.charCodeAt(start) === 58 && text.charCodeAt(start + 1) !== 58) start += 1;
  for (let index = start; index < digit; index += 1) if (isDigit(text, index)) return 0; // seen before
  let end = start;
  let dotted = false;
  while (end < start + MOST_IPV6) {
    if (!isOfAddress(text, end)) break;
    const unit = text.charCodeAt(end);
    if (unit === 46) dotted = true;
    else if (dotted && unit === 58 && isOfAddress(text, end + 1)) return 0; // the form of IPv4 comes last
    end += 1;
  }
  if (isWord(text, end)) return 0;
  if (text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58) end -= 1;
  if (!isIpv6(text, start, end) || isLocal(text, start, end) || isName(text, start, end)) return 0;
  const behind = text.charCodeAt(end);
  if (behind !== 37 && behind !== 47) {
    emit('ip-address', start, end);
    return end;
  }
  SUFFIX.lastIndex = end;
  SUFFIX.test(text);
  emit('ip-address', start, SUFFIX.lastIndex);
  return end;
}

const isOfAddress = (text: string, at: number): boolean =>
  isHexColon(text, at) || (text.charCodeAt(at) === 46 && isDigit(text, at + 1));

/** Whether a digit in front is part of the same groups, so that the address was looked for there. */
function wasSeen(text: string, digit: number): boolean {
  let hasDigit = false;
  let hasBorder = false;
  for (let at = digit - 1; at >= digit - MOST_IPV6 && isHexColon(text, at); at -= 1) {
    if (isDigit(text, at)) hasDigit = true;
    // Behind the first `::` an address can start that does not start at the digit in front.
    else if (text.charCodeAt(at) === 58 && text.charCodeAt(at - 1) === 58) {
      if (hasDigit) return true;
      hasBorder = true;
    }
    if (hasDigit && !hasBorder) return true;
  }
  return false;
}

/** Unspecified and loopback: zeros and colons, and perhaps a one at the end. */
function isLocal(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== 48 && unit !== 58 && !(unit === 49 && at === end - 1)) return false;
  }
  return true;
}

/** What is rather a name in a program: `abc::d1`. */
function isName(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && isLetter(text, at)) at += 1;
  if (at === start || text.charCodeAt(at) !== 58) return false;
  for (at += 2; at < end; at += 1) if (!isAlphanumeric(text, at)) return false;
  return true;
}

/** A zone (RFC 4007) or the length of a prefix. */
const SUFFIX = /(?:%[A-Za-z0-9._~-]{1,15}(?<![._~-]))?(?:\/(?:12[0-8]|1[01]\d|[1-9]?\d)(?![\w/]|\.\d))?/y;

/** Eight groups of at most four units, the last two perhaps in the form of IPv4, or fewer and `::` once. */
function isIpv6(text: string, start: number, end: number): boolean {
  let groups = 0;
  let isShortened = false;
  for (let at = start; at < end; ) {
    if (text.charCodeAt(at) === 58) {
      // Between groups stands one colon, and in one place two.
      if (text.charCodeAt(at + 1) === 58 && at + 1 < end) {
        if (isShortened) return false;
        isShortened = true;
        at += 2;
      } else if (groups === 0) return false;
      else at += 1;
      if (at < end ? text.charCodeAt(at) === 58 : !isShortened) return false;
      continue;
    }
    let behind = at;
    while (behind < end && isAlphanumeric(text, behind)) behind += 1;
    if (text.charCodeAt(behind) === 46 && behind < end) {
      if (dottedEnd(text, at) !== end) return false;
      groups += 1;
      behind = end;
    } else if (behind - at > 4) return false;
    groups += 1;
    at = behind;
  }
  return isShortened ? groups <= 7 : groups === 8;
}
