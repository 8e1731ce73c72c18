import { isDigit, isWord } from '../boundary.ts';
import { type Emit, isAlphanumeric } from './found.ts';

/**
 * IEEE 802: six pairs of hexadecimal digits joined by colons or hyphens, or three fours joined by full stops. One object goes
 * through the tokens of a text from left to right, and looks once at each place where an address could start.
 */
export class MacAddresses {
  readonly #text: string;
  /** The last place that was looked at, and for groups of which size. */
  #seen = -1;
  #size = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Emits the address that the token from `start` to `end` has a part of: it is looked for where it would start. */
  at(start: number, end: number, emit: Emit): void {
    const text = this.#text;
    const size = end - start;
    const behind = text.charCodeAt(end);
    const joint = isJoint(behind, size) ? behind : text.charCodeAt(start - 1);
    if (!isJoint(joint, size)) return;
    const seen = this.#size === size ? this.#seen : -1;
    this.#seen = start;
    this.#size = size;
    for (let from = start; from > seen && from > start - 18; from -= size + 1) {
      const before = text.charCodeAt(from - 1);
      if (before !== 58 && before !== 95 && !isAlphanumeric(text, from - 1) && isJoined(text, from, size, joint)) {
        const last = from + (size === 4 ? 14 : 17);
        if (isOfDevice(text, from, last, joint)) emit('mac-address', from, last);
        return;
      }
      if (before !== joint) return;
    }
  }
}

/** A colon or hyphen between pairs, a full stop between fours. */
const isJoint = (unit: number, size: number): boolean => (size === 4 ? unit === 46 : unit === 58 || unit === 45);

/** Whether groups stand from one joint to the next, and nothing goes on behind. Looks behind first: most rows of pairs are longer. */
function isJoined(text: string, from: number, size: number, joint: number): boolean {
  const end = from + (size === 4 ? 14 : 17);
  if (isWord(text, end)) return false;
  const behind = text.charCodeAt(end);
  if ((behind === 45 || behind === 46 || behind === 58) && isAlphanumeric(text, end + 1)) return false;
  for (let at = from; at < end; at += 1) {
    const isBetween = (at - from) % (size + 1) === size;
    if (isBetween ? text.charCodeAt(at) !== joint : !isHexDigit(text, at)) return false;
  }
  return true;
}

/** Not all zeros or all ones, and not only numbers: where hyphens or full stops join these, they are rather a part of something else. */
function isOfDevice(text: string, from: number, end: number, joint: number): boolean {
  let zeros = true;
  let ones = true;
  let letters = false;
  for (let at = from; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === joint) continue;
    zeros &&= unit === 48;
    ones &&= (unit | 32) === 102;
    letters ||= unit > 57;
  }
  return !zeros && !ones && (letters || joint === 58);
}

const isHexDigit = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at) | 32;
  return (unit >= 97 && unit <= 102) || isDigit(text, at);
};
