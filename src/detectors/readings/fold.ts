import { isBidiControl, isInvisible, isVariationSelector } from '../natural-invisibles.ts';

/** What becomes of one UTF-16 unit. */
const SAME = 1;
const FOLDED = 2;
/** Needs a look at what stands around it, or has no single unit that it folds to. */
export const SPECIAL = 3;

const UNITS = 0x10000;
const kinds = new Uint8Array(UNITS);
const foldedUnits = new Uint16Array(UNITS);
const lowerUnits = new Uint16Array(UNITS);

/** The tables by unit, filled as units are met. `kinds` is 0 for a unit that `classify` has not seen. */
export const tables = { kinds, foldedUnits, lowerUnits };

for (let unit = 0; unit < 128; unit += 1) set(unit, SAME, unit);

function set(unit: number, kind: number, folded: number): void {
  kinds[unit] = kind;
  foldedUnits[unit] = folded;
  const lower = String.fromCharCode(folded).toLowerCase();
  lowerUnits[unit] = lower.length === 1 ? lower.charCodeAt(0) : folded;
}

/** Fills the tables for a unit, and gives its kind. */
export function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) set(unit, SPECIAL, unit);
  else if (isVariationSelector(unit) || isBidiControl(unit) || isInvisible(unit)) set(unit, SPECIAL, unit);
  else {
    const folded = fold(unit);
    if (folded.length !== 1) set(unit, SPECIAL, unit);
    else set(unit, folded.charCodeAt(0) === unit ? SAME : FOLDED, folded.charCodeAt(0));
  }
  return kinds[unit] ?? SPECIAL;
}

const COMBINING = /[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]/g;

/** What Unicode gives no compatibility form for: punctuation, braille, Latin letters with strokes and hooks, small capitals. */
const PLAIN = new Map<string, string>([
  ...pairs('\u2018\u2019\u201b\u2032\u02bc', "'''''"),
  ...pairs('\u201c\u201d\u201f\u2033', '""""'),
  ...pairs('\u2010\u2011\u2012\u2212', '----'),
  ...pairs('\u2028\u2029\u2800\u00b5', '\n\n u'),
  ...pairs('\u00d8\u00f8\u0141\u0142\u0110\u0111\u0126\u0127\u0166\u0167\u0131\u0237', 'OoLlDdHhTtij'),
  ...pairs('\u0180\u0253\u0188\u0256\u0257\u025b\u0192\u0260\u0261\u0266\u0268\u0199', 'bbcddefgghik'),
  ...pairs('\u019a\u026b\u0271\u0272\u0273\u01a5\u0275\u027d\u0282\u01ad\u0289\u028b', 'llmnnporstuv'),
  ...pairs('\u0251\u0269\u01b4\u01b6\u0290\u0291\u0255\u014b', 'aiyzzzcn'),
  ...pairs('\u1d8f\u1d92\u1d96\u1d99\u1d8d\u2c7a\u2c71\u2c73\u026d\u0288\u02a0\u0247\u023c\u0225', 'aeiuxovwltqecz'),
  ...pairs('\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d', 'abcdefghijklm'),
  ...pairs('\u281d\u2815\u280f\u281f\u2817\u280e\u281e\u2825\u2827\u283a\u282d\u283d\u2835', 'nopqrstuvwxyz'),
  ...pairs('\u2802\u2832\u2816\u2826', ',.!?'),
  ...pairs('\u0299\u0262\u029c\u026a\u029f\u0274\u0280\u028f', 'bghilnry'),
  ...pairs('\u1d00\u1d04\u1d05\u1d07\u1d0a\u1d0b\u1d0d\u1d0f\u1d18\ua7af\u1d1b', 'acdejkmopqt'),
  ...pairs('\u1d1c\u1d20\u1d21\u1d22\ua730\ua731', 'uvwzfs'),
]);

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((letter, index): [string, string] => [letter, to[index] ?? '']);
}

/** Rows of letters from a to z that have no compatibility form, or one with brackets around the letter. */
const ALPHABETS = [0x1f150, 0x1f170, 0x1f110, 0x249c];

const folds = new Map<number, string>();
/** A bound for memory: more than the letters of all living scripts. */
const MOST_FOLDS = 20_000;

/** By code point of the first plane beyond 16 bits: 1 for those that are known to stay as they are, which most are. */
let stays: Uint8Array | undefined;
const BEYOND = 0x10000;

/** Where ideographs behind that plane have a compatibility form. */
const FIRST_COMPATIBLE = 0x2f800;
const LAST_COMPATIBLE = 0x2fa1f;

/** One code point in its compatibility form; letters of alphabets without their accents. The case is kept. */
export function fold(point: number): string {
  if (point >= BEYOND) {
    stays ??= new Uint8Array(UNITS);
    const isKnown =
      point < 2 * BEYOND ? stays[point - BEYOND] === 1 : point < FIRST_COMPATIBLE || point > LAST_COMPATIBLE;
    if (isKnown) return String.fromCodePoint(point);
  }
  let folded = folds.get(point);
  if (folded === undefined) {
    folded = compute(point);
    if (stays !== undefined && point >= BEYOND && folded === String.fromCodePoint(point)) stays[point - BEYOND] = 1;
    else if (folds.size < MOST_FOLDS) folds.set(point, folded);
  }
  return folded;
}

function compute(point: number): string {
  const start = ALPHABETS.find((first) => point >= first && point < first + 26);
  if (start !== undefined) return String.fromCharCode(97 + point - start);
  const letter = String.fromCodePoint(point);
  const alphabetic = point < 0x530 || (point >= 0x1d00 && point <= 0x1fff) || (point >= 0x2c60 && point <= 0x2c7f);
  return PLAIN.get(letter) ?? (alphabetic ? letter.normalize('NFKD') : letter.normalize('NFKC')).replace(COMBINING, '');
}
