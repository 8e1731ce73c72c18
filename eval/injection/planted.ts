import { injection } from 'crewguard/detectors';
import { sampleOf } from '../compare/rates.ts';
import { type Interval, wilson } from '../statistics.ts';
import { readSamples } from './rows.ts';
import type { Scored } from './scored.ts';

/** Attacks put into long harmless documents, by the place where they stand. */
export interface Planted {
  readonly place: string;
  readonly rows: number;
  /** Mean length of the documents, in UTF-16 units. */
  readonly length: number;
  /** Share above the cut. */
  readonly recall: number;
  readonly interval: Interval;
  /** Share of the attacks that are above the same cut alone. */
  readonly alone: number;
  /** Of those caught, the share with a finding that touches the attack. */
  readonly located: number;
}

const ATTACKS = 120;
const LONGEST_ATTACK = 300;
const PLACES = [
  ['start', 0.01],
  ['middle', 0.5],
  ['end', 0.99],
] as const;

/**
 * One bad paragraph in a long document: short attacks with a cue, each put between two lines of one of the long harmless
 * documents that stay below the cut by themselves.
 */
export async function measurePlanted(
  data: string,
  scored: readonly Scored[],
  cut: number,
): Promise<readonly Planted[]> {
  const short = scored.filter((row) => row.set === 'direct' && row.cue === true && row.bytes <= LONGEST_ATTACK);
  const attacks = new Set(sampleOf(short, ATTACKS).map(({ id }) => id));
  const quiet = new Set(scored.filter(({ set, score }) => set === 'long' && score <= cut).map(({ id }) => id));
  const texts: { readonly attacks: string[]; readonly documents: string[] } = { attacks: [], documents: [] };
  for await (const { id, text } of readSamples(data)) {
    if (attacks.has(id)) texts.attacks.push(text);
    if (quiet.has(id)) texts.documents.push(text);
  }
  if (texts.attacks.length === 0 || texts.documents.length === 0) return [];
  const { scan } = injection({ source: 'document' });
  const alone = texts.attacks.filter((text) => scan(text).score > cut).length / texts.attacks.length;
  return PLACES.map(([place, share]) => {
    const planted = texts.attacks.map((attack, i) =>
      plant(texts.documents[i % texts.documents.length] ?? '', attack, share),
    );
    const caught = planted.flatMap(({ text, start, end }) => {
      const { score, findings } = scan(text);
      return score > cut ? [findings.some((finding) => finding.start < end && finding.end > start)] : [];
    });
    return {
      place,
      rows: planted.length,
      length: planted.reduce((sum, { text }) => sum + text.length, 0) / planted.length,
      recall: caught.length / planted.length,
      interval: wilson(caught.length, planted.length),
      alone,
      located: caught.filter((touches) => touches).length / caught.length,
    };
  });
}

/** Puts a paragraph behind the first line feed from a place on. */
export function plant(document: string, attack: string, share: number): { text: string; start: number; end: number } {
  const feed = document.indexOf('\n', Math.floor(document.length * share));
  const at = feed === -1 ? document.length : feed + 1;
  const start = at + 1;
  return {
    text: `${document.slice(0, at)}\n${attack}\n\n${document.slice(at)}`,
    start,
    end: start + attack.length,
  };
}
