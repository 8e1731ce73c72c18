/** Longest character, of several code points, that is kept whole. */
const LONGEST_CHARACTER = 64;

/** Made when the first text is cut. */
let characters: Intl.Segmenter | undefined;

/**
 * The last place at or before an offset (or the first at or behind it) where no character is cut: no pair, no base from its
 * marks, no emoji from its parts, no CR from its LF. It looks at 64 units on either side.
 */
export function characterEdge(text: string, offset: number, side: 'before' | 'behind'): number {
  if (offset <= 0 || offset >= text.length) return Math.min(Math.max(offset, 0), text.length);
  // A start in ASCII is no part of what came before it; without one, half a pair must not be the start.
  let from = Math.max(0, offset - LONGEST_CHARACTER);
  if (isLow(text, from)) from += 1;
  const around = text.slice(from, offset + LONGEST_CHARACTER);
  let before = from;
  characters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { index } of characters.segment(around)) {
    if (from + index > offset) return side === 'before' ? before : from + index;
    before = from + index;
    if (before === offset) return offset;
  }
  // Half a pair at the end of `around` is a character of its own, so that a pair is not cut here.
  return side === 'before' ? before : from + around.length;
}

const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

export interface Cut {
  /** Longest text that is left as it is, in UTF-16 units. */
  readonly maxUnits: number;
  /** Units that are kept of its beginning. */
  readonly head: number;
  /** Units that are kept of its end. */
  readonly tail: number;
}

/** What stands in place of what is left out. */
const note = (points: number): string => `\n[... ${points.toLocaleString('en-US')} characters left out ...]\n`;

/** A longer note would need a text of more than 10^18 characters. */
export const LONGEST_NOTE = 64;

/** Called once for a text that was cut, with how many characters (code points) were left out. */
export type LeftOut = (points: number) => void;

export const truncateText = (text: string, cut: Cut, leftOut: LeftOut): string => {
  if (text.length <= cut.maxUnits) return text;
  const stream = new TruncatedText(cut, leftOut);
  return stream.push(text) + stream.end();
};

/** A text that comes in pieces: its beginning passes as it comes, the rest leaves at the end. However it is cut, the result is the same. */
export class TruncatedText {
  readonly #cut: Cut;
  readonly #leftOut: LeftOut;
  /** What may still be let out. Until more than `maxUnits` have come it is all that follows the head. */
  #held = '';
  #headEnded = false;
  /** Units and code points that were let out or left out. */
  #units = 0;
  #dropped = 0;

  constructor(cut: Cut, leftOut: LeftOut) {
    this.#cut = cut;
    this.#leftOut = leftOut;
  }

  push(piece: string): string {
    this.#held += piece;
    const head = this.#head();
    if (this.#headEnded && this.#units + this.#held.length > this.#cut.maxUnits) this.#drop();
    return head;
  }

  end(): string {
    if (this.#units + this.#held.length <= this.#cut.maxUnits) return this.#held;
    const from = characterEdge(this.#held, this.#held.length - this.#cut.tail, 'behind');
    this.#dropped += points(this.#held.slice(0, from));
    this.#leftOut(this.#dropped);
    return note(this.#dropped) + this.#held.slice(from);
  }

  #head(): string {
    if (this.#headEnded) return '';
    const left = this.#cut.head - this.#units;
    // Where the head ends is seen only with what follows it; what stands well before passes at once.
    if (this.#held.length >= left + LONGEST_CHARACTER) {
      this.#headEnded = true;
      return this.#release(characterEdge(this.#held, left, 'before'));
    }
    const safe = Math.min(this.#held.length, left) - 2 * LONGEST_CHARACTER;
    return safe <= 0 ? '' : this.#release(isLow(this.#held, safe) ? safe - 1 : safe);
  }

  #release(units: number): string {
    const out = this.#held.slice(0, units);
    this.#held = this.#held.slice(units);
    this.#units += units;
    return out;
  }

  /** Forgets what can be no part of the tail, nor of the characters round where it starts. */
  #drop(): void {
    let units = this.#held.length - this.#cut.tail - 2 * LONGEST_CHARACTER;
    if (units < LONGEST_CHARACTER) return;
    if (isLow(this.#held, units)) units -= 1;
    this.#dropped += points(this.#held.slice(0, units));
    this.#units += units;
    this.#held = this.#held.slice(units);
  }
}

/** Code points. */
function points(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    if (isLow(text, at) && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}
