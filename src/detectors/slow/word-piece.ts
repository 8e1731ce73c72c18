import { expression } from '../../expression.ts';
import { type Fields, fieldsOf } from '../redaction/json-fields.ts';

/** Longer words are unknown. */
const LONGEST_WORD = 100;

/** WordPiece with the normaliser and the words of BERT. https://huggingface.co/docs/tokenizers/api/models */
export function wordPiece(model: Fields, normalizer: Fields): (text: string) => number[] {
  const { vocab, unk_token: unknownToken = '[UNK]', continuing_subword_prefix: continuing } = model;
  const { lowercase, strip_accents: stripAccents } = normalizer;
  const vocabulary = new Map<string, number>();
  for (const [piece, id] of Object.entries(fieldsOf(vocab))) if (typeof id === 'number') vocabulary.set(piece, id);
  const unknown = vocabulary.get(String(unknownToken));
  if (unknown === undefined) throw new TypeError('tokenizer.json holds no vocabulary with an unknown token');
  const prefix = typeof continuing === 'string' ? continuing : '##';
  const lower = lowercase === true;
  const plain = (stripAccents ?? lower) === true;

  const encodeWord = (word: string, into: number[]): void => {
    const letters = [...word];
    if (letters.length > LONGEST_WORD) {
      into.push(unknown);
      return;
    }
    const from = into.length;
    for (let start = 0; start < letters.length; ) {
      let end = letters.length;
      let id: number | undefined;
      for (; end > start; end -= 1) {
        id = vocabulary.get((start === 0 ? '' : prefix) + letters.slice(start, end).join(''));
        if (id !== undefined) break;
      }
      if (id === undefined) {
        into.splice(from, into.length - from, unknown);
        return;
      }
      into.push(id);
      start = end;
    }
  };
  return (text) => {
    const cleaned = text.replace(CONTROL(), '').replace(IDEOGRAPH, ' $& ');
    const cased = lower ? cleaned.toLowerCase() : cleaned;
    const folded = plain ? cased.normalize('NFD').replace(/\p{Mn}/gu, '') : cased;
    const ids: number[] = [];
    for (const [word] of folded.matchAll(WORD())) encodeWord(word, ids);
    return ids;
  };
}

const CONTROL = expression(String.raw`(?![\t\n\r])[\p{C}\ufffd]`, 'gu');
const IDEOGRAPH = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]|[\ud840-\ud87f][\udc00-\udfff]/g;
/** BERT counts all ASCII signs as punctuation, `$` and `^` too. */
const WORD = expression('[\\p{P}$+<=>^`|~]|[^\\s\\p{P}$+<=>^`|~]+', 'gu');
