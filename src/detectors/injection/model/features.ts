import type { Span } from '../../pattern.ts';
import { moreInjectionRules } from '../injection-more-rules.ts';
import { injectionRules } from '../injection-rules.ts';
import type { Phrase } from '../phrases.ts';
import { hashPair } from '../text-hash.ts';
import { lexicon } from './lexicon.ts';
import { isMention } from './mention.ts';
import { SeenFeatures } from './seen-features.ts';
import { eachSentence, MOST_WORDS, type Place } from './sentence-words.ts';
import { APOSTROPHE, createWordClasses, isWordUnit, MOST_CLASSES, type WordClasses } from './words.ts';

/** One sentence as the model sees it. */
export interface Sentence extends Span {
  readonly words: number;
  /** Where the words of its rules stand, or all its words. */
  readonly toldStart: number;
  readonly toldEnd: number;
  /** What its features weigh together in the near model, in units of the model. */
  readonly weight: number;
  /** Rules and classes, which the wide model counts over a passage. */
  readonly marks: readonly number[];
}

/** Called once for each feature of a sentence; what it gives is summed as the weight of the sentence. Training gives 1, to count them. */
export type Weigh = (feature: number) => number;

/** How far apart two words may stand whose classes make a pair. */
const PAIR_REACH = 7;

const MOST_RULES = 192;
const WORD_BITS = 17;

/** Where each kind of feature starts in the weights of the near model. */
const LENGTHS = 0;
const RULES = 16;
const CLASSES = RULES + MOST_RULES;
const PAIRS = CLASSES + MOST_CLASSES;
/** Features from here on are single words and pairs of them. */
export const WORDS = PAIRS + MOST_CLASSES * MOST_CLASSES;
export const NEAR_FEATURES = WORDS + 2 ** WORD_BITS;

/** Marks of the wide model: rules, then classes; each seen once, at least twice, at least four times. */
export const MARKS = MOST_RULES + MOST_CLASSES;
export const WIDE_FEATURES = LENGTHS + 16 + 3 * MARKS;

/** A number from 0 to 15 for how long something is: its binary digits. */
export const lengthFeature = (words: number): number => LENGTHS + Math.min(15, 32 - Math.clz32(words));

/** Names of what the rules find, in the order of their numbers. */
const ruleNames: readonly string[] = [
  ...new Set([
    'delimiter',
    'weak-delimiter',
    'data-in-link',
    'quoted',
    'quoted-talk',
    ...[...injectionRules, ...moreInjectionRules].flatMap(({ rule, family }) => [rule, `family ${family}`]),
  ]),
];
const ruleNumbers: ReadonlyMap<string, number> = new Map(ruleNames.map((name, number) => [name, number]));

/** Classes that are held to speak for or against an attack before training. */
const CLASS_PRIORS: Readonly<Record<string, number>> = { dontDrop: -2, discuss: -0.3, expert: -0.3, structured: -0.3 };

export const classPriors: readonly (readonly [mark: number, weight: number])[] = Object.keys(lexicon).flatMap(
  (name, number) => {
    const weight = CLASS_PRIORS[name];
    return weight === undefined ? [] : [[MOST_RULES + number, weight] as const];
  },
);

/** What the rules are held to weigh before training: a rule that training never saw keeps this. */
export const rulePriors: readonly (readonly [mark: number, weight: number])[] = [
  ...injectionRules,
  ...moreInjectionRules,
  { rule: 'delimiter', weight: 0.55 },
  { rule: 'weak-delimiter', weight: 0.3 },
  { rule: 'data-in-link', weight: 0.5 },
  { rule: 'quoted', weight: -0.15 },
  { rule: 'quoted-talk', weight: -1.5 },
].map(({ rule, weight }) => [ruleNumbers.get(rule) ?? 0, weight] as const);

/** The feature of the near model that a mark is. */
export const nearMark = (mark: number): number => RULES + mark;

export type ReadSentences = (lower: string, phrases: readonly Phrase[], weigh: Weigh) => Sentence[];

/** Makes the reader: one pass over the text, linear in its length. `phrases` must be sorted by start. */
export function createSentenceReader(): ReadSentences {
  const classes = createWordClasses();
  return (lower, phrases, weigh) => {
    const sentences: Sentence[] = [];
    let phrase = 0;
    eachSentence(lower, (words, length, place) => {
      const { start, end, first } = place;
      while ((phrases[phrase]?.start ?? start) < start) phrase += 1; // in none that has words
      const next = phrases[phrase];
      if (next === undefined || next.start >= end) {
        sentences.push(describe(place, words, length, NO_PHRASES, classes, false, false, weigh));
        return;
      }
      const meant: Phrase[] = [];
      let to = 0;
      let quoted = false;
      let mentioned = false;
      for (let at = phrases[phrase]; at !== undefined && at.start < end; at = phrases[phrase]) {
        phrase += 1;
        to = Math.max(to, Math.min(at.end, end));
        quoted ||= isQuoted(lower, first, at.start);
        if (isMention(lower, at.start, at.end)) mentioned = true;
        else meant.push(at);
      }
      const told = { start, end, first: next.start, last: to };
      sentences.push(describe(told, words, length, meant, classes, quoted, mentioned, weigh));
    });
    return sentences;
  };
}

