import { readRows } from '../../eval/read-rows.ts';

export type Use = 'direct' | 'indirect' | 'prompts' | 'documents' | 'hard' | 'other' | 'unlearned';

/** A text to learn from. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly attack: boolean;
  readonly use: Use;
  /** Whether it asks in words to drop, override or reveal what the reader was given. */
  readonly cue: boolean;
  /** What was put into a harmless document. */
  readonly planted: string | undefined;
  /** Whom it comes from: rows of one origin are never on both sides of a comparison. */
  readonly origin: string;
}

/** Files of a data folder that the model learns from, and what they hold. System prompts are honest orders: the model must know them. */
const FILES: readonly (readonly [file: string, use: Use, attack: boolean])[] = [
  ['attacks_direct', 'direct', true],
  ['attacks_indirect', 'indirect', true],
  ['aux_system_prompts', 'other', false],
  ['benign_documents', 'documents', false],
  ['benign_hard', 'hard', false],
  ['benign_prompts', 'prompts', false],
];

export const OWN = 'own';

/** Rows of the data folder and of the project's own texts, in a fixed order. */
export async function rowsOf(data: string, own: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [file, use, attack] of FILES) {
    for await (const row of readRows(`${data}/${file}.jsonl.gz`, (fields) => ({
      id: fields.text('id'),
      text: fields.text('text'),
      attack,
      use,
      cue: fields.optionalFlag('cue') === true,
      planted: fields.optionalText('attack_text'),
      origin: originOf(fields.text('source')),
    }))) {
      rows.push(row);
    }
  }
  if (own === undefined) return rows;
  for await (const row of readRows(own, (fields): Row => {
    const kind = fields.text('kind');
    return {
      id: fields.text('id'),
      text: fields.text('text'),
      attack: fields.choice('label', ['attack', 'benign']) === 'attack',
      use: OWN_USES.get(kind) ?? 'other',
      cue: fields.optionalFlag('cue') === true,
      planted: fields.optionalText('attack_text'),
      origin: OWN,
    };
  })) {
    if (row.use !== 'unlearned') rows.push(row);
  }
  return rows;
}

const OWN_USES: ReadonlyMap<string, Use> = new Map([
  ['direct-injection', 'direct'],
  ['extraction', 'direct'],
  ['jailbreak', 'direct'],
  ['indirect-injection', 'indirect'],
  ['indirect-in-document', 'indirect'],
  // A user may ask for this: rules that hold in documents only find it.
  ['request-in-document', 'unlearned'],
  ['benign-prompt', 'prompts'],
  ['benign-document', 'documents'],
  ['benign-hard', 'hard'],
]);

/** The owner and name of a repository or package. What stands behind ` + ` is the harmless document around an attack. */
function originOf(source: string): string {
  const [first = ''] = source.split(/ \+ |\(via|#/);
  return first.split('/').slice(0, 2).join('/');
}
