import { type Emit, isAlphanumeric, type Token } from './found.ts';

/** IEEE 802: six pairs joined by colons or hyphens, or three fours joined by full stops. */
const MAC =
  /(?:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}|[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}|[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4})(?![0-9A-Z_]|[:.-][0-9A-Z])/iy;

/** Address of no device: all zeros or all ones. */
const NO_DEVICE = /^(?:[0:.-]+|[F:.-]+)$/i;

/** A hardware address that the token has a part of: it is looked for where it would start. */
export function macAt(text: string, { start, end }: Token, emit: Emit): void {
  const size = end - start;
  if (size !== 2 && size !== 4) return;
  for (let from = start; from >= 0 && from > start - 18; from -= size + 1) {
    MAC.lastIndex = from;
    if (!isAlphanumeric(text, from - 1) && text[from - 1] !== ':' && text[from - 1] !== '_' && MAC.test(text)) {
      const address = text.slice(from, MAC.lastIndex);
      // Three numbers of four digits are rather a part of something else.
      if (!NO_DEVICE.test(address) && (size === 2 ? !/^[\d-]+$/.test(address) : /[A-F]/i.test(address)))
        emit('mac-address', from, MAC.lastIndex);
      return;
    }
    if (!/[:.-]/.test(text.charAt(from - 1))) return;
  }
}