/** Which rules, classes and pairs a sentence already has; the number of its turn stands for true. One byte each, to stay near the processor. */
const seen = new Uint8Array(WORDS);
const MOST_TURNS = 255;
let turn = 0;

/** Which words and pairs of words it has. */
const seenWords = new SeenFeatures(WORD_BITS, 2 * MOST_WORDS);

function nextTurn(): void {
  seenWords.clear();
  turn += 1;
  if (turn <= MOST_TURNS) return;
  seen.fill(0);
  turn = 1;
}

/** The classes of the last words of a sentence, each with the place of its word. */
const lastClasses = new Uint8Array(MOST_WORDS * MOST_CLASSES);
const lastPlaces = new Uint8Array(MOST_WORDS * MOST_CLASSES);

const QUOTED = ruleNumbers.get('quoted') ?? 0;
const QUOTED_TALK = ruleNumbers.get('quoted-talk') ?? 0;
const DISCUSS = MOST_RULES + Object.keys(lexicon).indexOf('discuss');

/** How far before a phrase its quotation mark is looked for. */
const QUOTE_REACH = 24;

/** Whether a phrase stands behind a quotation mark, and words of the same sentence before that mark. */
function isQuoted(text: string, first: number, start: number): boolean {
  for (let at = start - 1; at > first && at >= start - QUOTE_REACH; at -= 1) {
    const unit = text.charCodeAt(at);
    if (unit === 34 || unit === 96 || (unit === APOSTROPHE && !isWordUnit(text.charCodeAt(at - 1)))) return true;
  }
  return false;
}

const marksOf = new Map<string, readonly number[]>();

/** The numbers of a rule and of its family. */
function marksOfPhrase({ rule, family, weight }: Phrase): readonly number[] {
  const name = rule === 'delimiter' && weight < 0.5 ? 'weak-delimiter' : rule;
  const known = marksOf.get(name);
  if (known !== undefined) return known;
  const marks = [ruleNumbers.get(name), ruleNumbers.get(`family ${family}`)].filter((mark) => mark !== undefined);
  marksOf.set(name, marks);
  return marks;
}

const NO_PHRASES: readonly Phrase[] = [];
const NO_MARKS: readonly number[] = [];

function describe(
  { start, end, first, last }: Place,
  row: ArrayLike<number>,
  length: number,
  phrases: readonly Phrase[],
  classes: WordClasses,
  quoted: boolean,
  mentioned: boolean,
  weigh: Weigh,
): Sentence {
  nextTurn();
  const marks: number[] = [];
  let weight = 0;
  const add = (feature: number): boolean => {
    if (seen[feature] === turn) return false;
    seen[feature] = turn;
    weight += weigh(feature);
    return true;
  };
  const addWords = (hash: number): void => {
    const feature = hash >>> (32 - WORD_BITS);
    if (seenWords.add(feature)) weight += weigh(WORDS + feature);
  };
  for (const phrase of phrases) for (const mark of marksOfPhrase(phrase)) if (add(RULES + mark)) marks.push(mark);
  // Classes up to `known` stand in `lastClasses`; those from `near` on are near enough to make pairs.
  let known = 0;
  let near = 0;
  let before = 0;
  for (let at = 0; at < length; at += 1) {
    const word = row[at] ?? 0;
    const here = classes.at(row, length, at);
    if (here.length > 0) {
      while (near < known && (lastPlaces[near] ?? 0) < at - PAIR_REACH) near += 1;
      const earlier = known;
      for (const wordClass of here) {
        if (add(CLASSES + wordClass)) marks.push(MOST_RULES + wordClass);
        for (let other = near; other < earlier; other += 1)
          add(PAIRS + (lastClasses[other] ?? 0) * MOST_CLASSES + wordClass);
        lastClasses[known] = wordClass;
        lastPlaces[known] = at;
        known += 1;
      }
    }
    addWords(hashPair(1, word));
    if (at > 0) addWords(hashPair(before, word));
    before = word;
  }
  if (quoted) {
    if (add(RULES + QUOTED)) marks.push(QUOTED);
  }
  if ((mentioned || (quoted && marks.includes(DISCUSS))) && add(RULES + QUOTED_TALK)) marks.push(QUOTED_TALK);
  const told = marks.length === 0 ? NO_MARKS : marks;
  return { start, end, words: length, toldStart: first, toldEnd: last, weight, marks: told };
}
