import type { Span } from '../pattern.ts';

/**
 * What looking for disguises may take beside reading, in units of a text that are read once: most texts need a small part of it. What
 * is not tried because no more is left is remembered.
 */
export class Effort {
  #left: number;
  #start = Number.POSITIVE_INFINITY;
  #end = 0;

  constructor(units = Number.POSITIVE_INFINITY) {
    this.#left = units;
  }

  /** Takes what trying a span takes. False if there was too little left before. */
  allows(units: number, start: number, end: number): boolean {
    if (this.#left <= 0) {
      this.#start = Math.min(this.#start, start);
      this.#end = Math.max(this.#end, end);
      return false;
    }
    this.#left -= units;
    return true;
  }

  /** Takes what trying took, where that is known only behind it. */
  spend(units: number): void {
    this.#left -= units;
  }

  /** From where to where something was not tried since this was asked last. */
  untried(): Span | undefined {
    const span = this.#end > 0 ? { start: this.#start, end: this.#end } : undefined;
    this.#start = Number.POSITIVE_INFINITY;
    this.#end = 0;
    return span;
  }
}
