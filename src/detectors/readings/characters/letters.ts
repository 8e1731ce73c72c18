import { expression } from '../../../expression.ts';
import { lookAlikes } from './look-alikes.ts';

/**
 * A text as its letters and digits alone: lower case, without accents, in plain forms. What is spaced out, punctuated, written in
 * another case, in full width or with letters of another script that look alike, or split by invisible characters, reads the same.
 */
export interface Letters {
  /** UTF-16 units, or `BREAK` where more than 32 units stand between two letters. */
  readonly units: Uint16Array;
  /** Where in the text the letter of each unit starts. */
  readonly starts: Int32Array;
  /** How many units there are; the arrays may be longer. */
  readonly length: number;
}

/** No letter: what stands on both sides of it is not read together. */
export const BREAK = 0xffff;

/** More units between two letters part them: it bounds what a stream has to hold. */
const LONGEST_GAP = 32;

/** How many units a character of a script without spaces counts for: it says about as much as three letters. */
const WEIGHT = 3;
const HEAVY = expression(String.raw`\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}`, 'u');

/** Latin letters by the characters that look like them. Made when the first character comes that is not ASCII. */
let latin: ReadonlyMap<number, string> | undefined;

function latinOf(point: number): string | undefined {
  latin ??= new Map(
    Object.entries(lookAlikes).flatMap(([letter, steps]) => {
      let at = 0;
      return steps.split(' ').map((step): [number, string] => {
        at += Number.parseInt(step, 36);
        return [at, letter];
      });
    }),
  );
  return latin.get(point);
}

const SIGNS = expression(String.raw`[^\p{L}\p{N}]`, 'gu');
const folds = new Map<number, string>();
/** A bound for memory: more than the letters of all living scripts. */
const MOST_FOLDS = 20_000;

/** What a code point is read as; empty for what is no letter and no digit. */
function fold(point: number): string {
  let folded = folds.get(point);
  if (folded === undefined) {
    const character = String.fromCodePoint(point);
    const plain = latinOf(point) ?? character.normalize('NFKD').toLowerCase();
    folded = plain.replace(SIGNS(), '').replace(/[^a-z0-9]/gu, likeLatin);
    if (HEAVY().test(character)) folded = folded.repeat(WEIGHT);
    if (folds.size < MOST_FOLDS) folds.set(point, folded);
  }
  return folded;
}

const likeLatin = (letter: string): string => latinOf(letter.codePointAt(0) ?? 0) ?? letter;

/** Reads a text. Each character is read for itself, so that a part of a text reads as it does in the whole. */
export function lettersOf(text: string): Letters {
  let units = new Uint16Array(text.length + 16);
  let starts = new Int32Array(text.length + 16);
  let length = 0;
  let last = -1; // behind the last letter

  const add = (unit: number, start: number): void => {
    if (length === units.length) {
      const larger = new Uint16Array(length * 2);
      larger.set(units);
      units = larger;
      const more = new Int32Array(length * 2);
      more.set(starts);
      starts = more;
    }
    units[length] = unit;
    starts[length] = start;
    length += 1;
  };
  const letter = (unit: number, start: number, end: number): void => {
    if (last !== -1 && start - last > LONGEST_GAP) add(BREAK, start);
    add(unit, start);
    last = end;
  };

  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 128) {
      if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) letter(unit, index, index + 1);
      else if (unit >= 65 && unit <= 90) letter(unit + 32, index, index + 1);
      continue;
    }
    const point = text.codePointAt(index) ?? unit;
    const end = index + (point > 0xffff ? 2 : 1);
    const folded = fold(point);
    for (let at = 0; at < folded.length; at += 1) letter(folded.charCodeAt(at), index, end);
    index = end - 1;
  }
  return { units, starts, length };
}

/** The letters of a text as a string, without breaks. */
export function lettersIn(text: string): string {
  const { units, length } = lettersOf(text);
  let out = '';
  for (let index = 0; index < length; index += 1) {
    if (units[index] !== BREAK) out += String.fromCharCode(units[index] ?? 0);
  }
  return out;
}

/** Where the character ends that starts at an offset. */
export const endOfCharacter = (text: string, start: number): number =>
  start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
