import * as types from 'node:util/types';
import { errorText } from './error-text.ts';
import type { TextCleaner } from './text.ts';

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const MAX_STRING = 1024;
const MAX_KEY = 64;
const MAX_DEPTH = 6;
/** Of one object or array. */
const MAX_ENTRIES = 32;
/** Of the whole copy as JSON, in UTF-8 bytes, marks included. */
const MAX_BYTES = 8 * 1024;
/** Of these, kept back for what is said in place of the rest. */
const RESERVE = 512;
/** Of all strings together, as the redactor sees them: it costs about 0.1 ms for 1 KB. */
const MAX_WORK = 32 * 1024;
const CUT = '[cut]';
/** Bytes of what says how many entries were left out. */
const MARK = 24;
/** Longer than any integer that means something; printing one takes time quadratic in its digits. */
const MAX_BIGINT = 2n ** 256n;

// What such a key holds is secret whatever it looks like.
const SECRET_KEY =
  /pass(?:word|wd|phrase|code)|^pass$|\bpwd\b|secret|token|(?:api|access|private)[-_ ]?key|^key$|^auth$|authori[sz]ation|bearer|cookie|credential|session|signature|\bpin\b|\botp\b/i;

/**
 * Copies data of a caller into plain JSON that is small, redacted and safe to write. It runs no code of the caller: getters are
 * not called, Proxies not entered, `toJSON` is a key like any other. What does not fit is replaced by a word in brackets.
 * `counts` says that numbers are counts of a guard (`github-token: 2`), which stay under any name.
 */
export function boundedCopy(value: unknown, clean: TextCleaner, numbers: 'counts' | 'values' = 'counts'): Json {
  return new Copy(clean, numbers).of(value, 0);
}

class Copy {
  readonly #clean: TextCleaner;
  readonly #numbers: 'counts' | 'values';
  readonly #ancestors: object[] = [];
  #bytes = MAX_BYTES;
  #work = MAX_WORK;

  constructor(clean: TextCleaner, numbers: 'counts' | 'values') {
    this.#clean = clean;
    this.#numbers = numbers;
  }

  of(value: unknown, depth: number): Json {
    switch (typeof value) {
      case 'string':
        return this.#text(value, MAX_STRING);
      case 'number':
        return this.#spend(Number.isFinite(value) ? value : String(value));
      case 'boolean':
        return this.#spend(value);
      case 'bigint':
        return this.#spend(value < MAX_BIGINT && value > -MAX_BIGINT ? `${value}n` : '[bigint]');
      case 'object':
        return value === null ? this.#spend(null) : this.#object(value, depth);
      default:
        return this.#spend(`[${typeof value}]`);
    }
  }

  #text(text: string, limit: number): string {
    this.#work -= Math.min(text.length, limit * 3); // a redactor sees more than what is kept
    return this.#spend(this.#work < 0 ? CUT : this.#clean(text, limit));
  }

  #spend<T extends Json>(part: T): T | typeof CUT {
    const bytes = Buffer.byteLength(JSON.stringify(part)) + 1; // and a comma
    const fits = bytes <= this.#bytes - RESERVE;
    this.#bytes -= fits ? bytes : 8;
    return fits ? part : CUT;
  }

  #object(value: object, depth: number): Json {
    if (types.isProxy(value)) return this.#spend('[proxy]');
    if (types.isNativeError(value)) return this.#spend(errorText(value, this.#clean));
    if (types.isDate(value)) return this.#spend(dateText(value));
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return this.#spend('[binary]'); // how long it says it is, is its own word
    if (types.isMap(value) || types.isSet(value)) return this.#spend('[collection]');
    if (this.#ancestors.includes(value)) return this.#spend('[cycle]');
    if (depth >= MAX_DEPTH) return this.#spend('[too deep]');
    this.#bytes -= 2;
    this.#ancestors.push(value);
    const copy = Array.isArray(value) ? this.#items(value, depth) : this.#entries(value, depth);
    this.#ancestors.pop();
    return copy;
  }

  #items(array: readonly unknown[], depth: number): Json {
    const copy: Json[] = [];
    for (let index = 0; index < array.length; index++) {
      if (index === MAX_ENTRIES || this.#bytes <= RESERVE) {
        copy.push(`[${array.length - index} more]`);
        this.#bytes -= MARK;
        break;
      }
      copy.push(this.#property(array, String(index), depth));
    }
    return copy;
  }

  #entries(object: object, depth: number): Json {
    const copy: { [key: string]: Json } = Object.create(null);
    const keys = Object.keys(object);
    for (const [index, key] of keys.entries()) {
      if (index === MAX_ENTRIES || this.#bytes <= RESERVE) {
        copy['[more]'] = keys.length - index;
        this.#bytes -= MARK;
        break;
      }
      const name = this.#text(key, MAX_KEY);
      const secret = SECRET_KEY.test(key.slice(0, MAX_STRING));
      const held = this.#property(object, key, depth, secret);
      this.#bytes -= 6; // a colon, and what tells two keys apart that became the same
      copy[name in copy ? `${name} (${index})` : name] = held;
    }
    return copy;
  }

  #property(holder: object, key: string, depth: number, secret = false): Json {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (descriptor === undefined) return this.#spend('[undefined]'); // a hole in an array
    if (!('value' in descriptor)) return this.#spend('[getter]');
    const { value } = descriptor as { readonly value: unknown };
    const count = typeof value === 'number' && this.#numbers === 'counts';
    const harmless = count || typeof value === 'boolean' || value === null || value === undefined;
    return secret && !harmless ? this.#spend('[withheld]') : this.of(value, depth + 1);
  }
}

function dateText(date: Date): string {
  try {
    return Date.prototype.toISOString.call(date);
  } catch {
    return '[invalid date]';
  }
}
