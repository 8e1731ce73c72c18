import type { Scored } from '../injection/scored.ts';
import { sets } from '../injection/sets.ts';
import { chart, type Mark } from '../plot.ts';
import { rocAt } from '../statistics.ts';
import type { Rate } from './rates.ts';

interface Flagging {
  readonly name: string;
  readonly rates: readonly Rate[];
}

interface RocPlot {
  readonly name: string;
  readonly draw: (scored: readonly Scored[], peers: readonly Flagging[], heldOut: boolean) => string;
}

const LOWEST = 1e-4;
const PER_DECADE = 30;
/** From 0.01 % to 100 %, evenly on a logarithmic axis. */
const RATES = Array.from({ length: 4 * PER_DECADE + 1 }, (_, i) => LOWEST * 10 ** (i / PER_DECADE));

/** crewguard's curves against one benign set, and each peer as the one point that it has, with its recall on `marked`. */
export const rocPlot = (name: string, title: string, benignSet: 'prompts' | 'documents', marked: string): RocPlot => ({
  name,
  draw: (scored, peers, heldOut) => {
    const benign = scored.filter(({ set }) => set === benignSet).map(({ score }) => score);
    const lines = sets
      .filter(({ attack, matched }) => attack && matched.benign === benignSet)
      .map((set) => {
        const scores = scored.filter(set.holds).map(({ score }) => score);
        return { name: set.what, points: rocAt(scores, benign, RATES), dashed: set.name !== marked };
      });
    return chart({
      title: heldOut ? `${title} (held out)` : title,
      x: {
        label: 'flagged of the harmless texts (logarithmic)',
        from: LOWEST,
        to: 1,
        log: true,
        ticks: [
          [1e-4, '0.01 %'],
          [1e-3, '0.1 %'],
          [1e-2, '1 %'],
          [1e-1, '10 %'],
          [1, '100 %'],
        ],
      },
      y: {
        label: 'flagged of the attacks',
        from: 0,
        to: 1,
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => [share, `${Math.round(share * 100)} %`] as const),
      },
      lines: lines.filter(({ points }) => points.some(([, recall]) => !Number.isNaN(recall))),
      marks: {
        title: `${lines.find(({ dashed }) => !dashed)?.name ?? ''}:`,
        points: peers.flatMap((peer) => markOf(peer, benignSet, marked)),
      },
    });
  },
});

function markOf({ name, rates }: Flagging, benign: string, marked: string): Mark[] {
  const of = (set: string): number | undefined => rates.find((rate) => rate.set === set)?.flagged;
  const [x, y] = [of(benign), of(marked)];
  return x === undefined || y === undefined ? [] : [{ name, at: [x, y] }];
}
