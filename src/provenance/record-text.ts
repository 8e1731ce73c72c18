/** Longest text that is read as data, in UTF-16 units. */
const LONGEST = 4_194_304;
const DEEPEST = 32;

/**
 * Data out of a text: JSON, or the block form of YAML as libraries write it (maps, lists, quoted and folded scalars). No tags, no
 * anchors, no aliases, no merge keys: a text with what is not known is no data, and the answer is undefined. Scalars stay text.
 * A bare scalar of one line is itself.
 */
export function readRecordText(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  if (/^[[{"]/.test(trimmed)) {
    try {
      return JSON.parse(trimmed);
    } catch {
      if (!trimmed.startsWith('"')) return undefined;
    }
  }
  try {
    return new BlockReader(text).document();
  } catch (error) {
    if (error instanceof NotData) return undefined;
    throw error;
  }
}

class NotData extends Error {}

interface Line {
  readonly indent: number;
  readonly text: string;
}

const KEY =
  /^("(?:[^"\\]|\\.){0,200}"|'(?:[^']|''){0,200}'|[^\s"'\-?:,[\]{}#&*!|>%@`][^:#\n]{0,200}?|-?[\w@.+/-]{1,200}) ?:(?: +|$)/;

/** One pass over the lines; nothing is looked at twice. */
class BlockReader {
  readonly #lines: Line[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/).map((line) => {
      const content = line.trimStart();
      return { indent: line.length - content.length, text: content.trimEnd() };
    });
    while (this.#lines.at(-1)?.text === '') this.#lines.pop();
  }

  document(): unknown {
    this.#skipEmpty();
    const first = this.#lines[this.#at];
    if (first === undefined) return undefined;
    if (!isItem(first.text) && !KEY.test(first.text)) {
      if (this.#lines.length > this.#at + 1 && !/^["']/.test(first.text)) return undefined;
      return this.#scalar(first.text, -1);
    }
    const value = this.#block(first.indent, 0);
    if (this.#at < this.#lines.length) throw new NotData();
    return value;
  }

  #skipEmpty(): void {
    while (this.#lines[this.#at]?.text === '') this.#at += 1;
  }

  #block(indent: number, depth: number): unknown {
    if (depth > DEEPEST) throw new NotData();
    const line = this.#lines[this.#at];
    if (line === undefined) return undefined;
    return isItem(line.text) ? this.#list(indent, depth) : this.#map(indent, depth);
  }

  #list(indent: number, depth: number): unknown[] {
    const items: unknown[] = [];
    for (;;) {
      this.#skipEmpty();
      const line = this.#lines[this.#at];
      if (line === undefined || line.indent < indent || !isItem(line.text)) return items;
      if (line.indent > indent) throw new NotData();
      const rest = line.text.slice(1).trimStart();
      if (rest === '') {
        this.#at += 1;
        items.push(this.#nested(indent, depth));
        continue;
      }
      const inner = indent + line.text.length - rest.length;
      if (isItem(rest) || KEY.test(rest)) {
        this.#lines[this.#at] = { indent: inner, text: rest };
        items.push(this.#block(inner, depth + 1));
      } else items.push(this.#scalar(rest, indent));
    }
  }

  #map(indent: number, depth: number): Record<string, unknown> {
    const fields: [string, unknown][] = [];
    for (;;) {
      this.#skipEmpty();
      const line = this.#lines[this.#at];
      if (line === undefined || line.indent < indent) break;
      const key = KEY.exec(line.text);
      if (key === null && line.indent === indent && isItem(line.text)) break;
      if (line.indent > indent || key === null) throw new NotData();
      const rest = line.text.slice(key[0].length);
      if (rest === '') {
        this.#at += 1;
        fields.push([unquoted(key[1] ?? ''), this.#nested(indent, depth, true)]);
      } else fields.push([unquoted(key[1] ?? ''), this.#scalar(rest, indent)]);
    }
    return Object.fromEntries(fields);
  }

  /** What stands below a key or a dash. A list may stand at the column of its key. */
  #nested(indent: number, depth: number, underKey = false): unknown {
    this.#skipEmpty();
    const line = this.#lines[this.#at];
    if (line === undefined || line.indent < indent) return undefined;
    if (line.indent === indent) return underKey && isItem(line.text) ? this.#list(indent, depth + 1) : undefined;
    if (isItem(line.text) || KEY.test(line.text)) return this.#block(line.indent, depth + 1);
    return this.#scalar(line.text, indent);
  }

  /** A scalar that begins in the present line and goes on in lines that are further in. */
  #scalar(start: string, indent: number): unknown {
    this.#at += 1;
    const quote = start.charAt(0);
    if (quote === "'" || quote === '"') return this.#quoted(start, quote);
    if (/^[|>][+-]?\d?$/.test(start)) return this.#continued('', indent);
    if (/^(?:\[\]|\{\})$/.test(start)) return start === '[]' ? [] : {};
    if (/^[[{]/.test(start)) return flow(start);
    if (/^[&*!%@`]/.test(start)) throw new NotData();
    return this.#continued(start, indent);
  }

  #continued(start: string, indent: number): string {
    const pieces = start === '' ? [] : [start];
    for (;;) {
      const line = this.#lines[this.#at];
      if (line === undefined || (line.text !== '' && line.indent <= indent)) break;
      pieces.push(line.text === '' ? '\n' : line.text);
      this.#at += 1;
    }
    return pieces.join(' ').trim();
  }

  #quoted(start: string, quote: string): string {
    const pieces: string[] = [];
    for (let text = start.slice(1); ; ) {
      const end = endOfQuoted(text, quote);
      if (end !== -1) {
        if (text.slice(end + 1).trim() !== '') throw new NotData();
        pieces.push(text.slice(0, end));
        const joined = pieces.join('');
        return quote === '"' ? unescaped(joined) : joined.replaceAll("''", "'");
      }
      const joins = quote === '"' && text.endsWith('\\');
      pieces.push(joins ? text.slice(0, -1) : text === '' ? '\n' : `${text} `);
      const line = this.#lines[this.#at];
      if (line === undefined) throw new NotData();
      this.#at += 1;
      text = joins ? line.text.replace(/^\\ /, ' ') : line.text;
    }
  }
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');

function endOfQuoted(text: string, quote: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote === '"' && sign === '\\') at += 1;
    else if (sign === quote) {
      if (quote === '"' || text.charAt(at + 1) !== quote) return at;
      at += 1;
    }
  }
  return -1;
}

/** A list in brackets, of plain scalars. */
function flow(text: string): unknown {
  if (!/^\[[^[\]{}"']*\]$/.test(text)) throw new NotData();
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim());
}

const unquoted = (key: string): string =>
  key.startsWith('"')
    ? unescaped(key.slice(1, -1))
    : key.startsWith("'")
      ? key.slice(1, -1).replaceAll("''", "'")
      : key;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\x1b', b: '\b', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs, (_whole, x, u, long, sign) => {
    const code = [x, u, long].find((digits) => typeof digits === 'string');
    if (typeof code === 'string') {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return ESCAPES[String(sign)] ?? String(sign);
  });
