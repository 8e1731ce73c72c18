import { injection } from 'crewguard/detectors';
import { sampleOf } from '../compare/rates.ts';
import { readSamples } from '../injection/rows.ts';
import type { Scored } from '../injection/scored.ts';
import { countAbove, type Interval, wilson } from '../statistics.ts';
import { attackTools } from './attack-tools.ts';
import { benchmarkCodes } from './benchmark-codes.ts';
import { benchmarkPages } from './benchmark-pages.ts';
import { benchmarkPairs } from './benchmark-pairs.ts';
import { benchmarkRecords } from './benchmark-records.ts';
import { encodings } from './encodings.ts';
import { evaluatorCodes } from './evaluator-codes.ts';
import { evaluatorWords } from './evaluator-words.ts';
import { keptApart } from './kept-apart.ts';
import { newcomerCodes } from './newcomer-codes.ts';
import { newcomerWords } from './newcomer-words.ts';
import { redTeamCodes } from './red-team-codes.ts';
import { redTeamLayouts } from './red-team-layouts.ts';
import { redTeamLetters } from './red-team-letters.ts';
import { spellings } from './spellings.ts';

/**
 * How a disguise came to be known: `open` while the detector was written; `kept apart`, `red team`, `attack tools`, `evaluator`, `second evaluator`
 * and `benchmark` when they were first tried on a detector that nobody had changed for them.
 */
export type Round =
  | 'open'
  | 'kept apart'
  | 'red team'
  | 'attack tools'
  | 'evaluator'
  | 'second evaluator'
  | 'benchmark';

const rounds: readonly (readonly [Round, readonly ReadonlyMap<string, (text: string) => string>[]])[] = [
  ['kept apart', [keptApart]],
  ['red team', [redTeamCodes, redTeamLetters, redTeamLayouts]],
  ['attack tools', attackTools],
  ['evaluator', [evaluatorCodes, evaluatorWords]],
  ['second evaluator', [newcomerCodes, newcomerWords]],
  ['benchmark', [benchmarkCodes, benchmarkPairs, benchmarkPages, benchmarkRecords]],
  ['open', [encodings, spellings]],
];

/** A disguise of our own, on attacks and on ordinary prompts of the data. */
export interface OwnDisguise {
  readonly disguise: string;
  readonly round: Round;
  readonly rows: number;
  /** Share of the disguised attacks above the cut. */
  readonly recall: number;
  readonly interval: Interval;
  /** Share of the same attacks in plain. */
  readonly plain: number;
  /** `recall` divided by `plain`. */
  readonly ofPlain: number;
  /** Share of ordinary prompts above the cut once they are disguised. */
  readonly benign: number;
}

const ROWS = 150;
const LONGEST = 300;

/**
 * Disguises that the data does not have, on attacks with a cue and on ordinary prompts of the data, in English and short: the
 * data's own disguises are known to who writes the detector, and so are most of these; the rounds say which were not at first.
 */
export async function measureOwnDisguises(
  data: string,
  scored: readonly Scored[],
  cut: number,
): Promise<readonly OwnDisguise[]> {
  const { attacks, prompts } = await chosenTexts(data, scored);
  if (attacks.length === 0 || Number.isNaN(cut)) return [];
  const { scan } = injection();
  const caught = (texts: readonly string[]): number =>
    countAbove(
      texts.map((text) => scan(text).score),
      cut,
    );
  const plain = caught(attacks) / attacks.length;
  const disguises = rounds.flatMap(([round, maps]) =>
    maps.flatMap((map) => [...map].map(([disguise, change]) => ({ disguise, change, round }))),
  );
  return disguises.map(({ disguise, change, round }) => {
    const hits = caught(attacks.map(change));
    const recall = hits / attacks.length;
    return {
      disguise,
      round,
      rows: attacks.length,
      recall,
      interval: wilson(hits, attacks.length),
      plain,
      ofPlain: recall / plain,
      benign: caught(prompts.map(change)) / prompts.length,
    };
  });
}

interface Texts {
  readonly attacks: readonly string[];
  readonly prompts: readonly string[];
}

async function chosenTexts(data: string, scored: readonly Scored[]): Promise<Texts> {
  const fitting = scored.filter(({ lang, bytes }) => lang === 'en' && bytes <= LONGEST);
  const attacks = fitting.filter(({ set, cue, transform }) => set === 'direct' && cue === true && transform === 'none');
  const prompts = fitting.filter(({ set }) => set === 'prompts');
  const chosen = new Set([...sampleOf(attacks, ROWS), ...sampleOf(prompts, ROWS)].map(({ id }) => id));
  const texts = { attacks: [] as string[], prompts: [] as string[] };
  for await (const { id, set, text } of readSamples(data)) {
    if (chosen.has(id)) texts[set === 'prompts' ? 'prompts' : 'attacks'].push(text);
  }
  return texts;
}
