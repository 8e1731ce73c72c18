import type { Scored } from '../../eval/injection/scored.ts';

let count = 0;

/** A scored row; what a test does not name is of no weight in it. */
export function scoredRow(about: Pick<Scored, 'set' | 'score'> & Partial<Scored>): Scored {
  count += 1;
  return {
    id: `row-${count}`,
    cue: undefined,
    kind: 'kind',
    source: 'source',
    lang: 'en',
    variant: 'none',
    place: 'alone',
    transform: 'none',
    microseconds: 10,
    bytes: 512,
    plainKey: undefined,
    ...about,
  };
}

/** So many ordinary prompts or clean documents, with scores spread evenly from 0 up to `highest`. */
export const benignRows = (set: 'prompts' | 'documents', rows: number, highest: number): Scored[] =>
  Array.from({ length: rows }, (_, i) => scoredRow({ set, score: ((i + 1) / rows) * highest }));
