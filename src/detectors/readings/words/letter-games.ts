import { once } from '../../../once.ts';
import { knownSums, letterSum } from '../english/letter-sums.ts';
import { isKnown, weighedWords } from '../english/vocabulary.ts';

const ECHO = /([b-df-hj-np-tv-z])o\1/g;

/** The known word that is left where each consonant stands twice, with `o` between, as in the language of robbers. */
export function withoutEcho(word: string): string | undefined {
  if (!word.includes('o')) return undefined;
  const rest = word.replace(ECHO, '$1');
  return rest.length < word.length && isKnown(rest) ? rest : undefined;
}

const AGAIN = /([aeiouy])[bfgklpsvz]\1/g;

/** The known word that is left where each vowel stands twice, with a consonant between, as children play it: `ipignoporepe`. */
export function withoutVowelsAgain(word: string): string | undefined {
  const rest = word.replace(AGAIN, '$1');
  return rest.length < word.length && isKnown(rest) ? rest : undefined;
}

const BUTCHERED = /^l([a-z]+?)([b-df-hj-np-tv-z]{1,3})em$/;

/** The known word whose first consonants were put behind it, with `l` before and `em` behind, as butchers did. */
export function unbutchered(word: string): string | undefined {
  if (!word.startsWith('l')) return undefined;
  const rest = word.replace(BUTCHERED, '$2$1');
  return rest.length < word.length && isKnown(rest) ? rest : undefined;
}

/** Shorter words have too many others of the same letters. */
const SHORTEST = 4;
const inOrder = (word: string): string => [...word].sort().join('');

const anagrams = once((): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  const weights = new Map<string, number>();
  for (const [word, weight] of weighedWords()) {
    if (word.length < SHORTEST) continue;
    const key = inOrder(word);
    if (weight <= (weights.get(key) ?? 0)) continue;
    words.set(key, word);
    weights.set(key, weight);
  }
  return words;
});

/** The commonest known word that has the same letters in any order. */
export const ordered = (word: string): string | undefined =>
  word.length < SHORTEST || !knownSums().mayHave(letterSum(word)) ? undefined : anagrams().get(inOrder(word));
