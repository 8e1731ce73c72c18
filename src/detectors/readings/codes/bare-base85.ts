import { unspacedRuns } from '../long-runs.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';
import { readable, seldomReadable } from './byte-text.ts';

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

/** Stretches in base 85 or base 91 without anything around them. */
export function bareBase85(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  unspacedRuns(text, survey, printable, SHORTEST, (start, end) => {
    if (end - start > LONGEST || !mayBegin(text, start)) return;
    const head = text.slice(start, start + TRIED);
    for (const values of VALUES) {
      if (decode(head, values) === undefined) continue;
      const read = decode(text.slice(start, end), values);
      if (read !== undefined) return void found.push({ start, end, text: read });
    }
    if (base91(text.slice(start, start + TRIED_91)) === undefined) return;
    const read = base91(text.slice(start, end));
    if (read !== undefined) found.push({ start, end, text: read });
  });
  return found;
}

/** Whether there are a capital and a sign among the first units, as in words there seldom are. */
function mayBegin(text: string, start: number): boolean {
  let found = 0;
  for (let at = start; at < start + TRIED; at += 1) found |= kinds[text.charCodeAt(at)] ?? 0;
  return found === (CAPITAL | SIGN);
}

const CAPITAL = 1;
const SIGN = 2;
const kinds = new Uint8Array(128).fill(SIGN).fill(0, 48, 58).fill(CAPITAL, 65, 91).fill(0, 97, 123);

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
  return seldomReadable(bytes);
}

const VALUES_91 = new Int8Array(128).fill(-1);
const BASE91 = `${CAPITALS}${SMALL}${FIGURES}!#$%&()*+,./:;<=>?@[]^_\`{|}~"`;
for (let at = 0; at < BASE91.length; at += 1) VALUES_91[BASE91.charCodeAt(at)] = at;
const TRIED_91 = 24;

/** Two digits are 13 bits, or 14 where those say so little that one more has room. See https://base91.sourceforge.net */
function base91(coded: string): string | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at + 1 < coded.length; at += 2) {
    const first = VALUES_91[coded.charCodeAt(at)] ?? -1;
    const second = VALUES_91[coded.charCodeAt(at + 1)] ?? -1;
    if (first === -1 || second === -1) return undefined;
    const value = first + second * 91;
    held |= value << bits;
    bits += (value & 8191) > 88 ? 13 : 14;
    for (; bits > 7; bits -= 8) {
      const byte = held & 255;
      if (byte < 9 || (byte > 13 && byte < 32)) return undefined;
      bytes.push(byte);
      held >>>= 8;
    }
  }
  const last = coded.length % 2 === 1 ? (VALUES_91[coded.charCodeAt(coded.length - 1)] ?? -1) : -1;
  if (last !== -1) bytes.push((held | (last << bits)) & 255);
  return readable(Buffer.from(bytes));
}
