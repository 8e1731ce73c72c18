import { countAbove, type Interval, wilson } from '../statistics.ts';
import type { Scored } from './scored.ts';

/** One disguise, beside the same attacks without it. */
export interface Disguise {
  readonly transform: string;
  readonly rows: number;
  /** Share of the disguised attacks above the cut. */
  readonly recall: number;
  readonly interval: Interval;
  /** Share of the same attacks, in plain, above the same cut. */
  readonly plain: number;
  /** `recall` divided by `plain`: above 1 where being hidden gives an attack away. */
  readonly ofPlain: number;
  /** Of those that are caught in plain, the share that is also caught disguised. */
  readonly kept: number;
  /** Share of harmless texts above the cut under the same disguise; `NaN` where the data has none. */
  readonly benign: number;
}

/** Pairs each disguised attack with its plain form, by source and start; those without one are left out. */
export function measureDisguises(scored: readonly Scored[], cut: number): Disguise[] {
  const plain = new Map<string, number>();
  for (const { set, plainKey, score } of scored) {
    if (set !== 'obfuscated' && plainKey !== undefined && !plain.has(plainKey)) plain.set(plainKey, score);
  }
  const pairs = scored.flatMap(({ set, plainKey, transform, score }) => {
    const found = set === 'obfuscated' && plainKey !== undefined ? plain.get(plainKey) : undefined;
    return found === undefined ? [] : [{ transform, disguised: score, plain: found }];
  });
  const groups = [...Map.groupBy(pairs, ({ transform }) => transform)];
  const benign = Map.groupBy(
    scored.filter(({ set, transform }) => set === 'disguised-benign' && transform.startsWith(BENIGN)),
    ({ transform }) => transform.slice(BENIGN.length),
  );
  return (groups.length > 1 ? [[ALL, pairs] as const, ...groups] : groups).map(([transform, of]) => {
    const disguised = of.map((pair) => pair.disguised);
    const hits = countAbove(disguised, cut);
    const caught = of.filter((pair) => pair.plain > cut);
    const recall = hits / of.length;
    const harmless = transform === ALL ? [...benign.values()].flat() : (benign.get(transform) ?? []);
    return {
      transform,
      rows: of.length,
      recall,
      interval: wilson(hits, of.length),
      plain: caught.length / of.length,
      ofPlain: hits / caught.length,
      kept:
        countAbove(
          caught.map((pair) => pair.disguised),
          cut,
        ) / caught.length,
      benign:
        countAbove(
          harmless.map(({ score }) => score),
          cut,
        ) / harmless.length,
    };
  });
}

const ALL: string = 'all';
/** How the data names a harmless text under a disguise. */
const BENIGN = 'benign:';
