import { once } from '../../../once.ts';
import { knownWords, weighedWords } from '../english/vocabulary.ts';

/** Which of some words have a letter in one place. */
interface ByLetter {
  /** By letter, 0 to 25, and behind the last: where in `words` those with it start. */
  readonly starts: Uint16Array;
  /** Which words, for each letter the likeliest first. */
  readonly words: Uint16Array;
}

/** Known words whose letters repeat in the same places, the likeliest first. */
export class Alike {
  /** The letters of all of them one after the other, 0 to 25. */
  readonly letters: Uint8Array;
  /** What each costs, in bits. */
  readonly costs: Float64Array;
  readonly #byPlace: (ByLetter | undefined)[] = [];

  /** @param given each as long as the others */
  constructor(given: readonly string[]) {
    const tree = knownWords();
    const words = given
      .map((word) => ({ word, cost: tree.value(word, 0, word.length) }))
      .sort((a, b) => a.cost - b.cost);
    this.letters = Uint8Array.from(words.map(({ word }) => word).join(''), (letter) => letter.charCodeAt(0) - 97);
    this.costs = Float64Array.from(words, ({ cost }) => cost);
  }

  /** Those with each letter in one place; listed once. */
  at(place: number): ByLetter {
    const listed = this.#byPlace[place] ?? byLetter(this.letters, this.costs.length, place);
    this.#byPlace[place] = listed;
    return listed;
  }
}

function byLetter(letters: Uint8Array, count: number, place: number): ByLetter {
  const length = letters.length / count;
  const starts = new Uint16Array(27);
  for (let at = place; at < letters.length; at += length) {
    const letter = letters[at] ?? 0;
    starts[letter + 1] = (starts[letter + 1] ?? 0) + 1;
  }
  for (let letter = 0; letter < 26; letter += 1) starts[letter + 1] = (starts[letter + 1] ?? 0) + (starts[letter] ?? 0);
  const next = starts.slice();
  const words = new Uint16Array(count);
  for (let nth = 0; nth < count; nth += 1) {
    const letter = letters[nth * length + place] ?? 0;
    const at = next[letter] ?? 0;
    words[at] = nth;
    next[letter] = at + 1;
  }
  return { starts, words };
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
    const words = (wordsByLength()[pattern.length] ?? []).filter((word) => hasPattern(word, pattern));
    alike = new Alike(words.sort());
    found.set(pattern, alike);
  }
  return alike;
}

function hasPattern(word: string, pattern: string): boolean {
  for (let at = 0; at < word.length; at += 1)
    if (word.indexOf(word.charAt(at)) !== pattern.charCodeAt(at) - 97) return false;
  return true;
}
