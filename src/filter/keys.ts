import type { Finding } from '../detectors/finding.ts';
import { expression } from '../expression.ts';
import { LONGEST_WORD } from './collect.ts';
import { findAcross, type Leaf } from './joined-texts.ts';
import { after, allOf, type Later } from './later.ts';
import type { TextJudge } from './text-judge.ts';

/** Keys of one value that are remembered as harmless, and the longest that are. */
const MOST_KNOWN = 64;
const LONGEST_KNOWN = 4000;

/** Units of a key that can say something by itself, and words. */
const LONG = 24;
const MANY_WORDS = 3;

/**
 * Reads keys without white space: those of several words by themselves, and all as one text in the order in which they stand.
 * Names are no prose, so a score alone says nothing of them: only what the detector finds at a place counts.
 */
export class KeyReader {
  readonly #judge: TextJudge;
  /** Objects of one form come again and again, as the chunks of a stream do. */
  readonly #harmless = new Set<string>();

  constructor(judge: TextJudge) {
    this.#judge = judge;
  }

  /** What was found, by key. */
  find(keys: readonly string[]): Later<ReadonlyMap<string, readonly Finding[]>> {
    const form = keys.join('\n');
    if (this.#harmless.has(form)) return NONE;
    const leaves = keys.map((key): Leaf => ({ text: wordsOf(key).join(' '), byModel: false, apart: false }));
    const own = leaves.map(({ text }, index) => (isTelling(keys[index] ?? '', text) ? this.#judge.find(text) : []));
    return after(allOf(own), (alone) =>
      after(this.#across(leaves, alone), (across) => {
        const found = new Map<string, readonly Finding[]>();
        keys.forEach((key, index) => {
          const findings = [...(alone[index] ?? []), ...(across[index] ?? [])].filter(({ rule }) => rule !== 'score');
          if (findings.length > 0) found.set(key, findings);
        });
        if (found.size === 0 && form.length <= LONGEST_KNOWN && this.#harmless.size < MOST_KNOWN) {
          this.#harmless.add(form);
        }
        return found;
      }),
    );
  }

  #across(leaves: readonly Leaf[], alone: readonly (readonly Finding[])[]) {
    const words = leaves.reduce((sum, { text }) => sum + text.split(' ').length, 0);
    return leaves.length < 2 || words < MANY_WORDS ? [] : findAcross(this.#judge, leaves, alone, '');
  }
}

const NONE: ReadonlyMap<string, readonly Finding[]> = new Map();

/** Whether a key is read with the others of its value: one word for programs, and no number or id. */
export const isWordKey = (key: string): boolean =>
  key.length <= LONGEST_WORD && /^\D+$/.test(key) && /\p{L}/u.test(key);

const HUMP = expression(String.raw`(\p{Ll})(\p{Lu})`, 'gu');
const wordsOf = (key: string): readonly string[] =>
  key
    .replace(HUMP(), '$1 $2')
    .split(/[\s_./:-]+/)
    .filter((word) => word !== '');

const isTelling = (key: string, words: string): boolean =>
  key.length >= LONG || words.split(' ').length >= MANY_WORDS || /[^\0-\x7f]/.test(key);
