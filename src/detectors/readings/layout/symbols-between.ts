import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const SYMBOL = /[\u2190-\u2bff\ud83c-\ud83e]/g;
const BETWEEN = /(?<=[a-z0-9.,'!?:])[ ]?(?:[\u2190-\u2bff]|[\ud83c-\ud83e][\udc00-\udfff]){1,3} ?(?=[a-z0-9'"])/g;
const FEWEST_BETWEEN = 4;
/** Share of the gaps between words that hold a symbol. */
const MANY_BETWEEN = 0.5;

/** Lines of a lower-case text with emoji or other symbols between most words, without them. */
export function symbolsBetween(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.others < FEWEST_BETWEEN) return found;
  let end = 0;
  for (SYMBOL.lastIndex = 0; SYMBOL.test(text); SYMBOL.lastIndex = end) {
    const start = text.lastIndexOf('\n', SYMBOL.lastIndex - 1) + 1;
    const feed = text.indexOf('\n', start);
    end = feed === -1 ? text.length : feed;
    const line = text.slice(start, end);
    const gaps = line.match(BETWEEN)?.length ?? 0;
    if (gaps >= FEWEST_BETWEEN && gaps >= MANY_BETWEEN * (line.match(/[a-z0-9']+/g)?.length ?? 0)) {
      found.push({ start, end, text: line.replace(BETWEEN, ' ') });
    }
  }
  return found;
}
