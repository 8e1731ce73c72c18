import { endianness } from 'node:os';

export const BIG_ENDIAN = endianness() === 'BE';

/** By its length in UTF-8, which is counted without a look at each unit. */
export const isAsciiOnly = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** The same text: where it is ASCII, not as a part of a longer one, which is read through that, in units as wide as those are. */
export const byItself = (text: string): string =>
  isAsciiOnly(text) ? Buffer.from(text, 'latin1').toString('latin1') : text;

/** Longer texts get room of their own, which is not kept. */
const MOST_KEPT = 0x20000;

/** The units of one text at a time: a pass over all of them reads them faster from here than from a string. */
export class TextUnits {
  #bytes = Buffer.alloc(0);
  #units = new Uint16Array(0);

  /** The units of a text, until the next one is read. What stands behind its length is of another. */
  of(text: string): Uint16Array {
    const { length } = text;
    if (length > MOST_KEPT) {
      const bytes = Buffer.alloc(2 * length);
      write(text, bytes);
      return unitsIn(bytes);
    }
    if (length > this.#units.length) {
      this.#bytes = Buffer.alloc(2 * Math.min(MOST_KEPT, 2 * length));
      this.#units = unitsIn(this.#bytes);
    }
    write(text, this.#bytes);
    return this.#units;
  }
}

const unitsIn = (bytes: Buffer<ArrayBuffer>): Uint16Array<ArrayBuffer> =>
  new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);

function write(text: string, bytes: Buffer): void {
  const written = bytes.write(text, 0, 'utf16le');
  if (BIG_ENDIAN) bytes.subarray(0, written).swap16();
}
