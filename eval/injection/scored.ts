import { injection } from 'crewguard/detectors';
import { progress } from '../command.ts';
import { readRows } from '../read-rows.ts';
import { plainKey, readSamples, type Sample, type SetName } from './rows.ts';

/** A text with its score; the text itself is not kept. */
export interface Scored extends Omit<Sample, 'text' | 'base'> {
  /** 0 to 1 from the shipped detector; on the scale of its file with `--scores`. */
  readonly score: number;
  /** The fastest of three scans; `NaN` where the score comes from a file. */
  readonly microseconds: number;
  /** UTF-8 bytes. */
  readonly bytes: number;
  /** For an attack: what its disguised forms look for. */
  readonly plainKey: string | undefined;
}

export interface Scores {
  readonly scored: readonly Scored[];
  /** Rows that a score file does not name. */
  readonly unscored: number;
}

/** Scans every text with the shipped detector, or takes the scores from a file of `{id, score}`. */
export async function scoreSamples(data: string, scoreFile: string | undefined): Promise<Scores> {
  const given = scoreFile === undefined ? undefined : await readScores(scoreFile);
  const scan = given === undefined ? detector() : undefined;
  const scored: Scored[] = [];
  let unscored = 0;
  for await (const sample of readSamples(data)) {
    const score = scan === undefined ? given?.get(sample.id) : scan(sample);
    const microseconds = scan === undefined ? Number.NaN : fastest(() => scan(sample));
    if (score === undefined) {
      unscored += 1;
      continue;
    }
    const { text, base: _, ...about } = sample;
    const attack = sample.set === 'direct' || sample.set === 'indirect' || sample.set === 'obfuscated';
    const bytes = Buffer.byteLength(text);
    scored.push({ ...about, score, microseconds, bytes, plainKey: attack ? plainKey(sample) : undefined });
    if (scored.length % 500 === 0) progress(`${scored.length} texts`);
  }
  progress('');
  return { scored, unscored };
}

/** Sets of texts that a tool would bring, and nobody asks for in person. */
const DOCUMENTS: ReadonlySet<SetName> = new Set(['indirect', 'documents', 'long']);

/**
 * The shipped detector as `promptFilter()` uses it: results of tools are read as documents. Loaded and warm: what the first use
 * costs is measured by `eval:speed`.
 */
function detector(): (sample: Sample) => number {
  const { scan } = injection();
  const documents = injection({ source: 'document' });
  for (let i = 0; i < 200; i += 1) scan(`Warm-up number ${i}: please summarise the report of last week for the team.`);
  return ({ set, text }) => (DOCUMENTS.has(set) ? documents.scan(text) : scan(text)).score;
}

/** What else the machine does lengthens some scans of a text, seldom all of them. */
function fastest(scan: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i += 1) {
    const started = performance.now();
    scan();
    least = Math.min(least, performance.now() - started);
  }
  return least * 1000;
}

async function readScores(path: string): Promise<ReadonlyMap<string, number>> {
  const scores = new Map<string, number>();
  for await (const [id, score] of readRows(path, (row) => [row.text('id'), row.number('score')] as const)) {
    scores.set(id, score);
  }
  return scores;
}
