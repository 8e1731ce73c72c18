/** The arithmetic of the evaluations. Shares are 0 to 1; what cannot be computed from nothing is `NaN`. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The cut at which at most `rate` of these scores lie strictly above it: the false-positive rate that is matched. Ties are
 * never split: where many share the score at the limit, all of them stay below, and the real rate is under `rate`.
 */
export function cutAt(benign: readonly number[], rate: number): number {
  const sorted = benign.toSorted((a, b) => b - a);
  return sorted[allowedOf(rate, sorted.length)] ?? (sorted.length === 0 ? Number.NaN : Number.NEGATIVE_INFINITY);
}

/** The small addition keeps a rate that was itself counted, such as 29 of 100, from losing one to rounding. */
const allowedOf = (rate: number, count: number): number => Math.floor(rate * count + 1e-9);

export const countAbove = (scores: readonly number[], cut: number): number =>
  Number.isNaN(cut) ? Number.NaN : scores.reduce((count, score) => count + (score > cut ? 1 : 0), 0);

export const countFrom = (scores: readonly number[], threshold: number): number =>
  scores.reduce((count, score) => count + (score >= threshold ? 1 : 0), 0);

/**
 * The chance that a random attack scores above a random benign text, a tie counting half.
 *
 * @see Hanley and McNeil 1982, the area as the Wilcoxon statistic
 */
export function areaUnderCurve(attacks: readonly number[], benign: readonly number[]): number {
  const marked = [
    ...attacks.map((score) => ({ score, attack: true })),
    ...benign.map((score) => ({ score, attack: false })),
  ].sort((a, b) => a.score - b.score);
  let wins = 0;
  let below = 0;
  for (let from = 0; from < marked.length; ) {
    const score = marked[from]?.score;
    let attacksHere = 0;
    let benignHere = 0;
    for (; from < marked.length && marked[from]?.score === score; from += 1) {
      if (marked[from]?.attack === true) attacksHere += 1;
      else benignHere += 1;
    }
    wins += attacksHere * (below + benignHere / 2);
    below += benignHere;
  }
  return wins / (attacks.length * benign.length);
}

/** For each rate of false positives, the share of attacks above its cut. */
export const rocAt = (
  attacks: readonly number[],
  benign: readonly number[],
  rates: readonly number[],
): (readonly [rate: number, recall: number])[] =>
  rates.map((rate) => [rate, countAbove(attacks, cutAt(benign, rate)) / attacks.length]);

const Z_95 = 1.959964;

/** Interval of 95 % for a share of independent rows. @see Wilson 1927; it holds near 0 and 1 where the normal one does not */
export function wilson(hits: number, count: number): Interval {
  const share = hits / count;
  const scale = 1 + Z_95 ** 2 / count;
  const middle = (share + Z_95 ** 2 / (2 * count)) / scale;
  const half = (Z_95 / scale) * Math.sqrt((share * (1 - share)) / count + Z_95 ** 2 / (4 * count ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

const RESAMPLES = 400;

/** Cuts that resampled benign texts would have given: a cut is an estimate too, and an interval that takes it for certain is too narrow. */
export function resampledCuts(benign: readonly number[], rate: number): number[] {
  const random = seeded(benign.length);
  const sorted = benign.toSorted((a, b) => b - a);
  const allowed = allowedOf(rate, sorted.length);
  return Array.from({ length: sorted.length === 0 ? 0 : RESAMPLES }, () => {
    const drawn = new Uint32Array(sorted.length);
    for (let i = 0; i < drawn.length; i += 1) {
      const at = Math.floor(random() * drawn.length);
      drawn[at] = (drawn[at] ?? 0) + 1;
    }
    let seen = 0;
    const at = drawn.findIndex((times) => {
      seen += times;
      return seen > allowed;
    });
    return sorted[at] ?? Number.NaN;
  });
}

/** Percentile bootstrap of 95 % for the share above a cut, over attacks and cuts alike; always the same for the same scores. */
export function bootstrap(scores: readonly number[], cuts: readonly number[]): Interval {
  const random = seeded(scores.length);
  const shares = cuts.map((cut) => {
    let above = 0;
    for (let i = 0; i < scores.length; i += 1) {
      if ((scores[Math.floor(random() * scores.length)] ?? Number.NaN) > cut) above += 1;
    }
    return above / scores.length;
  });
  return middle95(shares);
}

/**
 * The same with whole groups drawn in place of rows: what other groups of the same kind would give. Rows of one source
 * resemble each other, and an interval that takes them for independent is too narrow for texts from elsewhere.
 */
export function groupedBootstrap(groups: readonly (readonly number[])[], cuts: readonly number[]): Interval {
  const random = seeded(groups.length);
  const shares = cuts.map((cut) => {
    let above = 0;
    let rows = 0;
    for (let i = 0; i < groups.length; i += 1) {
      const group = groups[Math.floor(random() * groups.length)] ?? [];
      above += countAbove(group, cut);
      rows += group.length;
    }
    return above / rows;
  });
  return middle95(shares);
}

function middle95(shares: readonly number[]): Interval {
  const sorted = shares.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

/** Numbers from 0 up to 1, the same for the same seed. @see Marsaglia 2003, xorshift */
function seeded(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
