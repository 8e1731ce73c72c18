import { GuardError } from '../errors.ts';
import type { Cleaner } from './redact-value.ts';

/** Longest arguments of one call, in UTF-16 units. */
const LONGEST = 1_048_576;

/** The arguments of one tool call, held until they are complete. */
export class ToolArguments {
  readonly #cleaner: Cleaner;
  #held = '';
  /** How much of what is held was looked at. */
  #seen = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(cleaner: Cleaner) {
    this.#cleaner = cleaner;
  }

  /** Takes the next piece and returns the JSON that it completes, judged; empty while there is none. */
  push(piece: string): string {
    this.#held += piece;
    let out = '';
    for (let end = this.#completed(); end !== -1; end = this.#completed()) {
      out += judged(this.#held.slice(0, end), this.#cleaner);
      this.#held = this.#held.slice(end);
      this.#seen = 0;
    }
    if (this.#held.length > LONGEST) {
      throw new GuardError('ERR_OUTPUT_INVALID', `The arguments of a tool call are longer than ${LONGEST} characters.`);
    }
    return out;
  }

  /** What never became complete. White space behind the arguments says nothing, and is dropped. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest.trim() === '' ? '' : judged(rest, this.#cleaner);
  }

  /** Behind the bracket that closes the first one, or -1. */
  #completed(): number {
    while (this.#seen < this.#held.length) {
      const unit = this.#held.charAt(this.#seen);
      this.#seen += 1;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (unit === '\\') this.#escaped = true;
        else if (unit === '"') this.#inString = false;
      } else if (unit === '"') this.#inString = true;
      else if (unit === '{' || unit === '[') this.#depth += 1;
      else if ((unit === '}' || unit === ']') && this.#depth > 0) {
        this.#depth -= 1;
        if (this.#depth === 0) return this.#seen;
      }
    }
    return -1;
  }
}

/** JSON whose strings were judged one by one, and the text as it was written where nothing was found; other text as text. */
function judged(text: string, cleaner: Cleaner): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return cleaner.text(text);
  }
  const clean = cleaner.value(value);
  // A name that occurs twice hides its first value from a reader of JSON, and not from a reader of text.
  return Object.is(clean, value) && cleaner.text(text) === text ? text : JSON.stringify(clean);
}
