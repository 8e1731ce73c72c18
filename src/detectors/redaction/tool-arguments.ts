import { GuardError } from '../../errors.ts';
import type { Cleaner } from './redact-value.ts';

/** Longest arguments of one call, in UTF-16 units. */
const LONGEST = 1_048_576;

/** The arguments of one tool call, held until they are complete. */
export class ToolArguments {
  readonly #cleaner: Cleaner;
  #held: string[] = [];
  #length = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(cleaner: Cleaner) {
    this.#cleaner = cleaner;
  }

  /** Takes the next piece and returns the JSON that it completes, judged; empty while there is none. Each piece is read once. */
  push(piece: string): string {
    let out = '';
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      if (!this.#completes(piece[at])) continue;
      this.#held.push(piece.slice(from, at + 1));
      out += this.#cleaner.json(this.#take());
      from = at + 1;
    }
    this.#held.push(piece.slice(from));
    this.#length += piece.length - from;
    if (this.#length > LONGEST) {
      throw new GuardError('ERR_OUTPUT_INVALID', `The arguments of a tool call are longer than ${LONGEST} characters.`);
    }
    return out;
  }

  /** What never became complete. White space behind the arguments says nothing, and is dropped. */
  end(): string {
    const rest = this.#take();
    return rest.trim() === '' ? '' : this.#cleaner.json(rest);
  }

  #take(): string {
    const whole = this.#held.join('');
    this.#held = [];
    this.#length = 0;
    return whole;
  }

  /** Whether a unit is the bracket that closes the first one. */
  #completes(unit: string | undefined): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (unit === '\\') this.#escaped = true;
      else if (unit === '"') this.#inString = false;
    } else if (unit === '"') this.#inString = true;
    else if (unit === '{' || unit === '[') this.#depth += 1;
    else if ((unit === '}' || unit === ']') && this.#depth > 0) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }
}
