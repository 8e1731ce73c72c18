import { expression } from '../expression.ts';
import { once } from '../once.ts';

const HUMP = expression(String.raw`(\p{Ll}|\p{N})(\p{Lu})`, 'gu');
const WORD = expression(String.raw`[\p{L}\p{N}]+`, 'gu');

/** The words of a name or text, in lower case: `getOpenOrders`, `open_orders` and `open orders` alike. */
export function parts(text: string): string[] {
  return text.slice(0, 20_000).replace(HUMP(), '$1 $2').toLowerCase().match(WORD()) ?? [];
}

/** A word without the endings that English adds. Applied to both sides of a comparison, so it need not be right. */
export function stem(word: string): string {
  if (word.length <= 3) return word;
  let stemmed = word;
  if (stemmed.endsWith('ies') && stemmed.length > 4) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/(?:ss|us|is)$/.test(stemmed)) return stemmed;
  else if (/(?:x|ch|sh|ss|z)es$/.test(stemmed)) stemmed = stemmed.slice(0, -2);
  else if (stemmed.endsWith('s')) stemmed = stemmed.slice(0, -1);
  if (stemmed.length > 5 && stemmed.endsWith('ing')) stemmed = undoubled(stemmed.slice(0, -3));
  else if (stemmed.length > 4 && stemmed.endsWith('ed')) stemmed = undoubled(stemmed.slice(0, -2));
  return stemmed.length > 4 && stemmed.endsWith('e') ? stemmed.slice(0, -1) : stemmed;
}

const undoubled = (word: string): string => (/([bdgklmnprt])\1$/.test(word) ? word.slice(0, -1) : word);

/** Words that say nothing about which thing is meant. */
const EMPTY = once(
  () =>
    new Set(
      `a an the this that these those my your his her its our their i you he she it we they me him us them and or but if then so to
  of in on at by for from with about as into over under is are was were be been being am do does did have has had will would can
  could should shall may might must not no yes please there here what which who whom whose when where why how all any some each
  every both other another more most also just only very too than up out off again once one two three four five six seven eight
  nine ten first last next new old today tomorrow yesterday now day week month year time need want like get give make let`.split(
        /\s+/,
      ),
    ),
);

/** Whether a word says something of its own. */
export const carries = (word: string): boolean => word.length > 1 && !EMPTY().has(word);
