import { knownSums, letterSum, weightOf } from '../english/letter-sums.ts';
import { ROOT } from '../english/packed-tree.ts';
import { isKnown, knownWords } from '../english/vocabulary.ts';
import { ordered, unbutchered, withoutEcho, withoutVowelsAgain } from './letter-games.ts';
import { heard, withOtherVowels } from './sound-words.ts';

/** The known word that a word is once its first letter is put last, or its last one first. */
function rotated(word: string): string | undefined {
  const tree = knownWords();
  const last = word.length - 1;
  let node = tree.step(ROOT, word.charCodeAt(last));
  for (let index = 0; index < last && node !== 0; index += 1) node = tree.step(node, word.charCodeAt(index));
  if (tree.valueAt(node) > 0) return word.charAt(last) + word.slice(0, last);
  node = ROOT;
  for (let index = 1; index <= last && node !== 0; index += 1) node = tree.step(node, word.charCodeAt(index));
  return tree.valueAt(tree.step(node, word.charCodeAt(0))) > 0 ? word.slice(1) + word.charAt(0) : undefined;
}

/** Shorter words become others by chance. */
const SHORTEST_EXCHANGED = 5;
/** By unit below U+0080, the letter it stands for: moved on by thirteen places, and mirrored. */
const EXCHANGES: readonly Uint8Array[] = [(at: number) => (at + 13) % 26, (at: number) => 25 - at].map((letterOf) =>
  Uint8Array.from({ length: 128 }, (_, unit) => (unit >= 97 && unit <= 122 ? 97 + letterOf(unit - 97) : 0)),
);

/** The known word that a word is once each of its letters is moved on by thirteen places, or mirrored in the alphabet. */
function exchanged(word: string): string | undefined {
  if (word.length < SHORTEST_EXCHANGED) return undefined;
  const tree = knownWords();
  for (const letters of EXCHANGES) {
    let node = ROOT;
    for (let index = 0; index < word.length && node !== 0; index += 1)
      node = tree.step(node, letters[word.charCodeAt(index)] ?? 0);
    if (tree.valueAt(node) > 0)
      return word.replace(/[a-z]/g, (letter) => String.fromCharCode(letters[letter.charCodeAt(0)] ?? 0));
  }
  return undefined;
}

/** What games of children put before the vowels of a word. */
const SYLLABLES = ['ub', 'op', 'ob', 'eg', 'ag', 'arp', 'av'];

/** The known word that is left without one syllable that stands wherever a vowel follows it. */
function withoutSyllable(word: string): string | undefined {
  for (const syllable of SYLLABLES) {
    if (!word.includes(syllable)) continue;
    const rest = word.replaceAll(syllable, '');
    if (rest.length > 0 && rest.length < word.length && isKnown(rest)) return rest;
  }
  return undefined;
}

/** Shorter words have too many others near to them. */
const SHORTEST_WRONG = 5;

/** The commonest known word that differs from a word in one letter behind the first. */
function withoutWrong(word: string): string | undefined {
  if (word.length < SHORTEST_WRONG) return undefined;
  const tree = knownWords();
  const sums = knownSums();
  const sum = letterSum(word);
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  let node = tree.step(ROOT, word.charCodeAt(0));
  for (let at = 1; at < word.length && node !== 0; at += 1) {
    const unit = word.charCodeAt(at);
    const others = sum - weightOf(unit);
    for (let letter = 97; letter <= 122; letter += 1) {
      let behind = letter === unit ? 0 : tree.step(node, letter);
      if (behind === 0 || !sums.mayHave((others + weightOf(letter)) | 0)) continue;
      for (let index = at + 1; index < word.length && behind !== 0; index += 1)
        behind = tree.step(behind, word.charCodeAt(index));
      const cost = tree.valueAt(behind);
      if (cost === 0 || cost >= least) continue;
      found = word.slice(0, at) + String.fromCharCode(letter) + word.slice(at + 1);
      least = cost;
    }
    node = tree.step(node, unit);
  }
  return found;
}

/** Gives the known word that a word stands for in a game with letters. */
export type Game = (word: string) => string | undefined;

interface Rule {
  readonly game: Game;
  /** Unknown words that it must give a known one for, at least, and their share of those that are tried. */
  readonly fewest: number;
  readonly share: number;
  /** Share of the longer words of a part that are unknown, at least: few games leave some as they are. */
  readonly unknown: number;
}

/** What gives a known word by chance more often must give one for more words: any other language fails. */
const RULES: readonly Rule[] = [
  { game: exchanged, fewest: 2, share: 0.5, unknown: 0.4 },
  { game: withoutSyllable, fewest: 3, share: 0.6, unknown: 0.6 },
  { game: withoutEcho, fewest: 3, share: 0.6, unknown: 0.6 },
  { game: withoutVowelsAgain, fewest: 3, share: 0.6, unknown: 0.6 },
  { game: unbutchered, fewest: 3, share: 0.5, unknown: 0.6 },
  { game: rotated, fewest: 3, share: 0.6, unknown: 0.6 },
  { game: ordered, fewest: 4, share: 0.7, unknown: 0.6 },
  { game: withOtherVowels, fewest: 4, share: 0.7, unknown: 0.6 },
  { game: withoutWrong, fewest: 4, share: 0.7, unknown: 0.5 },
  { game: heard, fewest: 4, share: 0.65, unknown: 0.4 },
];

/** Different unknown words by which a game is told. Shorter ones, and longer ones, do not tell. */
const SAMPLE = 10;
const SHORTEST = 4;
const LONGEST = 36;

/** Whether a word tells by its length. */
export const tells = (length: number): boolean => length >= SHORTEST && length <= LONGEST;

/** Whether any game may be told where so many words that tell are unknown, and so many known. */
export const mayBePlayed = (unknown: number, known: number): boolean =>
  RULES.some((rule) => unknown >= rule.fewest && unknown >= (unknown + known) * rule.unknown);

/**
 * The game that gives a known word for most unknown words, as the first of them tell.
 *
 * @param unknown words that tell by their length
 * @param known how many others that do are known
 */
export function gameOf(unknown: readonly string[], known: number): Game | undefined {
  const words: string[] = [];
  for (const word of unknown) {
    if (!words.includes(word)) words.push(word);
    if (words.length === SAMPLE) break;
  }
  return RULES.find(({ game, fewest, share, unknown: least }) => {
    if (words.length < fewest || unknown.length < (unknown.length + known) * least) return false;
    const most = Math.min(words.length - fewest, words.length * (1 - share));
    let failed = 0;
    for (let tried = 0; tried < words.length; tried += 1) {
      if (game(words[tried] ?? '') === undefined) failed += 1;
      // One by chance, and no more than its share.
      if (failed > most || failed > 1 + (tried + 1) * (1 - share)) return false;
    }
    return true;
  })?.game;
}
