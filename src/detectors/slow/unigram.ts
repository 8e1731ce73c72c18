import type { Fields } from '../redaction/json-fields.ts';

/** A longer piece is no word. Bounds the work for each character. */
const LONGEST_PIECE = 64;
/** How much worse than the worst piece an unknown character is, as in SentencePiece. */
const UNKNOWN_PENALTY = 10;
const SPACE = '\u2581';

interface Piece {
  readonly id: number;
  readonly score: number;
}

/** Unigram: the pieces of each word whose scores add up to most (Kudo 2018, https://arxiv.org/abs/1804.10959). */
export function unigram(model: Fields, normalizers: readonly Fields[], words: Fields): (text: string) => number[] {
  const { vocab, unk_id: unknownId = 0 } = model;
  const { add_prefix_space: prefixSpace, prepend_scheme: scheme } = words;
  const { pieces, worst, longest } = vocabularyOf(vocab);
  const unknown: Piece = { id: Number(unknownId), score: worst - UNKNOWN_PENALTY };
  const prefixed = prefixSpace !== false && scheme !== 'never';

  const encodeWord = (word: string, into: number[]): void => {
    const length = word.length;
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(length + 1);
    const ids = new Int32Array(length + 1);
    best[0] = 0;
    for (let start = 0; start < length; start += 1) {
      const score = best[start] ?? Number.NEGATIVE_INFINITY;
      if (score === Number.NEGATIVE_INFINITY) continue; // inside a pair
      const step = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      for (let end = start + step; end <= length && end - start <= longest; end += 1) {
        const piece = pieces.get(word.slice(start, end)) ?? (end === start + step ? unknown : undefined);
        if (piece === undefined || score + piece.score <= (best[end] ?? 0)) continue;
        best[end] = score + piece.score;
        from[end] = start;
        ids[end] = piece.id;
      }
    }
    const reversed: number[] = [];
    for (let end = length; end > 0; end = from[end] ?? 0) {
      const id = ids[end] ?? unknown.id;
      if (id !== unknown.id || reversed.at(-1) !== unknown.id) reversed.push(id); // neighbours that are unknown are one
    }
    for (let index = reversed.length - 1; index >= 0; index -= 1) into.push(reversed[index] ?? unknown.id);
  };
  return (text) => {
    const spaced = normalized(text, normalizers).replaceAll(' ', SPACE);
    const whole = prefixed && spaced !== '' && !spaced.startsWith(SPACE) ? SPACE + spaced : spaced;
    const ids: number[] = [];
    for (const [word] of whole.matchAll(/\u2581[^\u2581]*|^[^\u2581]+/g)) encodeWord(word, ids);
    return ids;
  };
}

function vocabularyOf(vocab: unknown): { pieces: Map<string, Piece>; worst: number; longest: number } {
  const pieces = new Map<string, Piece>();
  let worst = 0;
  let longest = 2;
  const entries: readonly unknown[] = Array.isArray(vocab) ? vocab : [];
  entries.forEach((entry, id) => {
    const [piece, score] = Array.isArray(entry) ? entry : [];
    if (typeof piece !== 'string' || typeof score !== 'number' || piece.length > LONGEST_PIECE) return;
    pieces.set(piece, { id, score });
    worst = Math.min(worst, score);
    longest = Math.max(longest, piece.length);
  });
  if (pieces.size === 0) throw new TypeError('tokenizer.json holds no vocabulary');
  return { pieces, worst, longest };
}

/** A text in the form that the normalisers of a file give it. */
export function normalized(text: string, normalizers: readonly Fields[]): string {
  let out = text;
  for (const { type } of normalizers) {
    if (type === 'NFC' || type === 'NFD' || type === 'NFKC' || type === 'NFKD') out = out.normalize(type);
    else if (type === 'Precompiled' || type === 'Nmt') out = out.normalize('NFKC').replace(/\s/g, ' ');
    else if (type === 'Lowercase') out = out.toLowerCase();
    else if (type === 'Strip') out = out.trim();
    else if (type === 'Replace') out = out.replace(/ {2,}/g, ' '); // what the files of these models replace
  }
  return out;
}
