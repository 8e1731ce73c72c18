import { byStart } from '../finding.ts';

export interface Hit {
  readonly rule: string;
  /** Of two that overlap the one with the lower rank stays. */
  readonly rank: number;
  readonly start: number;
  readonly end: number;
}

/** Longest hit in UTF-16 units. */
const LONGEST = 400;

/**
 * Leaves out what overlaps a hit of a better rank, and what lies in another hit of the same rule. Whether the other one stays
 * itself does not matter: the answer for a hit depends on those next to it alone.
 */
export function withoutOverlaps(hits: Hit[]): Hit[] {
  if (hits.length < 2) return hits;
  hits.sort((a, b) => byStart(a, b) || b.end - a.end || a.rank - b.rank);
  return hits.filter((hit, index) => {
    for (let other = index - 1; other >= 0; other -= 1) {
      const before = hits[other];
      if (before === undefined || before.start < hit.start - LONGEST) break;
      if (before.end > hit.start && givesWay(hit, before)) return false;
    }
    for (let other = index + 1; other < hits.length; other += 1) {
      const behind = hits[other];
      if (behind === undefined || behind.start >= hit.end) break;
      if (behind.rank < hit.rank) return false;
    }
    return true;
  });
}

const givesWay = (hit: Hit, before: Hit): boolean =>
  before.rank < hit.rank || (before.rank === hit.rank && before.end >= hit.end);
