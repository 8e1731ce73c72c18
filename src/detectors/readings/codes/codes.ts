import type { Span } from '../../pattern.ts';
import { reverse } from '../english/strange-letters.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, type Survey, surveyOf } from '../survey.ts';
import { mayBeText } from './base64.ts';
import { readable, seldomReadable } from './byte-text.ts';
import { CAPITAL, type CodeRun, codeRuns, FIGURE, LINE, linesOf, SMALL } from './code-runs.ts';
import { groupRows } from './group-rows.ts';
import { fromDecimals } from './letter-numbers.ts';
import { backwardBase64, fromBigNumber, fromOneByte, isPacked, turnedBase64, unpacked } from './rare-runs.ts';
import { type Code, type Read, readGroups } from './read-groups.ts';

export type { Code } from './read-groups.ts';

/** Stretches of a text, whose case matters, that are text in one of the codes. What decodes to something else is left alone. */
export function decoded(text: string, survey = surveyOf(text), runs = codeRuns(text, survey)): Map<Code, Stretch[]> {
  const found = new Map<Code, Stretch[]>();
  const add = ({ start, end }: Span, [code, read]: Read): void => {
    const list = found.get(code) ?? [];
    list.push({ start, end, text: read });
    found.set(code, list);
  };
  for (const span of groupRows(text, survey)) {
    const row = text.slice(span.start, span.end);
    const read = readGroups(row) ?? (NUMBER_BEFORE.test(row) ? readGroups(row.replace(NUMBER_BEFORE, '')) : undefined);
    if (read !== undefined) add(span, read);
  }
  let packed = 0;
  const unpack = (coded: string): Read | undefined => {
    const form = isPacked(coded, 'base64') ? 'base64' : isPacked(coded, 'hex') ? 'hex' : undefined;
    if (form === undefined || packed === MOST_PACKED) return undefined;
    packed += 1;
    return as(form, unpacked(coded, form));
  };
  for (const span of wrapped(text, withoutFences(text, linesOf(runs), survey))) {
    const run = withoutSpace(text.slice(span.start, span.end));
    const digits = (span.kinds & FIGURE) === 0 ? undefined : readDigits(run, span.kinds);
    if (digits !== undefined) add(span, digits);
    else {
      const from = nameOf(run).length;
      const coded = withoutGroups(run.slice(from));
      const read = as('base64', fromBase64(coded)) ?? unpack(coded) ?? readRare(coded);
      if (read !== undefined) add({ start: from === 0 ? span.start : placeOf(text, span, from), end: span.end }, read);
    }
  }
  return found;
}

/** What tells of the numbers behind it. */
const NUMBER_BEFORE = /^[^:\n]{1,8}:\s{0,4}/;

const as = (code: Code, read: string | undefined): Read | undefined => (read === undefined ? undefined : [code, read]);

/** A run of digits and of one case of letters, but for hexadecimal ones; what it is known to hold tells which it is not. */
const readDigits = (run: string, kinds: number): Read | undefined =>
  as('hex', fromHex(run)) ?? ((kinds & CASES) === CASES || (kinds & LINE) !== 0 ? undefined : readOneCase(run));

const readOneCase = (run: string): Read | undefined =>
  as('binary', fromBinary(run)) ??
  as('base32', fromBase32(run) ?? fromBase32(reverse(run))) ??
  as('character codes', fromDecimals(run));

const readRare = (coded: string): Read | undefined =>
  as('base58', fromBigNumber(coded)) ??
  (mayBeRare(coded) ? as('base64', backwardBase64(coded) ?? turnedBase64(coded) ?? fromOneByte(coded)) : undefined);

/** Unpacking takes long: so many are tried in a text. */
const MOST_PACKED = 4;

/** Runs without the rows of hyphens around the name of a block, and without the name. */
function withoutFences(text: string, runs: readonly CodeRun[], survey: Survey): readonly CodeRun[] {
  if (countOf(survey, '-') < FENCE.length) return runs;
  return runs.filter(({ start, end }) => !text.startsWith(FENCE, start) && !text.startsWith(FENCE, end - FENCE.length));
}

const FENCE = '-----';

/** Units of the shortest code, and both cases. */
const SHORTEST_CODE = 16;
const CASES = SMALL | CAPITAL;

/** Whether a run of one line may be text in a code: digits of any base but letters of one case alone. */
const mayBeCode = ({ start, end, kinds }: CodeRun): boolean =>
  end - start >= SHORTEST_CODE && ((kinds & FIGURE) !== 0 || (kinds & CASES) === CASES);

/** Lines of one code that is wrapped are one run; single ones that are none are left out. */
function wrapped(text: string, lines: readonly CodeRun[]): CodeRun[] {
  const found: CodeRun[] = [];
  let run: CodeRun | undefined;
  let isOne = true;
  const close = (): void => {
    if (run !== undefined && (!isOne || mayBeCode(run))) found.push(isOne ? run : withTail(text, run));
  };
  for (const line of lines) {
    if (run !== undefined && isBreak(text, run.end, line.start)) {
      run = { start: run.start, end: line.end, kinds: run.kinds | line.kinds };
      isOne = false;
      continue;
    }
    close();
    run = line;
    isOne = true;
  }
  close();
  return found;
}

/** Whether the end of a line is all that stands between two runs. */
const isBreak = (text: string, from: number, to: number): boolean =>
  to - from <= LONGEST_BREAK && /^[ \t]*\r?\n[ \t>]*$/.test(text.slice(from, to));
