import { documentWordClasses } from './document-words.ts';
import { languageWords } from './injection-language-words.ts';
import { delimiters, type InjectionRule, negations, type WordClass, wordClasses } from './injection-rules.ts';
import { moreWordClasses } from './injection-words.ts';
import type { WordList } from './word-lists.ts';

const classes: Readonly<Record<WordClass, WordList>> = {
  ...wordClasses,
  ...moreWordClasses,
  ...documentWordClasses,
};

/** What a word, phrase or sign says where it stands in a text. */
export interface PhraseEntry {
  /** As `createEntryFinder` reads it. */
  readonly text: string;
  readonly role: 'step' | 'negation' | 'delimiter';
  /** Steps at which it can stand, the last ones of rules first, so that one word is never two steps. */
  readonly later: readonly number[];
  /** Steps with which rules begin. */
  readonly first: readonly number[];
  /** Of a delimiter. */
  readonly weight: number;
}

/** The words of all rules, those that turn them round, and markers. Steps of all rules are numbered on, from 0. */
export function collectEntries(rules: readonly InjectionRule[]): PhraseEntry[] {
  const placesOf = new Map<string, { readonly step: number; readonly at: number }[]>();
  let step = 0;
  for (const { steps } of rules) {
    steps.forEach((wordClass, at) => {
      for (const word of new Set([...classes[wordClass](), ...(languageWords[wordClass]?.() ?? [])])) {
        const places = placesOf.get(word) ?? [];
        places.push({ step, at });
        placesOf.set(word, places);
      }
      step += 1;
    });
  }
  const entries: PhraseEntry[] = [];
  for (const [text, places] of placesOf) {
    places.sort((a, b) => b.at - a.at);
    const later = places.filter(({ at }) => at > 0).map((place) => place.step);
    const first = places.filter(({ at }) => at === 0).map((place) => place.step);
    entries.push({ text, role: 'step', later, first, weight: 0 });
  }
  for (const text of negations()) entries.push({ text, role: 'negation', later: [], first: [], weight: 0 });
  for (const [marker, weight] of Object.entries(delimiters))
    entries.push({ text: `${marker}*`, role: 'delimiter', later: [], first: [], weight });
  return entries;
}
