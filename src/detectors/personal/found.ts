import { isDigit } from '../boundary.ts';

/** Called by a finder for each thing that it finds: the rule's name, and where it lies in the reading. */
export type Emit = (rule: string, start: number, end: number) => void;

/** A run of ASCII letters and digits, seen at its first digit. */
export interface Token {
  readonly start: number;
  /** Its first digit. */
  readonly digit: number;
  readonly end: number;
}

export const isLetter = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at) | 32;
  return unit >= 97 && unit <= 122;
};

export const isAlphanumeric = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
};

/** Letters and digits in front of the first digit are looked back for as far as this. */
const LONGEST_PREFIX = 40;

/** The token of a digit, or undefined when that is not its first one. An escape such as `\n` in front of it is no part of it. */
export function tokenAt(text: string, digit: number): Token | undefined {
  const start = tokenStart(text, digit);
  return start === -1 ? undefined : { start, digit, end: tokenEnd(text, digit) };
}

/** Where the token of a digit starts, or -1 when that is not its first digit. */
function tokenStart(text: string, digit: number): number {
  let start = digit;
  while (start > digit - LONGEST_PREFIX && isLetter(text, start - 1)) start -= 1;
  if (start > digit - LONGEST_PREFIX && isDigit(text, start - 1)) return -1;
  if (start < digit && text.charCodeAt(start - 1) === 92 && 'nrtbfv'.includes(text.charAt(start))) start += 1;
  return start;
}

function tokenEnd(text: string, digit: number): number {
  let end = digit + 1;
  while (isAlphanumeric(text, end)) end += 1;
  return end;
}

/**
 * The same for the digits of one text, gone through from left to right: the end of a long run of letters and digits, which can
 * hold many tokens, is looked for once.
 */
export class Tokens implements Token {
  readonly #text: string;
  start = 0;
  digit = 0;
  end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the token of a digit, or says that this is not its first one. */
  go(digit: number): boolean {
    const start = tokenStart(this.#text, digit);
    if (start === -1) return false;
    this.start = start;
    this.digit = digit;
    if (digit >= this.end) this.end = tokenEnd(this.#text, digit);
    return true;
  }
}
