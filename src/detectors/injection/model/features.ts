import type { Span } from '../../pattern.ts';
import { moreInjectionRules } from '../injection-more-rules.ts';
import { injectionRules } from '../injection-rules.ts';
import type { Phrase } from '../phrases.ts';
import { lexicon } from './lexicon.ts';
import { isMention } from './mention.ts';
import {
  createWordClasses,
  hashOf,
  hashPair,
  isWordUnit,
  MOST_CLASSES,
  NUMBER,
  standsAlone,
  type WordClasses,
} from './words.ts';

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

/** A sentence is cut after so many words. */
const MOST_WORDS = 64;
const LONGEST_WORD = 40;
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
    const row: number[] = [];
    let begin = 0;
    let first = 0;
    let last = 0;
    let phrase = 0;
    const close = (end: number): void => {
      if (row.length === 0) {
        while ((phrases[phrase]?.start ?? end) < end) phrase += 1;
        begin = end;
        return;
      }
      const next = phrases[phrase];
      if (next === undefined || next.start >= end)
        sentences.push(describe({ start: begin, end, first, last }, row, NO_PHRASES, classes, false, false, weigh));
      else {
        const meant: Phrase[] = [];
        const from = next.start;
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
        const told = { start: begin, end, first: from, last: to };
        sentences.push(describe(told, row, meant, classes, quoted, mentioned, weigh));
      }
      row.length = 0;
      begin = end;
    };
    for (let at = 0; at < lower.length; ) {
      const unit = lower.charCodeAt(at);
      if (!isWordUnit(unit)) {
        at += 1;
        if (endsSentence(lower, at, unit)) close(at);
        continue;
      }
      const end = standsAlone(unit) ? at + 1 : endOfWord(lower, at);
      const word = numberOf(lower, at, end);
      if (word !== undefined) {
        if (row.length === 0) first = at;
        last = end;
        row.push(word);
      }
      at = end;
      if (row.length >= MOST_WORDS) close(at);
    }
    close(lower.length);
    return sentences;
  };
}

function endsSentence(text: string, next: number, unit: number): boolean {
  if (unit === 10 || unit === 0x3002 || (unit === 60 && text.charCodeAt(next) === 33)) return true; // also before a comment
  return (unit === 46 || unit === 33 || unit === 63) && !(text.charCodeAt(next) > 32);
}

function endOfWord(text: string, start: number): number {
  const furthest = Math.min(text.length, start + LONGEST_WORD);
  let end = start + 1;
  while (end < furthest && isWordUnit(text.charCodeAt(end)) && !standsAlone(text.charCodeAt(end))) end += 1;
  return end;
}

function numberOf(text: string, from: number, to: number): number | undefined {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === 39) start += 1;
  while (end > start && text.charCodeAt(end - 1) === 39) end -= 1;
  if (start === end) return undefined;
  const unit = text.charCodeAt(start);
  return unit >= 48 && unit <= 57 ? NUMBER : hashOf(text, start, end);
}

/** Which features a sentence already has; the number of its turn stands for true. One byte each, to stay near the processor. */
const seen = new Uint8Array(NEAR_FEATURES);
const MOST_TURNS = 255;
let turn = 0;

function nextTurn(): void {
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
    if (unit === 34 || unit === 96 || (unit === 39 && !isWordUnit(text.charCodeAt(at - 1)))) return true;
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

/** Where a sentence stands, and the words that are told of it. */
interface Place extends Span {
  readonly first: number;
  readonly last: number;
}

function describe(
  { start, end, first, last }: Place,
  row: readonly number[],
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
  for (const phrase of phrases) for (const mark of marksOfPhrase(phrase)) if (add(RULES + mark)) marks.push(mark);
  // Classes up to `known` stand in `lastClasses`; those from `near` on are near enough to make pairs.
  let known = 0;
  let near = 0;
  let before = 0;
  for (let at = 0; at < row.length; at += 1) {
    const word = row[at] ?? 0;
    const here = classes.at(row, at);
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
    add(WORDS + (hashPair(1, word) >>> (32 - WORD_BITS)));
    if (at > 0) add(WORDS + (hashPair(before, word) >>> (32 - WORD_BITS)));
    before = word;
  }
  if (quoted) {
    if (add(RULES + QUOTED)) marks.push(QUOTED);
  }
  if ((mentioned || (quoted && marks.includes(DISCUSS))) && add(RULES + QUOTED_TALK)) marks.push(QUOTED_TALK);
  const told = marks.length === 0 ? NO_MARKS : marks;
  return { start, end, words: row.length, toldStart: first, toldEnd: last, weight, marks: told };
}
