/** What can be said of a regular expression without running it. */
export interface Structure {
  /** Longest text it can match, look-ahead included, in UTF-16 units; `Infinity` when a repetition has no bound. */
  readonly longest: number;
  /** Shortest text it can match, look-around left out, in UTF-16 units. */
  readonly shortest: number;
  /** In how many ways one text can be divided among its repetitions, at most: the work it can take at one place. */
  readonly ways: number;
  /** Why it may take more time than its length, and what to do about it, or undefined. */
  readonly danger?: string;
}

interface Part {
  readonly longest: number;
  readonly shortest: number;
  readonly ways: number;
}

const EMPTY: Part = { longest: 0, shortest: 0, ways: 1 };
const ONE: Part = { longest: 1, shortest: 1, ways: 1 };

/** Looks at the source of an expression without the `v` flag. What it does not know it reports as a danger. */
export function structureOf(source: string): Structure {
  const reader = new Reader(source);
  const part = reader.alternatives();
  const danger =
    reader.danger ?? (reader.atEnd ? undefined : 'it cannot be read. Write it without what the flag v allows');
  return { ...part, ...(danger === undefined ? {} : { danger }) };
}

class Reader {
  danger: string | undefined;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  /** Until the end of the group: the longest of the alternatives, and the ways of all of them. */
  alternatives(): Part {
    let whole = this.#sequence();
    while (this.#take('|')) {
      const other = this.#sequence();
      whole = {
        longest: Math.max(whole.longest, other.longest),
        shortest: Math.min(whole.shortest, other.shortest),
        ways: whole.ways + other.ways,
      };
    }
    return whole;
  }

  #sequence(): Part {
    let whole = EMPTY;
    while (!this.atEnd && !this.#sees('|') && !this.#sees(')')) {
      const part = this.#repeated(this.#atom());
      whole = {
        longest: whole.longest + part.longest,
        shortest: whole.shortest + part.shortest,
        ways: whole.ways * part.ways,
      };
    }
    return whole;
  }

  #atom(): Part {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#take('\\')) return this.#escape();
    const assertion = this.#sees('^') || this.#sees('$');
    this.#at += 1;
    return assertion ? EMPTY : ONE;
  }

  #group(): Part {
    const kind = this.#match(/\?(?:<?[=!]|<[^>]{1,60}>|[a-z-]{0,8}:)/y) ?? '';
    const part = this.alternatives();
    if (!this.#take(')')) this.danger ??= 'a group is not closed. Close it';
    // What is looked at behind the match counts as work, not as length.
    if (kind === '?<=' || kind === '?<!') return { ...part, longest: 0, shortest: 0 };
    return kind === '?=' || kind === '?!' ? { ...part, shortest: 0 } : part;
  }

  #class(): Part {
    this.#take('^');
    while (!this.atEnd && !this.#sees(']')) this.#at += this.#sees('\\') ? 2 : 1;
    this.#at += 1;
    return ONE;
  }

  #escape(): Part {
    if (this.#match(/[bB]/y) !== undefined) return EMPTY;
    if (this.#match(/[1-9]|k</y) !== undefined)
      this.danger ??= 'it refers back to a group. Write out what the group matches';
    else if (this.#match(/u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|[pP]\{[\w=]{1,60}\}/iy) === undefined)
      this.#at += 1;
    return ONE;
  }

  #repeated(part: Part): Part {
    const sign = this.#match(/[*+?]|\{\d{1,9}(?:,\d{0,9})?\}/y);
    if (sign === undefined) return part;
    this.#take('?');
    const [least, most] = bounds(sign);
    if (most === Number.POSITIVE_INFINITY)
      this.danger ??= `the repetition "${sign}" has no upper bound. Give it one, such as {20,64}`;
    if (most > 1 && part.ways > 1 && part.longest > 0)
      this.danger ??=
        'a repeated group holds a repetition, an alternative or an optional part. Repeat a class such as [a-z], or write the group out';
    const ways = most > 1 ? (most - least + 1) * part.ways : part.ways + (most - least);
    return { longest: most * part.longest, shortest: least * part.shortest, ways };
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

function bounds(sign: string): readonly [least: number, most: number] {
  if (sign === '?') return [0, 1];
  if (sign === '*') return [0, Number.POSITIVE_INFINITY];
  if (sign === '+') return [1, Number.POSITIVE_INFINITY];
  const [least = 0, most = sign.includes(',') ? Number.POSITIVE_INFINITY : least] = (sign.match(/\d+/g) ?? []).map(
    Number,
  );
  return [least, most];
}
