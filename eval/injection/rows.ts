import { type Fields, readRows } from '../read-rows.ts';

/** One text of the data, with what the evaluation needs to know of it. */
export interface Sample {
  readonly id: string;
  readonly text: string;
  readonly set: SetName;
  /** The attack asks to drop, override or reveal instructions or role; `undefined` where the data does not say. */
  readonly cue: boolean | undefined;
  readonly kind: string;
  readonly source: string;
  readonly lang: string;
  readonly variant: string;
  /** Where in its document an attack stands. */
  readonly place: string;
  /** The disguise, for disguised attacks and for harmless text that looks like one. */
  readonly transform: string;
  /** How the plain form of a disguised attack starts. */
  readonly base: string | undefined;
}

export type SetName =
  | 'direct'
  | 'indirect'
  | 'obfuscated'
  | 'prompts'
  | 'documents'
  | 'long'
  | 'hard'
  | 'disguised-benign'
  | 'aux-harmful'
  | 'aux-system-prompts';

/** Reads `{id, text, label, kind, lang, source, ...}` from a file or a folder. */
export const readSamples = (path: string): AsyncGenerator<Sample> => readRows(path, parse);

/** Benign documents from this length, in UTF-16 units, are a set of their own. */
const LONG = 10_000;

function parse(fields: Fields): Sample {
  const label = fields.choice('label', ['attack', 'benign']);
  const text = fields.text('text');
  const kind = fields.text('kind');
  const base = fields.optionalText('base');
  const transform = fields.optionalText('transform') ?? 'none';
  return {
    id: fields.text('id'),
    text,
    set: label === 'attack' ? attackSet(fields.file, kind, base) : benignSet(fields, kind, text, transform),
    cue: fields.optionalFlag('cue'),
    kind,
    source: fields.text('source'),
    lang: fields.optionalText('lang') ?? 'und',
    variant: fields.optionalText('variant') ?? 'none',
    place: fields.optionalText('pos') ?? 'alone',
    transform,
    base,
  };
}

function attackSet(file: string, kind: string, base: string | undefined): SetName {
  if (kind.startsWith('indirect')) return 'indirect';
  return kind === 'encoded' && (base !== undefined || file.startsWith('obfuscated')) ? 'obfuscated' : 'direct';
}

function benignSet(fields: Fields, kind: string, text: string, transform: string): SetName {
  if (fields.file.startsWith('aux_harmful')) return 'aux-harmful';
  if (fields.file.startsWith('aux_')) return 'aux-system-prompts';
  if (transform !== 'none') return 'disguised-benign';
  if (kind === 'benign-prompt') return 'prompts';
  if (kind === 'benign-hard') return 'hard';
  if (kind === 'benign-document') return text.length >= LONG ? 'long' : 'documents';
  return fields.fail(`"kind" of a benign row must be benign-prompt, benign-document or benign-hard, not "${kind}"`);
}

const HEAD = 60;

/** Where a disguised attack and its plain form meet: the source, and the first 60 characters of the plain text. */
export const plainKey = ({ source, base, text }: Sample): string =>
  `${source}\n${[...(base ?? text.trim().slice(0, 4 * HEAD))].slice(0, HEAD).join('')}`;
