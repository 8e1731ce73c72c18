/** A text that is no literal. */
const NOT_A_LITERAL = Symbol('not a literal');
const DEEPEST = 32;
/** Longest text that is read, in UTF-16 units. */
const LONGEST = 4_194_304;

/**
 * Data out of a text as Python prints it: dictionaries, lists, tuples and sets of strings, numbers, `True`, `False`, `None` and
 * calls such as `datetime.date(2024, 5, 1)`, which stay text. Undefined for any other text. One pass; keys are kept as a `Map`.
 */
export function readLiteralText(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !/^[[{(]/.test(trimmed)) return undefined;
  const reader = new LiteralReader(trimmed);
  const value = reader.value(0);
  return value === NOT_A_LITERAL || !reader.atEnd() ? undefined : value;
}

const CLOSED: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const CODES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const WORD = /[\w.+:-]+/y;

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  value(depth: number): unknown {
    this.#skip();
    const sign = this.#text.charAt(this.#at);
    if (depth > DEEPEST) return NOT_A_LITERAL;
    if (sign === '"' || sign === "'") return this.#string(sign);
    const close = CLOSED[sign];
    if (close === undefined) return this.#word();
    this.#at += 1;
    return this.#members(close, depth + 1);
  }

  #skip(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #members(close: string, depth: number): unknown {
    const items: unknown[] = [];
    const fields = new Map<unknown, unknown>();
    for (;;) {
      this.#skip();
      if (this.#text.charAt(this.#at) === close) {
        this.#at += 1;
        return fields.size > 0 ? fields : items;
      }
      const item = this.value(depth);
      if (item === NOT_A_LITERAL) return item;
      this.#skip();
      if (close === '}' && this.#text.charAt(this.#at) === ':') {
        this.#at += 1;
        const field = this.value(depth);
        if (field === NOT_A_LITERAL) return field;
        fields.set(item, field);
      } else items.push(item);
      this.#skip();
      if (this.#text.charAt(this.#at) === ',') this.#at += 1;
      else if (this.#text.charAt(this.#at) !== close) return NOT_A_LITERAL;
    }
  }

  #string(quote: string): unknown {
    const pieces: string[] = [];
    for (this.#at += 1; ; this.#at += 1) {
      const sign = this.#text.charAt(this.#at);
      if (sign === '') return NOT_A_LITERAL;
      if (sign === quote) {
        this.#at += 1;
        return pieces.join('');
      }
      pieces.push(sign === '\\' ? this.#escaped() : sign);
    }
  }

  #escaped(): string {
    this.#at += 1;
    const sign = this.#text.charAt(this.#at);
    const length = CODES[sign];
    if (length === undefined) return ESCAPES[sign] ?? sign;
    const digits = this.#text.slice(this.#at + 1, this.#at + 1 + length);
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return sign;
    this.#at += length;
    const point = Number.parseInt(digits, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }

  #word(): unknown {
    WORD.lastIndex = this.#at;
    const [word] = WORD.exec(this.#text) ?? [];
    if (word === undefined) return NOT_A_LITERAL;
    this.#at += word.length;
    if (this.#text.charAt(this.#at) !== '(') return word === 'None' ? null : word;
    const end = this.#text.indexOf(')', this.#at);
    if (end === -1 || /["'([{]/.test(this.#text.slice(this.#at + 1, end))) return NOT_A_LITERAL;
    const called = word + this.#text.slice(this.#at, end + 1);
    this.#at = end + 1;
    return called;
  }
}
