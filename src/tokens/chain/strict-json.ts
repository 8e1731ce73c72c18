/** What is read may not hold more than this. */
export interface JsonBounds {
  /** Objects and lists inside each other. */
  readonly maxDepth: number;
}

/** Why a text is no strict JSON. Only for use inside this folder, where it becomes a refusal of the token. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/**
 * JSON with one reading only. `JSON.parse` keeps the last of two equal names, other readers the first: here duplicates are
 * refused, also when one is written with escapes. So are `__proto__`, `-0`, whole numbers that a double cannot hold,
 * numbers out of range, lone surrogates, control characters and anything after the value. Objects inherit nothing.
 *
 * @throws `JsonError`
 */
export function parseStrictJson(text: string, { maxDepth }: JsonBounds): unknown {
  const reader = new Reader(text, maxDepth);
  const value = reader.value(0);
  reader.end();
  return value;
}

/**
 * What is read into: inherits from an object that is empty and inherits nothing, so that only what was written is found in it.
 * Engines read and write such objects faster than those without a prototype.
 */
class Bare {
  [name: string]: unknown;
  static {
    Object.setPrototypeOf(Bare.prototype, null);
    Reflect.deleteProperty(Bare.prototype, 'constructor');
    Object.freeze(Bare.prototype);
  }
}

class Reader {
  readonly #text: string;
  readonly #maxDepth: number;
  #at = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  /** The depth is bounded before each step down, so that no text can use up the stack. */
  value(depth: number): unknown {
    if (depth > this.#maxDepth) throw new JsonError('too deep');
    this.#space();
    switch (this.#text.charCodeAt(this.#at)) {
      case QUOTE:
        return this.#string();
      case OPEN_OBJECT:
        return this.#object(depth);
      case OPEN_LIST:
        return this.#list(depth);
      case 0x74:
        return this.#word('true', true);
      case 0x66:
        return this.#word('false', false);
      case 0x6e:
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  end(): void {
    this.#space();
    if (this.#at !== this.#text.length) throw new JsonError('text after the value');
  }

  #object(depth: number): object {
    const object = new Bare();
    this.#at += 1;
    this.#space();
    if (this.#take(CLOSE_OBJECT)) return object;
    for (;;) {
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== QUOTE) throw new JsonError('a name is missing');
      const name = this.#string();
      if (name === '__proto__') throw new JsonError('a name is __proto__');
      if (name in object) throw new JsonError('a name stands twice');
      this.#space();
      if (!this.#take(COLON)) throw new JsonError('a colon is missing');
      object[name] = this.value(depth + 1);
      this.#space();
      if (this.#take(CLOSE_OBJECT)) return object;
      if (!this.#take(COMMA)) throw new JsonError('a comma is missing');
    }
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take(CLOSE_LIST)) return list;
    for (;;) {
      list.push(this.value(depth + 1));
      this.#space();
      if (this.#take(CLOSE_LIST)) return list;
      if (!this.#take(COMMA)) throw new JsonError('a comma is missing');
    }
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let escaped = false;
    let at = start + 1;
    for (; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escaped = true;
        at += 1;
      } else if (!(code >= 0x20)) {
        throw new JsonError('a string does not end, or holds a control character');
      }
    }
    this.#at = at + 1;
    // A longer slice would hold on to the whole text for as long as it lives.
    const value =
      escaped || at - start > LONGEST_COPIED ? copied(text.slice(start, this.#at)) : text.slice(start + 1, at);
    if (!value.isWellFormed()) throw new JsonError('a lone surrogate');
    return value;
  }

  #number(): number {
    const digits = this.#digits();
    if (digits !== undefined) return digits;
    NUMBER.lastIndex = this.#at;
    const text = NUMBER.exec(this.#text)?.[0];
    if (text === undefined) throw new JsonError('no value where one must be');
    this.#at += text.length;
    const value = Number(text);
    if (!Number.isFinite(value) || Object.is(value, -0)) throw new JsonError('a number that has no one reading');
    if (WHOLE.test(text) && !Number.isSafeInteger(value)) throw new JsonError('a whole number beyond 2^53');
    return value;
  }

  /** A whole number of at most 15 digits, which is what most are. Undefined for any other. */
  #digits(): number | undefined {
    const start = this.#at;
    let at = start;
    let value = 0;
    for (; at - start < 16; at += 1) {
      const digit = this.#text.charCodeAt(at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    const next = this.#text.charCodeAt(at);
    const ends = next === COMMA || next === CLOSE_OBJECT || next === CLOSE_LIST;
    const leadingZero = at - start > 1 && this.#text.charCodeAt(start) === 0x30;
    if (at === start || at - start > 15 || leadingZero || !ends) return undefined;
    this.#at = at;
    return value;
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new JsonError('no value where one must be');
    this.#at += word.length;
    return value;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }
}

/** One string literal whose end has been found, as a string of its own: the engine knows the escapes. */
function copied(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new JsonError('an escape that is none');
  }
}

/** V8 copies slices of up to 12 characters. */
const LONGEST_COPIED = 12;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WHOLE = /^-?[0-9]+$/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;
