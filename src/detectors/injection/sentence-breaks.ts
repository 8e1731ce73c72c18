/** Tells whether a sentence ends between two places of a text, where that is asked for: in most of a text it is not. */
export class SentenceBreaks {
  #text = '';
  /** What is known: of ends from `#from` to `#to`, the last one left out, the latest at which a sentence ends, or -1. */
  #from = 0;
  #to = 0;
  #latest = -1;

  /** Starts on another text. */
  start(text: string): void {
    this.#text = text;
    this.#to = -1;
  }

  /** Whether a sentence ends at `from` or behind it, and before `to`. Each unit before `to` is looked at once for all that end there. */
  between(from: number, to: number): boolean {
    if (to !== this.#to) {
      this.#from = to;
      this.#to = to;
      this.#latest = -1;
    }
    while (this.#latest === -1 && this.#from > from) {
      this.#from -= 1;
      if (endsSentence(this.#text, this.#from)) this.#latest = this.#from;
    }
    return this.#latest >= from;
  }
}

/** Whether a sentence ends right before an offset. A full stop inside a number, an address or a name ends none. */
function endsSentence(text: string, end: number): boolean {
  const unit = text.charCodeAt(end - 1);
  if (unit === 46) return !(text.charCodeAt(end) > 32);
  return (
    unit === 33 || unit === 63 || unit === 59 || unit === 0x3002 || (unit === 10 && text.charCodeAt(end - 2) === 10)
  );
}
