import { once } from '../../../once.ts';
import { knownWords, weighedWords } from '../english/vocabulary.ts';

/** Known words whose letters repeat in the same places, in the order of their first letters. */
export interface Alike {
  /** The letters of all of them one after the other, 0 to 25. */
  readonly letters: Uint8Array;
  /** What each costs, in bits. */
  readonly costs: Float64Array;
  /** By first letter, and behind the last: which is the first of them. */
  readonly starts: Uint16Array;
}

/** Longer words are not looked for. */
export const LONGEST = 14;

const wordsByLength = once((): readonly (readonly string[])[] => {
  const all = new Set<string>();
  for (const [word] of weighedWords()) all.add(word);
  const byLength: string[][] = Array.from({ length: LONGEST + 1 }, () => []);
  for (const word of all) byLength[word.length]?.push(word);
  return byLength;
});

const found = new Map<string, Alike>();

/** The known words in which the same letter stands where symbols from `from` to `to` are the same, and only there; each pattern is looked for once. */
export function wordsLike(symbols: Uint8Array, from: number, to: number): Alike {
  let pattern = '';
  for (let at = from; at < to; at += 1)
    pattern += String.fromCharCode(97 + symbols.indexOf(symbols[at] ?? 0, from) - from);
  let alike = found.get(pattern);
  if (alike === undefined) {
    alike = alikeOf((wordsByLength()[pattern.length] ?? []).filter((word) => hasPattern(word, pattern)).sort());
    found.set(pattern, alike);
  }
  return alike;
}

function hasPattern(word: string, pattern: string): boolean {
  for (let at = 0; at < word.length; at += 1)
    if (word.indexOf(word.charAt(at)) !== pattern.charCodeAt(at) - 97) return false;
  return true;
}

function alikeOf(words: readonly string[]): Alike {
  const tree = knownWords();
  const length = words[0]?.length ?? 0;
  const letters = new Uint8Array(words.length * length);
  const starts = new Uint16Array(27).fill(words.length);
  words.forEach((word, nth) => {
    for (let at = 0; at < length; at += 1) letters[nth * length + at] = word.charCodeAt(at) - 97;
    for (let first = word.charCodeAt(0) - 97; first >= 0 && (starts[first] ?? 0) > nth; first -= 1) starts[first] = nth;
  });
  return { letters, costs: Float64Array.from(words, (word) => tree.value(word, 0, length)), starts };
}
