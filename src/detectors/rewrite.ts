import type { Span } from './pattern.ts';

/** A text made from another one, and the way back: where in the original the units from `start` to `end` come from. */
export interface View {
  readonly text: string;
  origin(start: number, end: number): Span;
}

export const asIs = (text: string): View => ({ text, origin: (start, end) => ({ start, end }) });

/** The same view seen through one more step. */
export const through = (outer: View, inner: View): View => ({
  text: inner.text,
  origin(start, end) {
    const span = inner.origin(start, end);
    return outer.origin(span.start, span.end);
  },
});

/** A text all of which stands for one stretch of another: decoded, so that no unit of it has a place of its own. */
export const standingFor = (text: string, span: Span): View => ({ text, origin: () => span });

/** Writes a new text from left to right, keeping what is not replaced, and remembers where each stretch came from. */
export class Rewrite {
  readonly #source: string;
  readonly #pieces: Piece[] = [];
  #text = '';
  #copied = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Replaces source units `from` to `to`; each call must start where the last one ended, or later. */
  replace(from: number, to: number, replacement: string): void {
    this.#keep(from);
    if (replacement !== '') this.#add(from, to, replacement.length === to - from);
    this.#text += replacement;
    this.#copied = to;
  }

  finish(): View {
    this.#keep(this.#source.length);
    const pieces = this.#pieces;
    return {
      text: this.#text,
      origin: (start, end) => ({
        start: startIn(pieces, start),
        end: Math.max(startIn(pieces, start), endIn(pieces, end)),
      }),
    };
  }

  #keep(to: number): void {
    if (to <= this.#copied) return;
    this.#add(this.#copied, to, true);
    this.#text += this.#source.slice(this.#copied, to);
  }

  /** Notes where the units that are written next come from. Units that stand one for one go on in the last piece. */
  #add(from: number, to: number, kept: boolean): void {
    const last = this.#pieces.at(-1);
    if (kept && last?.kept === true && last.to === from) last.to = to;
    else this.#pieces.push({ at: this.#text.length, from, to, kept });
  }
}

/** One stretch of the new text that starts `at`, and the source units it stands for. */
interface Piece {
  readonly at: number;
  readonly from: number;
  to: number;
  /** Whether its units stand one for one. */
  readonly kept: boolean;
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

function startIn(pieces: readonly Piece[], offset: number): number {
  const piece = pieceAt(pieces, offset);
  return piece === undefined ? 0 : piece.kept ? piece.from + (offset - piece.at) : piece.from;
}

function endIn(pieces: readonly Piece[], offset: number): number {
  const piece = offset === 0 ? undefined : pieceAt(pieces, offset - 1);
  return piece === undefined ? 0 : piece.kept ? piece.from + (offset - piece.at) : piece.to;
}
