/** Hashes of texts, by FNV-1a: that of a longer text goes on from that of its beginning. Equal on every machine; different texts may share one. */
export const EMPTY = 0x811c9dc5 | 0;
export const lengthened = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** The hash of a stretch of a text. */
export function hashOf(text: string, start: number, end: number): number {
  let hash = EMPTY;
  for (let at = start; at < end; at += 1) hash = lengthened(hash, text.charCodeAt(at));
  return hash;
}

/** One number for two in their order. */
export function hashPair(first: number, second: number): number {
  let hash = Math.imul((Math.imul(first, 0x85ebca6b) + 0x7f4a7c15) ^ second, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
