import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { decipher, reverse } from '../english/strange-letters.ts';
import { strangeParts } from '../english/strange-parts.ts';
import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** Figures and signs beside letters in a sample, at least, and what each usually stands for. */
const FEWEST_SIGNS = 5;
const SIGNS = /(?<=[a-z])[013-57@$!]|[013-57@$!](?=[a-z])/g;
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

const withLetters = (text: string): string => text.replace(SIGN, (sign) => FOR_SIGNS[sign] ?? sign);

/** What was done last is undone first: letters turned round, mirrored or moved on by thirteen places, before or behind the signs. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => reverse(withLetters(text)),
  (text) => withLetters(decipher(text, { kind: 'shifted', by: 13 })),
  (text) => decipher(withLetters(text), { kind: 'shifted', by: 13 }),
  (text) => decipher(withLetters(text), { kind: 'mirrored' }),
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
    const sample = text.slice(start, Math.min(end, start + SAMPLE));
    if ((sample.match(SIGNS)?.length ?? 0) < FEWEST_SIGNS || !effort.allows(sample.length * TRYING, start, end))
      continue;
    const way = WAYS.find((undo) => knownShare(undo(sample)) >= READABLE);
    if (way !== undefined) found.push({ start, end, text: way(text.slice(start, end)) });
  }
  return found;
}
