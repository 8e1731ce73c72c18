import type { Scored } from '../injection/scored.ts';
import { type SetOfRows, sets } from '../injection/sets.ts';
import { countAbove, cutAt, type Interval, wilson } from '../statistics.ts';

/** One row that a peer judged, beside what crewguard's detector gave it. */
export interface Judged {
  readonly scored: Scored;
  readonly flagged: boolean;
  readonly failed: boolean;
}

/** What one peer does on one set, and crewguard on the same rows where it may be wrong as often as that peer is. */
export interface Rate {
  readonly set: string;
  readonly attack: boolean;
  readonly rows: number;
  /** Share that the peer flags. */
  readonly flagged: number;
  readonly interval: Interval;
  /** The peer's share of false positives on the ordinary prompts, or for attacks in documents on the clean documents. */
  readonly falsePositiveRate: number;
  /** Share that crewguard flags at the cut that gives no more false positives on the same benign rows. */
  readonly crewguard: number;
}

/** Every set that the peer was given rows of. */
export function ratesOf(judged: readonly Judged[]): Rate[] {
  const cuts = new Map(
    (['prompts', 'documents'] as const).map((benign) => {
      const rows = judged.filter(({ scored }) => scored.set === benign);
      const rate = share(rows);
      const scores = rows.map(({ scored }) => scored.score);
      return [benign, { rate, cut: cutAt(scores, rate) }];
    }),
  );
  return sets.flatMap((set) => {
    const rows = judged.filter(({ scored }) => set.holds(scored));
    const { rate = Number.NaN, cut = Number.NaN } = cuts.get(set.matched.benign) ?? {};
    return rows.length === 0 ? [] : [rateOf(set, rows, rate, cut)];
  });
}

function rateOf(set: SetOfRows, rows: readonly Judged[], falsePositiveRate: number, cut: number): Rate {
  const hits = rows.filter(({ flagged }) => flagged).length;
  const scores = rows.map(({ scored }) => scored.score);
  return {
    set: set.name,
    attack: set.attack,
    rows: rows.length,
    flagged: share(rows),
    interval: wilson(hits, rows.length),
    falsePositiveRate,
    crewguard: countAbove(scores, cut) / rows.length,
  };
}

const share = (rows: readonly Judged[]): number => rows.filter(({ flagged }) => flagged).length / rows.length;

/**
 * The rows that a slow peer is given: at most so many of each set, always the same ones, all of them with `most` 0. They are
 * chosen by a hash of their id, so that no rhythm in the order of the data, such as its disguises by turns, is picked up.
 */
export function sampleOf<Row extends { readonly id: string; readonly set: string }>(
  rows: readonly Row[],
  most: number,
): Row[] {
  if (most === 0) return [...rows];
  const kept = new Set<Row>();
  for (const of of Map.groupBy(rows, ({ set }) => set).values()) {
    const drawn = of.map((row) => ({ row, order: hashOf(row.id) })).sort((a, b) => a.order - b.order);
    for (const { row } of drawn.slice(0, most)) kept.add(row);
  }
  return rows.filter((row) => kept.has(row));
}

/** FNV-1a, then mixed: ids that differ in their last figure alone would stay neighbours. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
