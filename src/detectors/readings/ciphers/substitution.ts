import { type Alike, LONGEST, wordsLike } from './word-patterns.ts';

/** Words in symbols of which nobody told what letters they stand for. */
export interface SymbolWords {
  /** The symbols of all words one after the other, each below `SYMBOLS`. */
  readonly symbols: Uint8Array;
  /** Where each word ends. */
  readonly ends: readonly number[];
}

/** More kinds of symbols are no alphabet. */
export const SYMBOLS = 64;
/** A symbol that stands for no letter that could be told. */
export const UNTOLD = 255;

/** Different words by which the letters are told, and states that are kept with each: more take longer, fewer miss more. */
const MOST_WORDS = 18;
const KEPT = 8;
const KEPT_FIRST = 24;
/** Fewer are kept once the best is so many bits likelier than chance. */
const CLEAR = 20;
const KEPT_CLEAR = 3;
/** States that are so many bits behind the best are given up. */
const NEAR = 25;
/** What a letter of a word that is not known tells, in bits: one of twenty-six. */
const A_LETTER = 4.7;
/** Bits by which known words must be likelier than chance in the end; and from the fourth word on, more with each. */
const SURE = 0;
const TRIED_FIRST = 3;
const LEAST = -10;
const RISING = 3;
/** After so many known words that were tried, no other word is. */
const MOST_TRIED = 6_000;
/** Known words that are tried in the time in which a unit of a text is read. */
const TRIED_A_UNIT = 12;

interface State {
  /** The letter by symbol, or `UNTOLD`. */
  readonly told: Uint8Array;
  /** Letters that stand for a symbol already, each as a bit. */
  readonly used: number;
  readonly score: number;
}

interface CipherWord {
  readonly start: number;
  readonly end: number;
  readonly alike: Alike;
  readonly kinds: number;
  readonly many: number;
}

/**
 * The letter by symbol that makes the most of known words out of words in unknown symbols, one letter for each symbol: by words whose
 * letters repeat in the same places, the rarest patterns first. `undefined` where nothing is likelier than chance.
 *
 * @param spend told what it took, in units that are read
 * @see https://doi.org/10.1080/01611199208849999 for patterns of words against simple substitutions
 */
export function solved({ symbols, ends }: SymbolWords, spend: (units: number) => void): Uint8Array | undefined {
  const words = inOrder(distinctWords(symbols, ends));
  let states: readonly State[] = [{ told: new Uint8Array(SYMBOLS).fill(UNTOLD), used: 0, score: 0 }];
  let tried = 0;
  for (const [nth, word] of words.entries()) {
    if (tried > MOST_TRIED) break;
    const kept = nth < 2 ? KEPT_FIRST : gainOf(states[0]) < CLEAR ? KEPT : KEPT_CLEAR;
    const grown: Grown[] = states.map((state) => ({ state, at: -1, score: state.score }));
    const growth: Growth = { grown, best: states[0]?.score ?? 0 };
    let more = 0;
    for (const state of states) more += grow(state, word, symbols, growth);
    tried += more;
    spend(more / TRIED_A_UNIT);
    grown.sort((a, b) => b.score - a.score);
    const leastKept = (grown[0]?.score ?? 0) - NEAR;
    states = grown
      .slice(0, kept)
      .filter(({ score }) => score >= leastKept)
      .map((next) => (next.at === -1 ? next.state : told(next, word, symbols)));
    if (nth >= TRIED_FIRST && gainOf(states[0]) < Math.min(SURE, LEAST + (nth - TRIED_FIRST) * RISING))
      return undefined;
  }
  return gainOf(states[0]) < SURE ? undefined : states[0]?.told;
}

/** By how many bits the known words of a state are likelier than chance, with the letters that were chosen for them paid for. */
const gainOf = (state: State | undefined): number =>
  state === undefined ? Number.NEGATIVE_INFINITY : state.score - A_LETTER * kindsOf(state.used);

/** A state with one word more: the nth of those that are alike, or none. */
interface Grown {
  readonly state: State;
  readonly at: number;
  readonly score: number;
}

/** What states become, and the best score among them: what is not near to it is left out. */
interface Growth {
  readonly grown: Grown[];
  best: number;
}

