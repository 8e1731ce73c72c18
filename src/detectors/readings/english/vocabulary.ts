import { once } from '../../../once.ts';
import { commonWords, furtherWords } from './english-words.ts';
import { fieldWords } from './field-words.ts';
import { type PackedTree, ROOT } from './packed-tree.ts';
import { WordTree } from './word-tree.ts';

const COSTS = { common: 11, further: 14, unknown: 12 };

/**
 * Some eleven thousand English words with what each costs where letters are cut into words, in bits: common ones are cheap. Built
 * when first needed, from the lists as they are written.
 */
export const knownWords = once((): PackedTree => {
  const costs = new WordTree();
  costs.setCoded(furtherWords, COSTS.further);
  for (const word of ['a', 'i', ...fieldWords]) costs.set(word, COSTS.further);
  costs.setCoded(commonWords, COSTS.common);
  functionWords.forEach((word, rank) => {
    if (costs.value(word) > 0) costs.set(word, 4 + Math.log2(rank + 1) * 0.8);
  });
  return costs.packed();
});

/** The same words as strings, for what is looked for less often. */
const listed = once(() => {
  const common = decodeWords(commonWords);
  return { common, known: new Set([...common, 'a', 'i', ...decodeWords(furtherWords), ...fieldWords]) };
});

/** Words written one after the other, each as a capital that tells how many letters it shares with the one before, and the rest. */
function decodeWords(coded: string): string[] {
  let last = '';
  return (coded.match(/[A-Z][a-z]*/g) ?? []).map((piece) => {
    last = last.slice(0, piece.charCodeAt(0) - 65) + piece.slice(1);
    return last;
  });
}

/** Whether lower-case letters are an English word that a list of eleven thousand holds. */
export const isKnown = (word: string): boolean => knownWords().value(word, 0, word.length) > 0;

/** The same for what stands in a text from `start` to `end`. */
export const isKnownAt = (text: string, start: number, end: number): boolean =>
  knownWords().value(text, start, end) > 0;

/** The known word that the letters of a word are from the last to the first, if they are one. */
export function turnedRound(word: string): string | undefined {
  const costs = knownWords();
  let node = ROOT;
  for (let index = word.length - 1; index >= 0 && node !== 0; index -= 1)
    node = costs.step(node, word.charCodeAt(index));
  return costs.valueAt(node) > 0 ? reversedWord(word) : undefined;
}

/** The commonest of them: what holds English sentences together. */
const functionWords: readonly string[] = (
  'the of and to in a is that it for was on are as with his they at be this from have or by one had not but what all were when we ' +
  'there can an your which their said if do will each about how up out them then she many some so these would other into has more ' +
  'her two like him see time could no make than first been its who now people my made over did down only way find use may water long ' +
  'little very after words called just where most know get through back much before go good new write our used me man too any day same ' +
  'right look think also around another came come work three word must because does part even place well such here take why things help ' +
  'put years different away again off went old number great tell men say small every found still between name should mr home big give air ' +
  'line set own under read last never us left end along while might next sound below saw something thought both few those always looked show ' +
  'large often together asked house world going want school important until form food keep children feet land side without boy once animals ' +
  'life enough took sometimes four head above kind began almost live page got earth need far hand high year mother light parts country ' +
  'father let night following picture being study second eyes soon times story boys since white days ever paper hard near sentence better ' +
  'best across during today others however sure means knew try told young miles sun ways thing whole hear example heard several change ' +
  'answer room sea against top turned learn point city play toward five using himself usually you he i'
).split(' ');

const functionWordSet: ReadonlySet<string> = new Set(functionWords.slice(0, 90));
export const isFunctionWord = (word: string): boolean => functionWordSet.has(word);

/** All the words. */
export const allKnownWords = (): ReadonlySet<string> => listed().known;

/** All the words, and how much each should weigh where frequency matters. */
export function* weighedWords(): Generator<readonly [word: string, weight: number]> {
  for (const word of listed().known) yield [word, 1];
  for (const word of listed().common) yield [word, 2];
  let weight = 400;
  for (const word of functionWords) {
    yield [word, weight];
    weight = Math.max(20, weight * 0.97);
  }
}

/** What share of the letters of a lower-case text stands in words that are known, 0 to 1. A single letter counts only as `a` or `i`. */
export const knownShare = (text: string): number => knownShareAt(text, 0, text.length, asItIs);

const asItIs = Uint8Array.from({ length: 128 }, (_, unit) => unit);

/** A unit that is read as this is left out: what stands on both sides of it is together. */
export const LEFT_OUT = 255;

/**
 * The same for what stands in a text from `start` to `end`, where each unit below U+0080 is read as `read` has it. A share that does
 * not come to `least` may be given as 0.
 */
