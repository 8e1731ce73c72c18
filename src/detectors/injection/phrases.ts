import type { Span } from '../pattern.ts';
import { Attempts } from './attempts.ts';
import { documentRules } from './document-rules.ts';
import { createEntryFinder } from './find-entries.ts';
import { moreInjectionRules } from './injection-more-rules.ts';
import { injectionRules as firstRules } from './injection-rules.ts';
import { collectEntries } from './phrase-entries.ts';

const injectionRules = [...firstRules, ...documentRules, ...moreInjectionRules];
const telling = firstRules.length + documentRules.length;

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

/** Finds all rules in one pass. Time is linear in the length of the text, whatever it repeats. */
export type FindPhrases = (lower: string) => Phrase[];

/** Builds the table of words, which takes some tens of milliseconds and, with its lists of words, some megabytes: once, when first needed. */
export function createPhrases(): FindPhrases {
  const entries = collectEntries(injectionRules);
  // By entry: where its steps lie in `steps`, from `begins` on, and from `firsts` on those with which rules begin.
  const steps = new Uint16Array(entries.reduce((sum, { later, first }) => sum + later.length + first.length, 0));
  const begins = new Int32Array(entries.length + 1);
  const firsts = new Int32Array(entries.length);
  const isStep = new Uint8Array(entries.length);
  let end = 0;
  entries.forEach(({ role, later, first }, entry) => {
    if (role === 'step') isStep[entry] = 1;
    steps.set(later, end);
    firsts[entry] = end + later.length;
    steps.set(first, end + later.length);
    end += later.length + first.length;
    begins[entry + 1] = end;
  });
  let found: Phrase[] = [];

  const add = (phrase: Phrase): void => {
    if (found.length < MOST_PHRASES) found.push(phrase);
  };
  const attempts = new Attempts(injectionRules, (place, start, end) => {
    const { rule = '', family = '', weight = 0 } = injectionRules[place] ?? {};
    const inDocuments = place >= firstRules.length && place < telling;
    add({ rule, family, weight, tells: place < telling, inDocuments, start, end });
  });
  const findEntries = createEntryFinder(
    entries.map(({ text }) => text),
    (entry, start, end) => {
      const from = attempts.isOpen(start) ? begins[entry] : firsts[entry];
      const to = begins[entry + 1] ?? 0;
      for (let at = from ?? 0; at < to; at += 1) attempts.meet(steps[at] ?? 0, start, end);
      if (isStep[entry] === 1) return;
      const { role, weight = 0 } = entries[entry] ?? {};
      if (role === 'negation') attempts.negate(end);
      else add({ rule: 'delimiter', family: 'delimiter', weight, tells: true, inDocuments: false, start, end });
    },
  );

  return (text) => {
    found = [];
    attempts.start(text);
    findEntries(text);
    attempts.start(''); // so that no text is kept
    return found;
  };
}
