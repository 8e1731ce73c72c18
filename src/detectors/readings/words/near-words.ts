import { once } from '../../../once.ts';
import { fieldWords, orderWords } from '../english/field-words.ts';
import { knownSums, LetterSums, letterSum, weightOf } from '../english/letter-sums.ts';
import { ROOT } from '../english/packed-tree.ts';
import { isKnown, knownWords } from '../english/vocabulary.ts';

/** Shorter words have too many others near to them. */
const SHORTEST = 4;

/** The letters that stand in a lower-case word more than once, each as a bit. */
export function repeatedLetters(word: string): number {
  let once = 0;
  let more = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = 1 << (word.charCodeAt(at) - 97);
    more |= once & letter;
    once |= letter;
  }
  return more;
}

/**
 * The known word that is left when one letter of a word is taken out, or one of its letters wherever it stands.
 *
 * @param sum the sum of its letters
 * @param repeated those that stand in it more than once
 */
export function withoutExtra(word: string, sum: number, repeated = repeatedLetters(word)): string | undefined {
  if (word.length <= SHORTEST) return undefined;
  const sums = knownSums();
  // A letter behind a word may be an ending; no known word begins like what stands before others.
  const end = Math.min(word.endsWith('s') ? word.length - 1 : word.length, knownStart(word) + 1);
  for (let at = end - 1; at >= 0; at -= 1) {
    if (sums.mayHave((sum - weightOf(word.charCodeAt(at))) | 0) && isKnownWithout(word, at))
      return word.slice(0, at) + word.slice(at + 1);
  }
  return repeated === 0 ? undefined : withoutOne(word, sum, repeated);
}

/** How many letters of the start of a word known words start with. */
function knownStart(word: string): number {
  const tree = knownWords();
  let at = 0;
  for (let node = ROOT; at < word.length; at += 1) {
    node = tree.step(node, word.charCodeAt(at));
    if (node === 0) break;
  }
  return at;
}

/** Whether a word is known without the letter at a place. */
function isKnownWithout(word: string, place: number): boolean {
  const tree = knownWords();
  let node = ROOT;
  for (let at = 0; at < word.length && node !== 0; at += 1)
    if (at !== place) node = tree.step(node, word.charCodeAt(at));
  return tree.valueAt(node) > 0;
}

/** The known word that is left without one of the letters that stand more than once. */
function withoutOne(word: string, sum: number, repeated: number): string | undefined {
  const sums = knownSums();
  let more = repeated;
  for (let at = 0; at < word.length && more !== 0; at += 1) {
    const unit = word.charCodeAt(at);
    if ((more & (1 << (unit - 97))) === 0) continue;
    more &= ~(1 << (unit - 97));
    const count = countOf(word, unit);
    if (word.length - count < SHORTEST || !sums.mayHave((sum - count * weightOf(unit)) | 0)) continue;
    const left = word.replaceAll(word[at] ?? '', '');
    if (isKnown(left)) return left;
  }
  return undefined;
}

function countOf(word: string, unit: number): number {
  let count = 0;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) === unit) count += 1;
  return count;
}

const lacking = once(() => {
  const words = new Map<string, string>();
  for (const known of [...fieldWords, ...orderWords]) {
    if (known.length <= SHORTEST) continue;
    for (let at = 0; at < known.length; at += 1) words.set(known.slice(0, at) + known.slice(at + 1), known);
  }
  return { words, sums: new LetterSums(words.keys(), 16) };
});

/**
 * The word of those that orders are made of that a word is but for one letter, which it lacks.
 *
 * @param sum the sum of its letters
 */
export function withMissing(word: string, sum: number): string | undefined {
  const { words, sums } = lacking();
  return sums.mayHave(sum) ? words.get(word) : undefined;
}

/**
 * The word of those that orders are made of that a word is but for one letter, which is another one.
 *
 * @param sum the sum of its letters
 */
export function withWrong(word: string, sum: number): string | undefined {
  const { words, sums } = lacking();
  for (let at = 0; at < word.length; at += 1) {
    if (!sums.mayHave((sum - weightOf(word.charCodeAt(at))) | 0)) continue;
    const before = word.slice(0, at);
    const behind = word.slice(at + 1);
    const known = words.get(before + behind);
    if (known?.length === word.length && known.startsWith(before) && known.endsWith(behind)) return known;
  }
  return undefined;
}

/** Shorter words are near to too many others. */
const SHORTEST_NEAR = 5;

/** The known word that a word is but for one letter that is another one, or that it lacks. It is asked for words that were most likely typed wrong. */
export function nearest(word: string): string | undefined {
  if (word.length < SHORTEST_NEAR) return undefined;
  const sum = letterSum(word);
  return withLetter(word, sum, 1) ?? withLetter(word, sum, 0);
}

/** The first known word that a word is with a letter in place of so many of its own, wherever they stand. */
function withLetter(word: string, sum: number, taken: 0 | 1): string | undefined {
  const tree = knownWords();
  const sums = knownSums();
  let node = ROOT;
  // No known word begins like what stands before others.
  for (let at = 0; at + taken <= word.length && node !== 0; at += 1) {
    const others = taken === 0 ? sum : sum - weightOf(word.charCodeAt(at));
    for (let letter = 97; letter <= 122; letter += 1) {
      const next = tree.step(node, letter);
      if (next === 0 || !sums.mayHave((others + weightOf(letter)) | 0)) continue;
      if (isKnownFrom(next, word, at + taken))
        return word.slice(0, at) + String.fromCharCode(letter) + word.slice(at + taken);
    }
    node = at < word.length ? tree.step(node, word.charCodeAt(at)) : 0;
  }
  return undefined;
}

/** Whether a node goes on to a known word with what stands in a word from an offset on. */
function isKnownFrom(before: number, word: string, from: number): boolean {
  const tree = knownWords();
  let node = before;
  for (let at = from; at < word.length && node !== 0; at += 1) node = tree.step(node, word.charCodeAt(at));
  return tree.valueAt(node) > 0;
}
