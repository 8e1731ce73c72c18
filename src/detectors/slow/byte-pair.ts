import { expression } from '../../expression.ts';
import { type Fields, fieldsOf } from '../redaction/json-fields.ts';

/**
 * The words of GPT-2, which RoBERTa and ModernBERT share: a space belongs to the word behind it. A run of more than 256
 * without a break is cut: joining pairs takes the square of its length.
 */
const WORD = expression(
  String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}{1,256}| ?\p{N}{1,256}| ?[^\s\p{L}\p{N}]{1,256}|\s{1,256}(?!\S)|\s{1,256}`,
  'gu',
);

/** Byte-level byte-pair encoding: neighbours are joined in the order in which the merges are listed (Sennrich et al. 2016, https://arxiv.org/abs/1508.07909). */
export function bytePair(model: Fields, words: Fields): (text: string) => number[] {
  const { vocab, merges } = model;
  const { add_prefix_space: prefixed } = words;
  const vocabulary = new Map<string, number>();
  for (const [piece, id] of Object.entries(fieldsOf(vocab))) if (typeof id === 'number') vocabulary.set(piece, id);
  const ranks = ranksOf(merges);
  if (vocabulary.size === 0 || ranks.size === 0) throw new TypeError('tokenizer.json holds no vocabulary with merges');
  return (text) => {
    const spaced = prefixed === true && text !== '' && !/^\s/.test(text) ? ` ${text}` : text;
    const ids: number[] = [];
    for (const [word] of spaced.matchAll(WORD())) {
      for (const piece of joined(
        Array.from(Buffer.from(word, 'utf8'), (byte) => LETTERS[byte] ?? ''),
        ranks,
      )) {
        const id = vocabulary.get(piece);
        if (id !== undefined) ids.push(id);
      }
    }
    return ids;
  };
}

/** Both forms in which files hold merges: `"a b"` and `["a", "b"]`. */
function ranksOf(merges: unknown): Map<string, number> {
  const ranks = new Map<string, number>();
  const list: readonly unknown[] = Array.isArray(merges) ? merges : [];
  list.forEach((merge, rank) => {
    const pair = Array.isArray(merge) ? merge.join(' ') : String(merge);
    if (!ranks.has(pair)) ranks.set(pair, rank);
  });
  return ranks;
}

function joined(letters: string[], ranks: ReadonlyMap<string, number>): string[] {
  const pieces = letters;
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let index = 0; index < pieces.length - 1; index += 1) {
      const rank = ranks.get(`${pieces[index]} ${pieces[index + 1]}`);
      if (rank !== undefined && rank < best) [best, at] = [rank, index];
    }
    if (at === -1) return pieces;
    pieces.splice(at, 2, `${pieces[at]}${pieces[at + 1]}`);
  }
}

/** A visible letter for each byte: printable ones stand for themselves, the others for letters from U+0100. */
const LETTERS: readonly string[] = (() => {
  const letters: string[] = [];
  let spare = 0x100;
  for (let byte = 0; byte < 256; byte += 1) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    letters.push(String.fromCharCode(printable ? byte : spare++));
  }
  return letters;
})();
