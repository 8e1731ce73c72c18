/** Told of each entry that stands in a text: its place in the list of entries, and the units it takes. */
export type Found = (entry: number, start: number, end: number) => void;

/** Entries that are found in the order of their starts and told in the order of their ends, of those that end together the longest first. */
export class FoundEntries {
  readonly #found: Found;
  readonly #entries: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #waiting = 0;

  constructor(found: Found) {
    this.#found = found;
  }

  clear(): void {
    this.#waiting = 0;
  }

  add(entry: number, start: number, end: number): void {
    let at = this.#waiting;
    for (; at > 0 && (this.#ends[at - 1] ?? 0) > end; at -= 1) this.#move(at - 1, at);
    this.#entries[at] = entry;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#waiting += 1;
  }

  /** Tells what ends up to an offset. Nothing that is found later may. */
  tell(until: number): void {
    const waiting = this.#waiting;
    let told = 0;
    for (; told < waiting && (this.#ends[told] ?? 0) <= until; told += 1)
      this.#found(this.#entries[told] ?? 0, this.#starts[told] ?? 0, this.#ends[told] ?? 0);
    if (told === 0) return;
    for (let at = told; at < waiting; at += 1) this.#move(at, at - told);
    this.#waiting = waiting - told;
  }

  #move(from: number, to: number): void {
    this.#entries[to] = this.#entries[from] ?? 0;
    this.#starts[to] = this.#starts[from] ?? 0;
    this.#ends[to] = this.#ends[from] ?? 0;
  }
}
