import type { Held } from './held-out.ts';
import type { Row } from './rows.ts';

const PROMPT_RATE = 0.01;
const DOCUMENT_RATE = 0.005;

/** A little less than 1 %, so that 0.5 keeps below it on texts from elsewhere. */
const BALANCE_RATE = 0.006;

const cutOf = (held: readonly Held[], use: Row['use'], rate: number): number => {
  const scores = held.filter(({ example: { row } }) => row.use === use && !row.attack).map(({ evidence }) => evidence);
  scores.sort((a, b) => b - a);
  return scores[Math.floor(rate * scores.length)] ?? 0;
};

/** The evidence that is told as 0.5: what at most 0.6 % of unseen prompts and 0.5 % of unseen documents reach. Rounded, so that it is short. */
export const balanceOf = (held: readonly Held[]): number =>
  Math.ceil(1000 * Math.max(cutOf(held, 'prompts', BALANCE_RATE), cutOf(held, 'documents', DOCUMENT_RATE))) / 1000;

/** Recall and false positives on origins that were left out, by set and origin. */
export function tableOf(held: readonly Held[], balance: number): string {
  const prompts = cutOf(held, 'prompts', PROMPT_RATE);
  const documents = cutOf(held, 'documents', DOCUMENT_RATE);
  const lines = [
    `cut for prompts ${prompts.toFixed(3)}, for documents ${documents.toFixed(3)}, balance ${balance.toFixed(3)}`,
  ];
  const sets: readonly (readonly [name: string, takes: (row: Row) => boolean, cut: number])[] = [
    ['direct with a cue', ({ use, attack, cue }) => use === 'direct' && attack && cue, prompts],
    ['all direct', ({ use, attack }) => use === 'direct' && attack, prompts],
    ['in documents with a cue', ({ use, attack, cue }) => use === 'indirect' && attack && cue, documents],
    ['all in documents', ({ use, attack }) => use === 'indirect' && attack, documents],
    ['prompts', ({ use, attack }) => use === 'prompts' && !attack, prompts],
    ['documents', ({ use, attack }) => use === 'documents' && !attack, documents],
    ['documents, cut for prompts', ({ use, attack }) => use === 'documents' && !attack, prompts],
    ['hard', ({ use, attack }) => use === 'hard' && !attack, prompts],
    ['system prompts', ({ use }) => use === 'other', prompts],
  ];
  for (const [name, takes, cut] of sets) {
    const rows = held.filter(({ example: { row } }) => takes(row));
    const origins = Map.groupBy(rows, ({ example }) => example.row.origin);
    const shares = [...origins]
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, 12)
      .map(([origin, of]) => `${origin} ${share(of, cut)} of ${of.length}`);
    lines.push(`${name}: ${share(rows, cut)} of ${rows.length}, at 0.5 ${share(rows, balance)} | ${shares.join(', ')}`);
  }
  return lines.join('\n');
}

const share = (held: readonly Held[], cut: number): string =>
  `${((100 * held.filter(({ evidence }) => evidence > cut).length) / held.length).toFixed(1)} %`;
