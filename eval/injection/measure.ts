import {
  areaUnderCurve,
  bootstrap,
  countAbove,
  countFrom,
  cutAt,
  groupedBootstrap,
  type Interval,
  resampledCuts,
  wilson,
} from '../statistics.ts';
import type { Scored } from './scored.ts';
import { type Matched, ON_DOCUMENTS, ON_PROMPTS, type SetOfRows, sets, thresholds } from './sets.ts';
import { sourceOf } from './source.ts';

/** What is known of one set, or of one group in it. Shares are 0 to 1, `NaN` where the data does not allow them. */
export interface Measured {
  readonly set: string;
  readonly group?: string;
  readonly rows: number;
  /** Share flagged at the threshold of each preset; `NaN` where scores are not on its scale of 0 to 1. */
  readonly flagged: Readonly<Record<string, number>>;
  /** Share flagged above the cut of the matched false-positive rate. */
  readonly matched: number;
  /** Of 95 %, for other rows of the same sources. */
  readonly interval: Interval;
  /** Of 95 %, for other sources; absent where there are fewer than five to tell from. */
  readonly sourceInterval?: Interval;
  /** Attacks against the benign set of the matched rate. */
  readonly auc?: number;
  readonly microsecondsPerKb: number;
  readonly goal?: number;
  readonly reached?: boolean;
}

/** Cuts, and what resampling would have made of them. */
export interface Cut {
  readonly cut: number;
  readonly benign: readonly number[];
  readonly resampled: readonly number[];
}

type Presets = Readonly<Record<string, number>>;

export type Cuts = (matched: Matched) => Cut;

export function cutsOf(scored: readonly Scored[]): Cuts {
  const [prompts, documents] = [ON_PROMPTS, ON_DOCUMENTS].map((matched) => {
    const benign = scored.filter(({ set }) => set === matched.benign).map(({ score }) => score);
    return { cut: cutAt(benign, matched.rate), benign, resampled: resampledCuts(benign, matched.rate) };
  });
  const none: Cut = { cut: Number.NaN, benign: [], resampled: [] };
  return ({ benign }) => (benign === 'prompts' ? prompts : documents) ?? none;
}

/** Every set that the data holds rows of. */
export const measureSets = (scored: readonly Scored[], cuts: Cuts): Measured[] =>
  sets.flatMap((set) => {
    const rows = scored.filter(set.holds);
    return rows.length === 0 ? [] : [measureSet(set, rows, cuts, presetsFor(scored))];
  });

/** The thresholds of the presets, which mean nothing for a score on another scale. */
function presetsFor(scored: readonly Scored[]): Presets {
  if (scored.every(({ score }) => score >= 0 && score <= 1)) return thresholds;
  return Object.fromEntries(Object.keys(thresholds).map((preset) => [preset, Number.NaN]));
}

function measureSet(set: SetOfRows, rows: readonly Scored[], cuts: Cuts, presets: Presets): Measured {
  const { cut, benign, resampled } = cuts(set.matched);
  const scores = rows.map(({ score }) => score);
  const sources = [...Map.groupBy(rows, sourceOf).values()].map((of) => of.map(({ score }) => score));
  const found = {
    ...describe(set.name, rows, cut, presets),
    interval: bootstrap(scores, resampled),
    ...(sources.length < LEAST_SOURCES ? {} : { sourceInterval: groupedBootstrap(sources, resampled) }),
  };
  const withArea = set.attack ? { ...found, auc: areaUnderCurve(scores, benign) } : found;
  return set.goal === undefined || Number.isNaN(found.matched)
    ? withArea
    : { ...withArea, goal: set.goal, reached: isReached(set, set.goal, found) };
}

/** Benign text must pass at the cut, and as the guard is shipped. */
function isReached({ attack }: SetOfRows, goal: number, { matched, flagged }: Measured): boolean {
  const { balanced = Number.NaN } = flagged;
  return attack ? matched >= goal : matched <= goal && !(balanced > goal);
}

/** Groups of a set by one of its fields. Those under 20 rows are one group, `others`: a share of so few says little. */
export function measureGroups(scored: readonly Scored[], cuts: Cuts, groupOf: (row: Scored) => string): Measured[] {
  const presets = presetsFor(scored);
  return sets.flatMap((set) => {
    const groups = Map.groupBy(scored.filter(set.holds), groupOf);
    const small = [...groups.values()].filter((rows) => rows.length < LEAST).flat();
    const large = [...groups].filter(([, rows]) => rows.length >= LEAST);
    const { cut } = cuts(set.matched);
    return [...large, ...(small.length === 0 ? [] : [['others', small] as const])]
      .map(([group, rows]) => ({ group, ...describe(set.name, rows, cut, presets) }))
      .sort((a, b) => b.rows - a.rows);
  });
}

const LEAST = 20;
const LEAST_SOURCES = 5;

function describe(set: string, rows: readonly Scored[], cut: number, presets: Presets): Measured {
  const scores = rows.map(({ score }) => score);
  const hits = countAbove(scores, cut);
  const microseconds = rows.reduce((sum, row) => sum + row.microseconds, 0);
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return {
    set,
    rows: rows.length,
    flagged: Object.fromEntries(
      Object.entries(presets).map(([preset, threshold]) => [preset, shareFrom(scores, threshold)]),
    ),
    matched: hits / rows.length,
    interval: wilson(hits, rows.length),
    microsecondsPerKb: microseconds / (bytes / 1024),
  };
}

const shareFrom = (scores: readonly number[], threshold: number): number =>
  Number.isNaN(threshold) ? Number.NaN : countFrom(scores, threshold) / scores.length;
