import { byStart } from '../finding.ts';

export interface Hit {
  readonly rule: string;
  /** Of two that overlap the one with the lower rank stays. */
  readonly rank: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Leaves out what overlaps a hit of a better rank, and what lies in another hit of the same rule. Whether the other one stays
 * itself does not matter: the answer for a hit depends on those next to it alone.
 */
export function withoutOverlaps(hits: Hit[]): Hit[] {
  if (areApart(hits)) return hits;
  hits.sort((a, b) => byStart(a, b) || b.end - a.end || a.rank - b.rank);
  // Where the furthest of the hits up to each one ends: none before can reach further.
  const ends: number[] = [];
  return hits.filter((hit, index) => {
    ends.push(Math.max(ends[index - 1] ?? 0, hit.end));
    for (let other = index - 1; other >= 0 && (ends[other] ?? 0) > hit.start; other -= 1) {
      const before = hits[other];
      if (before !== undefined && before.end > hit.start && givesWay(hit, before)) return false;
    }
    for (let other = index + 1; other < hits.length; other += 1) {
      const behind = hits[other];
      if (behind === undefined || behind.start >= hit.end) break;
      if (behind.rank < hit.rank) return false;
    }
    return true;
  });
}

/** Whether the hits are in order and none overlaps another, as nearly always. */
function areApart(hits: readonly Hit[]): boolean {
  let end = 0;
  for (const hit of hits) {
    if (hit.start < end) return false;
    end = hit.end;
  }
  return true;
}

const givesWay = (hit: Hit, before: Hit): boolean =>
  before.rank < hit.rank || (before.rank === hit.rank && before.end >= hit.end);