const LONGEST_BREAK = 6;

/** The last line of a code that is wrapped may be short: whole groups of four, or what ends in padding, and no word. */
function withTail(text: string, run: CodeRun): CodeRun {
  const { start, end } = run;
  const tail = /^[ \t]*\r?\n[ \t>]*([A-Za-z0-9+/_-]{2,11}={0,2})(?![\w+/=-])/.exec(text.slice(end, end + 24));
  const [whole = '', coded = ''] = tail ?? [];
  if (coded === '' || coded.startsWith(FENCE) || /^[A-Z]?[a-z]+$/.test(coded) || text[end - 1] === '=') return run;
  const units = text.slice(start, end).replace(/[\s>]+/g, '').length + coded.length;
  const isMeant = coded.endsWith('=') || units % 4 === 0;
  return isMeant ? { start, end: end + whole.length, kinds: run.kinds | FIGURE } : run;
}

/** A run may have a name before it (`data=aGk...`), to the last such sign but those of padding. */
const nameOf = (run: string): string => run.slice(0, withoutTrailing(run, '=').lastIndexOf('=') + 1);

/** Where in a text a unit stands that is counted without white space. */
function placeOf(text: string, { start, end }: Span, units: number): number {
  let at = start;
  for (let count = 0; at < end && (count < units || isSpace(text, at)); at += 1) if (!isSpace(text, at)) count += 1;
  return at;
}

/** A code in groups of one length, with hyphens between them, as one; the last group may be shorter. */
function withoutGroups(run: string): string {
  const size = run.indexOf('-');
  if (size < SHORTEST_GROUP || run.length < (size + 1) * FEWEST_GROUPS) return run;
  for (let at = size; at < run.length; at += size + 1) if (run.indexOf('-', at - size) !== at) return run;
  return run.replaceAll('-', '');
}

const SHORTEST_GROUP = 3;
/** One of the alphabets of base64 has hyphens. */
const FEWEST_GROUPS = 4;

const withoutSpace = (run: string): string => (run.includes('\n') ? run.replace(/\s+/g, '') : run);

const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at));

function fromBase64(run: string): string | undefined {
  if (run.length < SHORTEST_CODE || !mayBeText(run) || !couldBeBase64(run)) return undefined;
  return readable(Buffer.from(run, 'base64'));
}

/** Base64 of text has letters of both cases and few slashes; words, paths and hex have not. Looks at the start only. */
function couldBeBase64(run: string): boolean {
  const start = run.slice(0, 64);
  return (
    /[A-Z]/.test(start) &&
    /[a-z]/.test(start) &&
    !/^[A-Fa-f0-9]+$/.test(start) &&
    (start.match(/[/_-]/g)?.length ?? 0) < start.length / 8
  );
}

/** Words and paths have no figures among letters of both cases. */
const mayBeRare = (run: string): boolean =>
  run.length >= 24 && /[0-9]/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);

/** Most runs are no hexadecimal digits, as their end tells. */
const mayEndHex = (run: string): boolean => HEX_END.test(run.slice(-2));
const HEX_END = /^[0-9A-Fa-fxX]{2}$/;
const MAY_BE_HEX = /^(?:.*=)?[0-9A-Fa-fxX-]+$/;

function fromHex(run: string): string | undefined {
  if (!mayEndHex(run) || !MAY_BE_HEX.test(run)) return undefined;
  let digits = run.replace(/^.*=/, '').replace(/^0[xX]/, '');
  if (/^[xX][0-9A-Fa-f]{2}[xX]/.test(digits)) digits = digits.replace(/[xX]/g, '');
  // Parts of UUIDs, of which the last is filled up with zeros.
  if (digits.includes('-')) digits = withoutTrailing(digits.replaceAll('-', ''), '00');
  if (digits.length < 16 || digits.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(digits)) return undefined;
  return readable(Buffer.from(digits, 'hex'));
}

/** A text without the same part again and again at its end. By hand: an expression would start anew at each of a long row. */
function withoutTrailing(text: string, part: string): string {
  let end = text.length;
  while (text.endsWith(part, end)) end -= part.length;
  return text.slice(0, end);
}

function fromBinary(run: string): string | undefined {
  if (run.length < 32 || run.length % 8 !== 0 || !/^[01]+$/.test(run)) return undefined;
  return readable(Buffer.from((run.match(/.{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2))));
}

/** Those of RFC 4648, that with an extended hexadecimal alphabet, z-base-32 and that of Crockford. */
const BASE32 = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  '0123456789ABCDEFGHIJKLMNOPQRSTUV',
  'YBNDRFG8EJKMCPQXOT1UWISZA345H769',
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
];
/** So much of a run is tried before all of it is: twice eight characters are ten bytes. */
const TRIED_32 = 16;

function fromBase32(run: string): string | undefined {
  if (run.length < 24 || !/^(?:[A-Z0-9]+|[a-z0-9]+)={0,6}$/.test(run) || !/[0-9]/.test(run)) return undefined;
  const digits = withoutTrailing(run.toUpperCase(), '=');
  for (const alphabet of BASE32) {
    if (fromDigits(digits.slice(0, TRIED_32), alphabet) === undefined) continue;
    const read = fromDigits(digits, alphabet);
    if (read !== undefined) return read;
  }
  return undefined;
}

function fromDigits(digits: string, alphabet: string): string | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const unit of digits) {
    const value = alphabet.indexOf(unit);
    if (value === -1) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return seldomReadable(bytes);
}
