import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { type Cipher, decipher, lettersBehind, reverse } from '../english/strange-letters.ts';
import { strangeParts } from '../english/strange-parts.ts';
import { knownShareAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** Figures and signs beside letters in a sample, at least, and what each usually stands for. */
const FEWEST_SIGNS = 5;
const SIGN = /[013-57@$!]/g;
const FOR_SIGNS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Units by which a stretch is judged, and share of the letters in known words. */
const SAMPLE = 120;
const READABLE = 0.6;
/** What trying takes, in units that are read, for each unit of a sample. */
const TRYING = 1.5;

/** By unit below U+0080: the letter that a sign stands for, or the unit itself. */
const letters = Uint8Array.from({ length: 128 }, (_, unit) => unit);
for (const [sign, letter] of Object.entries(FOR_SIGNS)) letters[sign.charCodeAt(0)] = letter.charCodeAt(0);
const isSign = (unit: number): boolean => unit < 128 && letters[unit] !== unit;
const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

const withLetters = (text: string): string => text.replace(SIGN, (sign) => FOR_SIGNS[sign] ?? sign);

/** A way to undo both; and the same by unit below U+0080, of a text that is turned round before where it has to be. */
interface Way {
  readonly undo: (text: string) => string;
  readonly read: Uint8Array;
  readonly isTurned: boolean;
}

const ROT13: Cipher = { kind: 'shifted', by: 13 };
const MIRRORED: Cipher = { kind: 'mirrored' };

/** What was done last is undone first: letters turned round, mirrored or moved on by thirteen places, before or behind the signs. */
const WAYS: readonly Way[] = [
  { undo: (text) => reverse(withLetters(text)), read: letters, isTurned: true },
  {
    undo: (text) => withLetters(decipher(text, ROT13)),
    read: lettersBehind(ROT13).map((unit) => letters[unit] ?? unit),
    isTurned: false,
  },
  ...[ROT13, MIRRORED].map(
    (cipher): Way => ({
      undo: (text) => decipher(withLetters(text), cipher),
      read: letters.map((unit) => lettersBehind(cipher)[unit] ?? unit),
      isTurned: false,
    }),
  ),
];

/**
 * Stretches of a lower-case text in which figures and signs stand for letters, and which are English once they are turned round as well,
 * or their letters exchanged.
 *
 * @param pieces with signs that may stand for letters
 */
export function signedCiphers(text: string, pieces: readonly Span[], effort: Effort): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of strangeParts(text, pieces)) {
    const stop = Math.min(end, start + SAMPLE);
    if (!hasSigns(text, start, stop) || !effort.allows((stop - start) * TRYING, start, end)) continue;
    const sample = text.slice(start, stop);
    const turned = reverse(sample);
    const way = WAYS.find(
      ({ read, isTurned }) => knownShareAt(isTurned ? turned : sample, 0, stop - start, read, READABLE) >= READABLE,
    );
    if (way !== undefined) found.push({ start, end, text: way.undo(text.slice(start, end)) });
  }
  return found;
}

/** Whether a sample has signs enough that stand beside letters of it. */
function hasSigns(text: string, start: number, end: number): boolean {
  let signs = 0;
  for (let at = start; at < end; at += 1) {
    if (!isSign(text.charCodeAt(at))) continue;
    const isBehind = at > start && isLetter(text.charCodeAt(at - 1));
    if (isBehind || (at + 1 < end && isLetter(text.charCodeAt(at + 1)))) signs += 1;
    if (signs === FEWEST_SIGNS) return true;
  }
  return false;
}
