import { readable } from './byte-text.ts';
import { longRuns } from './long-runs.ts';
import type { Stretch } from './stretches.ts';

const FIGURES = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
/** Those of Adobe, of RFC 1924, and of ZeroMQ (RFC 32 of its own). */
const ALPHABETS: readonly string[] = [
  Array.from({ length: 85 }, (_, at) => String.fromCharCode(33 + at)).join(''),
  `${FIGURES}${CAPITALS}${SMALL}!#$%&()*+-;<=>?@^_\`{|}~`,
  `${FIGURES}${SMALL}${CAPITALS}.-:+=^!/*?&<>()[]{}@%$#`,
];
const VALUES = ALPHABETS.map((alphabet) => {
  const values = new Int8Array(128).fill(-1);
  for (let at = 0; at < alphabet.length; at += 1) values[alphabet.charCodeAt(at)] = at;
  return values;
});

const printable = new Uint8Array(128).fill(1, 33, 127);
const SHORTEST = 25;
const LONGEST = 20_000;
/** So many units are tried before all are: sixteen bytes. */
const TRIED = 20;

/** Stretches in base 85 without anything around them. */
export function bareBase85(text: string): Stretch[] {
  const found: Stretch[] = [];
  longRuns(text, { ascii: printable, others: false }, SHORTEST, (start, end) => {
    const head = text.slice(start, start + TRIED);
    if (end - start > LONGEST || !/[A-Z]/.test(head) || !/[^A-Za-z0-9]/.test(head)) return;
    for (const values of VALUES) {
      if (decode(head, values) === undefined) continue;
      const read = decode(text.slice(start, end), values);
      if (read !== undefined) return void found.push({ start, end, text: read });
    }
  });
  return found;
}

function decode(coded: string, values: Int8Array): string | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < coded.length; at += 5) {
    const length = Math.min(5, coded.length - at);
    let value = 0;
    for (let digit = 0; digit < 5; digit += 1) {
      const next = digit < length ? (values[coded.charCodeAt(at + digit)] ?? -1) : 84;
      if (next === -1) return undefined;
      value = value * 85 + next;
    }
    if (value > 0xffffffff) return undefined;
    for (let byte = 0; byte < length - 1; byte += 1) bytes.push((value >>> (24 - byte * 8)) & 0xff);
  }
  return readable(Buffer.from(bytes));
}
