import { followsLetterOrDigit } from './boundary.ts';
import type { Pattern } from './pattern.ts';
import type { Stretches } from './secrets/encoded-stretches.ts';

/** What is asked at each keyword, in one shape for all patterns: hostile text is full of them. */
export interface Place {
  readonly owner: number;
  readonly pattern: Pattern;
  /** Of the keyword. */
  readonly length: number;
  readonly follows: Pattern['follows'];
  readonly approach: Pattern['approach'];
  readonly alone: boolean;
  readonly nests: boolean;
  readonly spaced: boolean;
  readonly closes: boolean;
  /** What it costs to be seen, and to be judged. */
  readonly seen: number;
  readonly effort: number;
}

export function placeOf(patterns: readonly Pattern[], owner: number, keyword: string): Place | undefined {
  const pattern = patterns[owner];
  if (pattern === undefined) return undefined;
  const {
    follows,
    approach,
    alone = false,
    nests = false,
    spaced = false,
    common = false,
    effort = 0,
    closes,
  } = pattern;
  return {
    owner,
    pattern,
    length: keyword.length,
    follows,
    approach,
    alone,
    nests,
    spaced,
    closes: closes !== undefined,
    seen: common ? 0 : 1,
    effort,
  };
}

/** Whether what stands round a keyword shows at once that nothing can be there. */
export function isRefused(
  { length, follows, alone, approach }: Place,
  text: string,
  at: number,
  stretches: Stretches,
): boolean {
  const behind = at + length;
  if (follows !== undefined && stretches.endOf(follows.units, text, behind) - behind < follows.least) return true;
  return (alone && followsLetterOrDigit(text, at)) || (approach !== undefined && !approach(text, at, stretches));
}
