import type { Span } from './pattern.ts';

/** A text made from another one, and the way back: where in the original the units from `start` to `end` come from. */
export interface View {
  readonly text: string;
  origin(start: number, end: number): Span;
}

/** A text as it stands, from some place on in the original. */
export const asIs = (text: string, from = 0): View => ({
  text,
  origin: (start, end) => ({ start: from + start, end: from + end }),
});

/** The same view seen through one more step. */
export const through = (outer: View, inner: View): View => ({
  text: inner.text,
  origin(start, end) {
    const span = inner.origin(start, end);
    return outer.origin(span.start, span.end);
  },
});

/** Writes a new text from left to right, keeping what is not replaced, and remembers where each stretch came from. */
export class Rewrite {
  readonly #source: string;
  readonly #pieces: Piece[] = [];
  #text = '';
  #copied = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * Replaces source units `from` to `to`; each call must start where the last one ended, or later. Text as long as what it replaces
   * stands for it unit by unit, unless something else is said.
   */
  replace(from: number, to: number, replacement: string, order: Order = 'same'): void {
    this.#keep(from);
    if (replacement !== '') this.#add(from, to, replacement.length === to - from ? order : 'whole');
    this.#text += replacement;
    this.#copied = to;
  }

  finish(): View {
    this.#keep(this.#source.length);
    return viewOf(this.#text, this.#pieces);
  }

  #keep(to: number): void {
    if (to <= this.#copied) return;
    this.#add(this.#copied, to, 'same');
    this.#text += this.#source.slice(this.#copied, to);
  }

  /** Notes where the units that are written next come from. Units that stand one for one go on in the last piece. */
  #add(from: number, to: number, order: Order): void {
    const last = this.#pieces.at(-1);
    if (order === 'same' && last?.order === 'same' && last.to === from) last.to = to;
    else this.#pieces.push({ at: this.#text.length, from, to, order });
  }
}

/** A text that is put together of pieces, in rising order. */
export const viewOf = (text: string, pieces: readonly Piece[]): View => ({
  text,
  origin(start, end) {
    const first = pieceAt(pieces, start);
    const last = end > start ? pieceAt(pieces, end - 1) : first;
    if (first === undefined || last === undefined) return { start: 0, end: 0 };
    if (first === last && first.order === 'turned') {
      return { start: first.to - (end - first.at), end: first.to - (start - first.at) };
    }
    const from = first.order === 'same' ? first.from + (start - first.at) : first.from;
    return { start: from, end: Math.max(from, last.order === 'same' ? last.from + (end - last.at) : last.to) };
  },
});

/** How the units of a piece stand for those it was made from: one for one, one for one from the end, or only all for all. */
export type Order = 'same' | 'turned' | 'whole';

/** One stretch of the new text that starts `at`, and the source units it stands for. */
export interface Piece {
  readonly at: number;
  readonly from: number;
  to: number;
  readonly order: Order;
}

function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}
