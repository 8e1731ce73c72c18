/**
 * Records of a few numbers, each kept by a key of 32 bits, as hashes are. What one look needs lies close together, because much else
 * is read between two looks: a few kilobytes tell of most keys that they are not there, and a record lies beside its key.
 */
export class RecordTable {
  /** The key of a record at its place, its numbers behind it: 0 until they are set. */
  readonly numbers: Int32Array;
  readonly #width: number;
  /** A bit for some of the bits of each key: 0 where no key has them. */
  readonly #sieve: Int32Array;
  readonly #shift: number;

  /**
   * @param most how many records there may be
   * @param width of a record, with its key: a power of two
   */
  constructor(most: number, width: 2 | 4) {
    const bits = Math.max(FEWEST_BITS, 33 - Math.clz32(most));
    this.numbers = new Int32Array(width * 2 ** bits);
    this.#width = width;
    this.#sieve = new Int32Array(2 ** (bits + SIEVE_MORE - 5));
    this.#shift = 32 - bits;
  }

  /** The place of the record with a key, or -1. */
  find(key: number): number {
    const mixed = Math.imul(key, MIX);
    const bit = mixed >>> (this.#shift - SIEVE_MORE);
    if ((((this.#sieve[bit >>> 5] ?? 0) >>> bit) & 1) === 0) return -1;
    const place = this.#placeOf(key, mixed);
    return this.numbers[place] === FREE ? -1 : place;
  }

  /** The place of the record with a key, which is made if there is none. */
  claim(key: number): number {
    const mixed = Math.imul(key, MIX);
    const bit = mixed >>> (this.#shift - SIEVE_MORE);
    this.#sieve[bit >>> 5] = (this.#sieve[bit >>> 5] ?? 0) | (1 << bit);
    const place = this.#placeOf(key, mixed);
    this.numbers[place] = keyOf(key);
    return place;
  }

  #placeOf(key: number, mixed: number): number {
    const { numbers } = this;
    const own = keyOf(key);
    const last = numbers.length - 1;
    let place = (mixed >>> this.#shift) * this.#width;
    while (numbers[place] !== own && numbers[place] !== FREE) place = (place + this.#width) & last;
    return place;
  }
}

const FREE = 0;
/** Where no record is the key is 0, so that 0 as a key is the same as 1. */
const keyOf = (key: number): number => (key === FREE ? 1 : key);
const FEWEST_BITS = 5;
/** The sieve has so many times more bits than there is room for records, as a power of two. */
const SIEVE_MORE = 2;
const MIX = 0x9e3779b1;
