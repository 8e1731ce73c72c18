const TURN_BITS = 14;
const MOST_TURNS = 2 ** TURN_BITS - 1;

/**
 * Which features of a range a sentence already has. There are too many to have a place each that stays near the processor: those of
 * one sentence share a small table, in which what earlier ones had counts as free.
 */
export class SeenFeatures {
  /** Each with the number of the turn above its own. */
  readonly #kept: Int32Array;
  readonly #featureBits: number;
  #turn = 0;

  /**
   * @param featureBits features are below 2 to the power of this, at most 17
   * @param most how many a sentence has
   */
  constructor(featureBits: number, most: number) {
    this.#kept = new Int32Array(2 ** (34 - Math.clz32(most)));
    this.#featureBits = featureBits;
  }

  /** Starts on another sentence. */
  clear(): void {
    this.#turn += 1;
    if (this.#turn <= MOST_TURNS) return;
    this.#kept.fill(0);
    this.#turn = 1;
  }

  /** Whether a feature is new to the sentence, which has it from then on. */
  add(feature: number): boolean {
    const kept = this.#kept;
    const bits = this.#featureBits;
    const wanted = (this.#turn << bits) | feature;
    const last = kept.length - 1;
    let place = feature & last;
    for (let there = kept[place] ?? 0; there >>> bits === this.#turn; there = kept[place] ?? 0) {
      if (there === wanted) return false;
      place = (place + 1) & last;
    }
    kept[place] = wanted;
    return true;
  }
}
