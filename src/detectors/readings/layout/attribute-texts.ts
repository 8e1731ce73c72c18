import type { Span } from '../../pattern.ts';
import { asOne, type Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

/** Fewer texts are no text that was cut. */
const FEWEST = 3;
/** Units between two of them. */
const LONGEST_GAP = 2000;
/** Longer ones are sentences by themselves, in the mean. */
const LONGEST = 1000;
const LONGEST_MEAN = 80;

const NAMES = [' alt', ' title', ' aria-label', ' content', ' placeholder', ' value'];
/** The units that these end in. */
const lastOf = new Set(NAMES.map((name) => name.charCodeAt(name.length - 1)));
const LETTER = /[a-z]/;
/** Addresses and numbers have no space and such signs, settings begin with a name. */
const ADDRESS = /[\d=:/_#@]/;
const SETTING = /^[a-z-]+[=/][^ ]*[;,] /;

/** What attributes of a page in lower case say that hold texts for those who do not see it, as one text. */
export function attributeTexts(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '<') < FEWEST || countOf(survey, '=') < FEWEST) return found;
  let texts: Span[] = [];
  let units = 0;
  const close = (): void => {
    if (texts.length >= FEWEST && units <= texts.length * LONGEST_MEAN) found.push(asOne(texts, ' '));
    texts = [];
    units = 0;
  };
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    if (!lastOf.has(text.charCodeAt(at - 1)) || !NAMES.some((name) => text.startsWith(name, at - name.length)))
      continue;
    const said = saidAt(text, at + 1);
    if (said === undefined) continue;
    if (said.start - (texts.at(-1)?.end ?? said.start) > LONGEST_GAP) close();
    texts.push(said);
    units += said.end - said.start;
    at = said.end;
  }
  close();
  return found;
}

/** What stands in quotation marks from an offset on, if it is words. */
function saidAt(text: string, at: number): Span | undefined {
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") return undefined;
  const said = text.slice(at + 1, at + 2 + LONGEST);
  const length = said.indexOf(quote);
  const words = said.slice(0, Math.max(0, length));
  const isMeant = words.includes(' ') ? !SETTING.test(words) : LETTER.test(words) && !ADDRESS.test(words);
  return isMeant ? { start: at + 1, end: at + 1 + length } : undefined;
}