/** Adds what a state becomes by each known word that a word may be. Gives how many were tried. */
function grow(state: State, word: CipherWord, symbols: Uint8Array, growth: Growth): number {
  const { start, end, alike } = word;
  const { letters, costs } = alike;
  const { told, used } = state;
  const length = end - start;
  const some = fewest(state, word, symbols);
  const behind = some?.to ?? costs.length;
  const best = state.score + length * A_LETTER;
  let tried = some?.from ?? 0;
  for (; tried < behind; tried += 1) {
    const nth = some === undefined ? tried : (some.words[tried] ?? 0);
    const score = best - (costs[nth] ?? 0);
    // Those behind are less likely.
    if (score < growth.best - NEAR) break;
    let at = 0;
    for (; at < length; at += 1) {
      const letter = letters[nth * length + at] ?? 0;
      const now = told[symbols[start + at] ?? 0] ?? UNTOLD;
      if (now === UNTOLD ? (used & (1 << letter)) !== 0 : now !== letter) break;
    }
    if (at < length) continue;
    growth.best = Math.max(growth.best, score);
    growth.grown.push({ state, at: nth, score });
  }
  return tried - (some?.from ?? 0) + A_STATE;
}

/** What a state takes beside the words that are tried, in words. */
const A_STATE = 4;

/** Those of the words alike that have a letter which is told, in the place where they are the fewest. */
function fewest(
  { told }: State,
  { start, end, alike }: CipherWord,
  symbols: Uint8Array,
): { readonly words: Uint16Array; readonly from: number; readonly to: number } | undefined {
  let place = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < end - start; at += 1) {
    const letter = told[symbols[start + at] ?? 0] ?? UNTOLD;
    if (letter === UNTOLD) continue;
    const { starts } = alike.at(at);
    const count = (starts[letter + 1] ?? 0) - (starts[letter] ?? 0);
    if (count >= least) continue;
    least = count;
    place = at;
  }
  if (place === -1) return undefined;
  const { starts, words } = alike.at(place);
  const from = starts[told[symbols[start + place] ?? 0] ?? UNTOLD] ?? 0;
  return { words, from, to: from + least };
}

function told({ state, at: nth, score }: Grown, { start, end, alike }: CipherWord, symbols: Uint8Array): State {
  const letterOf = state.told.slice();
  let { used } = state;
  const length = end - start;
  for (let at = 0; at < length; at += 1) {
    const letter = alike.letters[nth * length + at] ?? 0;
    letterOf[symbols[start + at] ?? 0] = letter;
    used |= 1 << letter;
  }
  return { told: letterOf, used, score };
}

/** The different words that may be known ones. */
function distinctWords(symbols: Uint8Array, ends: readonly number[]): CipherWord[] {
  const seen = new Set<string>();
  const words: CipherWord[] = [];
  let start = 0;
  for (const end of ends) {
    const length = end - start;
    if (length >= 2 && length <= LONGEST) {
      const word = String.fromCharCode(...symbols.subarray(start, end));
      const alike = seen.has(word) ? undefined : wordsLike(symbols, start, end);
      seen.add(word);
      let kinds = 0;
      for (let at = start; at < end; at += 1) kinds |= bitOf(symbols[at] ?? 0);
      if (alike !== undefined && alike.costs.length > 0)
        words.push({ start, end, alike, kinds, many: Math.log2(alike.costs.length) });
    }
    start = end;
  }
  return words;
}

/** Each time the word of which the fewest are left to expect by the symbols of those before. */
function inOrder(words: readonly CipherWord[]): CipherWord[] {
  const left = [...words];
  const order: CipherWord[] = [];
  let known = 0;
  while (left.length > 0 && order.length < MOST_WORDS) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [nth, { many, kinds, start, end }] of left.entries()) {
      const expected = many - A_LETTER * kindsOf(kinds & known) - (end - start) * LONGER;
      if (expected >= least) continue;
      best = nth;
      least = expected;
    }
    const [word] = left.splice(best, 1);
    if (word === undefined) break;
    order.push(word);
    known |= word.kinds;
  }
  return order;
}

/** A longer word of as many tells more. */
const LONGER = 0.6;

function kindsOf(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** The symbols that come first, each as a bit: they are those that stand most often. */
const bitOf = (symbol: number): number => (symbol < 32 ? 1 << symbol : 0);
