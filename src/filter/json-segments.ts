import type { Span } from '../detectors/pattern.ts';

/** Outside strings JSON has these units only. */
const STRUCTURE = /^[\s{}[\]:,0-9+\-.eEtrufalsn]*$/;

/**
 * Follows JSON text that comes in pieces, and says where its strings lie, so that taking something out of them leaves the
 * text JSON. A quote in a string ends a segment, escaped or not: nested JSON keeps its form as well.
 */
export class JsonSegments {
  #inString = false;
  /** The units before the next piece that belong to an escape which is not complete, such as a backslash. */
  #escape = '';
  #isJson: boolean | undefined;

  /** The segments of the next piece, empty where it has none; undefined once the text has turned out not to be JSON. */
  next(piece: string): readonly Span[] | undefined {
    if (this.#isJson === undefined && /\S/.test(piece)) this.#isJson = /^\s*[[{]/.test(piece);
    if (this.#isJson !== true) return this.#isJson === undefined ? [] : undefined;
    const segments: Span[] = [];
    let start = this.#inString ? endOfEscape(this.#escape, piece) : 0;
    let from = 0;
    for (let quote = piece.indexOf('"', from); ; quote = piece.indexOf('"', from)) {
      const end = quote === -1 ? piece.length : quote;
      if (this.#inString) {
        if (end > start) segments.push({ start, end: startOfEscape(piece, start, end) });
        if (quote !== -1 && !isEscaped(piece, quote, this.#escape)) this.#inString = false;
      } else {
        if (!STRUCTURE.test(piece.slice(from, end))) {
          this.#isJson = false;
          return undefined;
        }
        if (quote !== -1) this.#inString = true;
      }
      if (quote === -1) break;
      from = quote + 1;
      start = from;
    }
    this.#escape = this.#inString ? openEscape(this.#escape + piece.slice(-MOST_ESCAPE)) : '';
    return segments.filter(({ start: first, end }) => end > first);
  }
}

/** Longer runs of backslashes say nothing any more: they are an escape of an escape of an escape. */
const MOST_ESCAPE = 64;

const OPEN_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?$/;

/** The escape that the end of a text has begun: a backslash that is not escaped itself, or `\u` with too few digits. */
function openEscape(text: string): string {
  const match = OPEN_ESCAPE.exec(text);
  if (match === null) return '';
  const slashes = backslashesBefore(text, match.index + 1);
  return slashes % 2 === 1 ? match[0] : '';
}

/** How many units of a piece belong to the escape that the last one began. */
function endOfEscape(begun: string, piece: string): number {
  if (begun === '') return 0;
  if (begun === '\\') return piece.startsWith('u') ? Math.min(piece.length, 5) : Math.min(piece.length, 1);
  return Math.min(piece.length, 6 - begun.length);
}

function isEscaped(text: string, at: number, before: string): boolean {
  const slashes = backslashesBefore(text, at);
  return (slashes + (slashes === at && before === '\\' ? 1 : 0)) % 2 === 1;
}

function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count;
}

const ESCAPE_AT_END = /\\{1,64}(?:u[0-9a-fA-F]{0,3})?$/;
/** Backslashes, and what may follow the last of them. */
const LONGEST_ESCAPE = MOST_ESCAPE + 8;

/** How many units before an offset, and not before `from`, are backslashes and what has begun behind them. */
function lengthOfEscape(text: string, from: number, end: number): number {
  return ESCAPE_AT_END.exec(text.slice(Math.max(from, end - LONGEST_ESCAPE), end))?.[0].length ?? 0;
}

/** A segment ends before an escape that goes on behind it: the backslash of a quote, or one that a piece cut in two. */
function startOfEscape(text: string, start: number, end: number): number {
  return Math.max(start, end - lengthOfEscape(text, start, end));
}

/** The same span, grown so that it cuts no escape in two. */
export function aroundEscapes(text: string, span: Span, within: Span): Span {
  let { start, end } = span;
  start -= lengthOfEscape(text, within.start, start);
  if (lengthOfEscape(text, start, end) > 0 && end < within.end) {
    const rest = /^(?:u[0-9a-fA-F]{4}|[0-9a-fA-F]{1,4}|.)/s.exec(text.slice(end, end + 5));
    end += rest?.[0].length ?? 0;
  }
  return { start: Math.max(within.start, start), end: Math.min(within.end, end) };
}