export function knownShareAt(text: string, start: number, end: number, read: Uint8Array = asItIs, least = 0): number {
  const costs = knownWords();
  const mostUnknown = (end - start) * (1 - least);
  let letters = 0;
  let inKnown = 0;
  let length = 0;
  let node = ROOT;
  let last = 0;
  for (let index = start; index <= end; index += 1) {
    const given = index < end ? text.charCodeAt(index) : 0;
    const unit = given < 128 ? (read[given] ?? 0) : 0;
    if (unit >= 97 && unit <= 122) {
      if (node !== 0) node = costs.step(node, unit);
      length += 1;
      last = unit;
    } else if (length > 0 && unit !== LEFT_OUT) {
      letters += length;
      if (costs.valueAt(node) > 0 && (length > 1 || isSingle(last))) inKnown += length;
      length = 0;
      node = ROOT;
      if (letters - inKnown > mostUnknown) return 0;
    }
  }
  return letters === 0 ? 0 : inKnown / letters;
}

const isSingle = (unit: number): boolean => unit === 97 || unit === 105;

/** The letters of a word from the last to the first. */
export function reversedWord(word: string): string {
  let turned = '';
  for (let index = word.length - 1; index >= 0; index -= 1) turned += word[index] ?? '';
  return turned;
}

let scrambled: Map<number, string> | undefined;

/** The known word that has the same first and last letter and the same letters between them in another order, if there is one. */
export function unscrambled(word: string): string | undefined {
  if (scrambled === undefined) {
    scrambled = new Map();
    for (const known of [...listed().known, ...listed().common]) {
      if (known.length >= SHORTEST_SCRAMBLED) scrambled.set(keyOf(known), known);
    }
  }
  return word.length < SHORTEST_SCRAMBLED ? undefined : scrambled.get(keyOf(word));
}

const SHORTEST_SCRAMBLED = 4;

/** The same for words that differ in the order of their inner letters only, and, but for rare chance, for no others. */
function keyOf(word: string): number {
  let inner = 0;
  for (let index = 1; index < word.length - 1; index += 1) {
    const letter = word.charCodeAt(index) - 96;
    inner += Math.imul(letter * letter * letter + 7 * letter, 0x9e3779b1) >>> 0;
  }
  return (inner * 27 + word.charCodeAt(0) - 96) * 27 + word.charCodeAt(word.length - 1) - 96;
}

let skeletons: Map<string, string> | undefined;
const INNER_VOWELS = /(?<=[a-z])[aeiou](?=[a-z])/g;

/** The likeliest known word that is left with these letters when its inner vowels are dropped, if these are such letters. */
export function withVowels(word: string): string | undefined {
  if (hasInnerVowel(word)) return undefined;
  if (skeletons === undefined) {
    skeletons = new Map();
    for (const known of [...listed().known, ...listed().common, ...functionWords.toReversed()]) {
      const skeleton = known.replace(INNER_VOWELS, '');
      if (skeleton !== known && skeleton.length >= 2) skeletons.set(skeleton, known);
    }
  }
  return skeletons.get(word);
}

function hasInnerVowel(word: string): boolean {
  for (let at = 1; at < word.length - 1; at += 1) if ((VOWELS & (1 << (word.charCodeAt(at) - 97))) !== 0) return true;
  return false;
}

/** Letters, each as a bit. */
const VOWELS = [...'aeiou'].reduce((bits, vowel) => bits | (1 << (vowel.charCodeAt(0) - 97)), 0);

/** Lower-case letters without spaces cut into the likeliest words. */
export function cutIntoWords(letters: string): string[] {
  const units = new Uint16Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) units[at] = letters.charCodeAt(at);
  const starts = wordStarts(units, 0, letters.length);
  const cut: string[] = [];
  let start = 0;
  for (let at = 1; at <= letters.length; at += 1) {
    if (at < letters.length && starts[at] === 0) continue;
    cut.push(letters.slice(start, at));
    start = at;
  }
  return cut;
}

/** By place, from the first that is cut on: the least that words up to it cost, how long the last of them is, and whether one starts there. */
let least = new Float64Array(1024);
let lengths = new Uint16Array(1024);
let starts = new Uint8Array(1024);

/**
 * Where the likeliest words start of which lower-case letters from `from` to `to` are made, by dynamic programming: 1 for a start, by
 * place behind `from`. What it gives is written anew by the next call.
 */
export function wordStarts(units: Uint16Array, from: number, to: number): Uint8Array {
  const costs = knownWords();
  const length = to - from;
  if (length >= least.length) {
    least = new Float64Array(length * 2);
    lengths = new Uint16Array(length * 2);
    starts = new Uint8Array(length * 2);
  }
  least.fill(Number.POSITIVE_INFINITY, 1, length + 1);
  least[0] = 0;
  for (let start = 0; start < length; start += 1) {
    const before = least[start] ?? 0;
    const relax = before + COSTS.unknown;
    let node = ROOT;
    for (let end = start + 1; end <= length; end += 1) {
      node = costs.step(node, units[from + end - 1] ?? 0);
      if (node === 0) break;
      const cost = costs.valueAt(node);
      if (cost === 0 || before + cost > (least[end] ?? 0)) continue;
      least[end] = before + cost;
      lengths[end] = end - start;
    }
    if (relax > (least[start + 1] ?? 0)) continue;
    least[start + 1] = relax;
    lengths[start + 1] = 1;
  }
  starts.fill(0, 0, length);
  for (let end = length; end > 0; ) {
    end -= lengths[end] ?? 1;
    starts[end] = 1;
  }
  return starts;
}
