import { createKeywords } from '../keywords.ts';
import type { Span } from '../pattern.ts';
import { documentRules } from './document-rules.ts';
import { documentWordClasses } from './document-words.ts';
import { languageWords } from './injection-language-words.ts';
import { moreInjectionRules } from './injection-more-rules.ts';
import { delimiters, injectionRules as firstRules, negations, type WordClass, wordClasses } from './injection-rules.ts';
import { moreWordClasses } from './injection-words.ts';
import { isBounded, startsOrder } from './orders.ts';
import type { WordList } from './word-lists.ts';

const injectionRules = [...firstRules, ...documentRules, ...moreInjectionRules];
const telling = firstRules.length + documentRules.length;
const classes: Readonly<Record<WordClass, WordList>> = {
  ...wordClasses,
  ...moreWordClasses,
  ...documentWordClasses,
};

/** One rule found in lower-case, normalised text. */
export interface Phrase extends Span {
  readonly rule: string;
  readonly family: string;
  readonly weight: number;
  /** Whether it is told as a finding; others only help the model to weigh. */
  readonly tells: boolean;
  /** Whether it says something only where nobody should be asking the reader: in a document. */
  readonly inDocuments: boolean;
}

/** Most phrases that are reported of one text: more say nothing more. */
const MOST_PHRASES = 2000;
const NEGATION_BEFORE = 12;

/** Where a word class stands in the rules. */
interface Step {
  readonly rule: number;
  readonly step: number;
}

interface Entry {
  /** Steps in which the word can stand, later ones of a rule first, so that one word is never two steps. */
  readonly steps: readonly Step[];
  readonly role: 'word' | 'negation' | 'break' | 'delimiter';
  readonly text: string;
  /** Must not be preceded, or followed, by a letter or digit. */
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

/**
 * Finds all rules in one pass: an automaton reports the words, and each rule remembers only how far its latest attempt has
 * come. Time is linear whatever the text repeats.
 */
export type FindPhrases = (lower: string, options?: { readonly wordsGlued?: boolean }) => Phrase[];

/** Builds the automaton, which takes some tens of milliseconds and, with its lists of words, some megabytes: once, when first needed. */
export function createPhrases(): FindPhrases {
  const entries = collectEntries();
  const keywords = createKeywords(entries.map(({ text }) => text));
  // By rule: where its steps start in the lists of what was found last for each step. No two sentences have the same number.
  const firstStep = new Int32Array(injectionRules.length);
  let states = 0;
  injectionRules.forEach(({ steps }, rule) => {
    firstStep[rule] = states;
    states += steps.length;
  });
  const begins = new Int32Array(states);
  const ends = new Int32Array(states);
  const sentences = new Float64Array(states);
  let sentence = 0;

  return (lower, { wordsGlued = false } = {}) => {
    const found: Phrase[] = [];
    sentence += 1;
    let negationEnd = -NEGATION_BEFORE - 1;

    const advance = (rule: number, step: number, start: number, end: number): void => {
      const about = injectionRules[rule];
      if (about === undefined) return;
      const state = (firstStep[rule] ?? 0) + step;
      let begin = start;
      if (step > 0) {
        const behind = start - (ends[state - 1] ?? 0);
        if (sentences[state - 1] !== sentence || behind < 0 || behind > (about.gap ?? GAP)) return;
        begin = begins[state - 1] ?? 0;
      } else if (about.negatable === true && start - negationEnd >= 0 && start - negationEnd <= NEGATION_BEFORE) {
        // In "if you do not find it, search again" it belongs to another clause.
        if (about.form === undefined || !/[,.;:!?\n]/.test(lower.slice(negationEnd, start))) return;
      }
      if (step === 0 && about.form !== undefined && !startsOrder(lower, start)) return;
      if (step < about.steps.length - 1) {
        begins[state] = begin;
        ends[state] = end;
        sentences[state] = sentence;
      } else if (about.form === 'unbounded-order' && isBounded(lower, begin, end)) return;
      else if (found.length < MOST_PHRASES) {
        found.push({
          rule: about.rule,
          family: about.family,
          weight: about.weight,
          tells: rule < telling,
          inDocuments: rule >= firstRules.length && rule < telling,
          start: begin,
          end,
        });
      }
    };

    keywords.each(lower, 0, (index, at) => {
      const entry = entries[index];
      if (entry === undefined) return;
      const end = at + entry.text.length;
      if (entry.role === 'break') {
        if (breaksSentence(lower, at, entry.text)) sentence += 1;
        return;
      }
      if (
        !wordsGlued &&
        ((entry.startsWord && isWordUnit(lower, at - 1)) || (entry.endsWord && isWordUnit(lower, end)))
      )
        return;
      if (entry.role === 'negation') negationEnd = end;
      else if (entry.role === 'delimiter') {
        if (found.length < MOST_PHRASES) {
          found.push({
            rule: 'delimiter',
            family: 'delimiter',
            weight: delimiters[entry.text] ?? 0,
            tells: true,
            inDocuments: false,
            start: at,
            end,
          });
        }
      } else for (const { rule, step } of entry.steps) advance(rule, step, at, end);
    });
    return found;
  };
}

/** Most units between two steps of a rule that does not say. */
const GAP = 30;

function collectEntries(): Entry[] {
  const stepsOf = new Map<string, Step[]>();
  injectionRules.forEach(({ steps }, rule) => {
    steps.forEach((wordClass, step) => {
      for (const word of new Set([...classes[wordClass](), ...(languageWords[wordClass]?.() ?? [])])) {
        const list = stepsOf.get(word) ?? [];
        list.push({ rule, step });
        stepsOf.set(word, list);
      }
    });
  });
  const entries: Entry[] = [];
  for (const [word, steps] of stepsOf) {
    entries.push(
      entryFor(
        word,
        'word',
        steps.sort((a, b) => b.step - a.step),
      ),
    );
  }
  for (const word of negations()) entries.push(entryFor(word, 'negation', []));
  for (const marker of Object.keys(delimiters))
    entries.push({ ...entryFor(marker, 'delimiter', []), startsWord: false, endsWord: false });
  for (const sign of ['.', '!', '?', ';', '\n\n', '\u3002']) entries.push(entryFor(sign, 'break', []));
  return entries;
}

function entryFor(word: string, role: Entry['role'], steps: readonly Step[]): Entry {
  const text = word.endsWith('*') ? word.slice(0, -1) : word;
  return {
    text,
    role,
    steps,
    startsWord: isWordUnit(text, 0),
    endsWord: text === word && isWordUnit(text, text.length - 1),
  };
}

/** A full stop inside a number, an address or a name ends no sentence. */
function breaksSentence(text: string, at: number, sign: string): boolean {
  if (sign !== '.') return true;
  const next = text.charCodeAt(at + 1);
  return Number.isNaN(next) || next <= 32;
}

/** Letters of scripts that write spaces between words, and digits. */
function isWordUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
  return unit < 0x0900 && unit > 0xbf;
}
