import { type Fields, fieldsOf } from '../redaction/json-fields.ts';
import { bytePair } from './byte-pair.ts';
import { normalized, unigram } from './unigram.ts';
import { wordPiece } from './word-piece.ts';

/** Turns text into the numbers that a model reads. */
export interface Tokenizer {
  /** Ids without special tokens. Nothing in the text becomes a special token, whatever it is spelt like. */
  encode(text: string): number[];
  /** Ids that stand before and behind the text. */
  readonly before: readonly number[];
  readonly behind: readonly number[];
}

/**
 * A tokenizer from the content of a `tokenizer.json`: WordPiece (BERT, DistilBERT), Unigram (DeBERTa v3, XLM-R) or byte-level
 * BPE (RoBERTa, ModernBERT). The character map of a `Precompiled` normaliser is read as NFKC, which differs from it in rare characters.
 *
 * @throws `TypeError` for another kind of model, or a file without a vocabulary
 */
export function tokenizerFrom(json: unknown): Tokenizer {
  const file = fieldsOf(json);
  const { model: given, normalizer, pre_tokenizer: words } = file;
  const model = fieldsOf(given);
  const { type, vocab } = model;
  const kind = type ?? (Array.isArray(vocab) ? 'Unigram' : undefined);
  const { before, behind } = specialTokens(file);
  const normalizers = normalizersOf(fieldsOf(normalizer));
  if (kind === 'WordPiece') return { encode: wordPiece(model, fieldsOf(normalizer)), before, behind };
  if (kind === 'Unigram') return { encode: unigram(model, normalizers, fieldsOf(words)), before, behind };
  if (kind === 'BPE' && isByteLevel(fieldsOf(words))) {
    const encode = bytePair(model, fieldsOf(words));
    return { encode: (text) => encode(normalized(text, normalizers)), before, behind };
  }
  throw new TypeError(
    `tokenizer.json holds a model of type ${String(kind).slice(0, 40)}; WordPiece, Unigram and byte-level BPE can be read`,
  );
}

const isByteLevel = ({ type }: Fields): boolean => type === 'ByteLevel';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function normalizersOf(normalizer: Fields): readonly Fields[] {
  const { type, normalizers } = normalizer;
  return type === 'Sequence' ? listOf(normalizers).map(fieldsOf) : [normalizer];
}

/** From `TemplateProcessing`, or the older forms that name `cls` and `sep`. */
function specialTokens({ post_processor: processor }: Fields): { before: number[]; behind: number[] } {
  const { cls: first, sep: last, special_tokens: special, single } = fieldsOf(processor);
  const [cls, sep] = [first, last].map((token) => listOf(token)[1]);
  if (typeof cls === 'number' && typeof sep === 'number') return { before: [cls], behind: [sep] };
  const before: number[] = [];
  const behind: number[] = [];
  const known = fieldsOf(special);
  let passed = false;
  for (const step of listOf(single).map(fieldsOf)) {
    const { Sequence: sequence, SpecialToken: token } = step;
    if (sequence !== undefined) passed = true;
    const { id: name } = fieldsOf(token);
    if (typeof name !== 'string') continue;
    const { ids } = fieldsOf(known[name]);
    for (const id of listOf(ids)) if (typeof id === 'number') (passed ? behind : before).push(id);
  }
  return { before, behind };
}
