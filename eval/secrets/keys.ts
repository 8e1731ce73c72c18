import type { Detector } from '../../src/detectors/finding.ts';
import { type Interval, wilson } from '../statistics.ts';
import type { KeyRow } from './rows.ts';

/** How many texts of one kind were flagged. */
export interface Flagged {
  readonly group: string;
  readonly rows: number;
  readonly flagged: number;
  readonly share: number;
  readonly interval: Interval;
}

export interface KeyScores {
  readonly recall: Flagged;
  readonly falsePositives: Flagged;
  /** By the kind of key, those with most misses first. */
  readonly byRule: readonly Flagged[];
  readonly bySource: readonly Flagged[];
  /** Texts that must not be flagged and were, by the rule that they are samples for. */
  readonly wronglyByRule: readonly Flagged[];
}

/** A row is one text: it counts as flagged when the detector finds anything in it. */
export function scoreKeys(rows: readonly KeyRow[], detector: Detector): KeyScores {
  const judged = rows.map((row) => ({ ...row, flagged: detector.scan(row.text).findings.length > 0 }));
  const keys = judged.filter(({ rule }) => rule !== undefined);
  const others = judged.filter(({ rule }) => rule === undefined);
  return {
    recall: tally('keys', keys),
    falsePositives: tally('must not be flagged', others),
    byRule: groups(keys, ({ group }) => group).sort((a, b) => b.rows - b.flagged - (a.rows - a.flagged)),
    bySource: groups(keys, sourceOf),
    wronglyByRule: groups(others, ({ group }) => group)
      .filter(({ flagged }) => flagged > 0)
      .sort((a, b) => b.flagged - a.flagged),
  };
}

interface Judged extends KeyRow {
  readonly flagged: boolean;
}

/** The project alone, without the folder or the case in it. */
const sourceOf = ({ source }: KeyRow): string => source.split(' ')[0] ?? source;

function groups(rows: readonly Judged[], nameOf: (row: Judged) => string): Flagged[] {
  return [...Map.groupBy(rows, nameOf)].map(([group, members]) => tally(group, members));
}

function tally(group: string, rows: readonly Judged[]): Flagged {
  const flagged = rows.filter((row) => row.flagged).length;
  return { group, rows: rows.length, flagged, share: flagged / rows.length, interval: wilson(flagged, rows.length) };
}
