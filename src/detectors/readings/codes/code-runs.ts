import type { Span } from '../../pattern.ts';
import { LONG, surveyOf } from '../survey.ts';

/** A stretch without anything but letters, digits and `+/=_-`, and which of these it holds. */
export interface CodeRun extends Span {
  readonly kinds: number;
}

/** What a run holds: letters of each case, digits, `+/=`, `_-`. */
export const SMALL = 1;
export const CAPITAL = 2;
export const FIGURE = 4;
export const SIGN = 8;
export const LINE = 16;

const kindsByUnit = new Uint8Array(128).fill(FIGURE, 48, 58).fill(CAPITAL, 65, 91).fill(SMALL, 97, 123);
for (const sign of '+/=') kindsByUnit[sign.charCodeAt(0)] = SIGN;
for (const sign of '_-') kindsByUnit[sign.charCodeAt(0)] = LINE;

/** Units of a line that may be one of a code. */
const SHORTEST_LINE = 12;

/** The runs of a text that are long enough for a line of a code, or, with more behind the first unit than small letters, for a word in one. */
export function codeRuns(text: string, { long } = surveyOf(text)): CodeRun[] {
  const found: CodeRun[] = [];
  for (let index = 0; index < long.length; index += 2) {
    const stop = long[index + 1] ?? 0;
    for (let start = long[index] ?? 0; start + LONG <= stop; ) {
      let behind = 0;
      let at = start + LONG - 1;
      for (; at > start; at -= 1) {
        const kind = kindAt(text, at);
        if (kind === 0) break;
        behind |= kind;
      }
      const first = kindAt(text, at);
      if (first === 0) {
        start = at + 1;
        continue;
      }
      let end = start + LONG;
      for (; end < stop; end += 1) {
        const kind = kindAt(text, end);
        if (kind === 0) break;
        behind |= kind;
      }
      if (end - start >= SHORTEST_LINE || behind > SMALL) found.push({ start, end, kinds: behind | first });
      start = end + 1;
    }
  }
  return found;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (kindsByUnit[unit] ?? 0) : 0;
}

/** Runs that may be lines of a code. */
export const linesOf = (runs: readonly CodeRun[]): readonly CodeRun[] =>
  runs.filter(({ start, end }) => end - start >= SHORTEST_LINE);
