import { knownShare, knownShareAt, LEFT_OUT } from '../english/vocabulary.ts';
import type { GrowingStretch, Stretch } from '../stretches.ts';
import { edgeAt, surveyOf } from '../survey.ts';

/** Units of a part that is judged by itself, but for its last word: a line or some, or a piece of a line. */
const PART = 400;
const SHORTEST_LINE = 24;
/** Rows of signs between letters in a part, at least, and the most units for one of them. */
const FEWEST = 5;
const MOST_UNITS = 14;
/** Units of one sign. */
const LONGEST = 6;
/** Shares of letters in known words: without the sign, at least; and so much more than with it. */
const READABLE = 0.6;
const GAINED = 0.25;

const LETTER = 1;
const SIGN = 2;
/** By unit below U+0080; those above it are signs where they are punctuation or symbols. */
const kinds = new Uint8Array(128).fill(SIGN, 33, 127).fill(LETTER, 97, 123).fill(0, 48, 58);
const kindOf = (unit: number): number => {
  if (unit < 128) return kinds[unit] ?? 0;
  return unit === 0xb7 || (unit >= 0x2010 && unit < 0x2c00) || isHalfOfSymbol(unit) ? SIGN : 0;
};

/** Whether a unit is a half of a symbol beyond 16 bits, as most emoji are. */
const isHalfOfSymbol = (unit: number): boolean =>
  (unit >= 0xd83c && unit <= 0xd83e) || (unit >= 0xdc00 && unit < 0xe000);

/** Parts of a lower-case text whose words are cut by one sign: `ig^no^re`, `ig''nore`, `ig.no.re`. */
export function cutWords(text: string, { words, touching, lineEnds } = surveyOf(text)): Stretch[] {
  const found: GrowingStretch[] = [];
  if (touching.length < FEWEST) return found;
  let line = 0;
  let next = 0;
  for (let from = 0; from < text.length; ) {
    let end = Math.min(text.length, from + PART);
    while (line < lineEnds.length && (lineEnds[line] ?? 0) < from + SHORTEST_LINE) line += 1;
    const feed = lineEnds[line] ?? end;
    if (feed < end) end = feed + 1;
    else while (end < text.length && end - from < PART * 2 && kindOf(text.charCodeAt(end)) !== 0) end += 1;
    let cuts = 0;
    for (; next < touching.length; next += 1) {
      const word = touching[next] ?? 0;
      const start = edgeAt(words, word + 2);
      if (start >= end) break;
      if (isCutBetween(text, edgeAt(words, word + 1), start)) cuts += 1;
    }
    if (areMany(cuts, from, end) && isSampledCut(text, from, end) && areMany(cutsIn(text, from, end), from, end))
      addPart(found, text, from, end);
    from = end;
  }
  return found;
}

/** Whether nothing but signs stands between two words. */
function isCutBetween(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && kindOf(text.charCodeAt(at)) === SIGN) at += 1;
  return at === end;
}

const areMany = (cuts: number, start: number, end: number): boolean =>
  cuts >= FEWEST && cuts * MOST_UNITS >= end - start;

/** Every so many units, so many are looked at. */
const STEP = 64;
const WINDOW = 24;

/** Whether most of some places of a part have a word that is cut: most parts have none. */
function isSampledCut(text: string, start: number, end: number): boolean {
  let left = Math.ceil((end - start) / STEP);
  let missing = Math.ceil(left / 2);
  for (let from = start; missing > 0 && missing <= left; from += STEP) {
    if (cutsIn(text, from, Math.min(end, from + WINDOW)) > 0) missing -= 1;
    left -= 1;
  }
  return missing === 0;
}

/** Rows of signs with a letter on both sides; none where hardly two letters stand together, as those that are spaced do not. */
function cutsIn(text: string, start: number, end: number): number {
  let cuts = 0;
  let pairs = 0;
  let before = 0;
  // What is found is counted with the bits of the kinds: there is no branch that depends on ASCII text.
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = unit < 128 ? (kinds[unit] ?? 0) : kindOf(unit);
    const letter = kind & LETTER;
    cuts += letter & (before >> 1);
    pairs += letter & before;
    before = kind & -(letter | (before >> 1) | (before & 1));
  }
  return pairs * 3 >= cuts ? cuts : 0;
}

function addPart(found: GrowingStretch[], text: string, start: number, end: number): void {
  const stop = Math.min(end, start + TRIED);
  const least = Math.max(READABLE, knownShareAt(text, start, stop) + GAINED);
  const signs = least > 1 ? undefined : signsLeftOut(text, start, stop, least);
  if (signs === undefined) return;
  const edits = gapsIn(text, start, end)
    .filter((gap) => (signs === ANY_SIGN ? isSingle(gap) : gap.sign === signs))
    .map(({ at, sign }) => ({ start: at, end: at + sign.length, text: '' }));
  if (edits.length < FEWEST) return;
  const last = found.at(-1);
  if (last?.end === start) {
    last.end = end;
    for (const edit of edits) last.edits.push(edit);
  } else found.push({ start, end, text: '', edits });
}

/** Units by which a part is judged. */
const TRIED = 120;

const ANY_SIGN = '';

const MOSTLY_SINGLE = 0.7;
const isSingle = ({ sign }: Gap): boolean => [...sign].length === 1;

/** The sign without which a part is readable, or any: each but a few is another one then, and stands alone. */
function signsLeftOut(text: string, start: number, stop: number, least: number): string | undefined {
  const gaps = gapsIn(text, start, stop);
  const usual = usualSign(gaps);
  if (usual === undefined || shareWithout(text, start, stop, usual, least) >= least) return usual;
  const single = gaps.filter(isSingle);
  if (single.length < Math.max(FEWEST, gaps.length * MOSTLY_SINGLE)) return undefined;
  let read = '';
  let from = start;
  for (const { at, sign } of single) {
    read += text.slice(from, at);
    from = at + sign.length;
  }
  read += text.slice(from, stop);
  return knownShareAt(read, 0, read.length, undefined, least) >= least ? ANY_SIGN : undefined;
}

/** By unit below U+0080, itself; but for a sign that is left out. */
const withoutSign = Uint8Array.from({ length: 128 }, (_, unit) => unit);

/** The share of letters in known words once a sign is left out. */
function shareWithout(text: string, start: number, stop: number, sign: string, least: number): number {
  const unit = sign.charCodeAt(0);
  if (sign.length > 1 || unit >= 128) {
    const read = text.slice(start, stop).replaceAll(sign, '');
    return knownShareAt(read, 0, read.length, undefined, least);
  }
  withoutSign[unit] = LEFT_OUT;
  const share = knownShareAt(text, start, stop, withoutSign, least);
  withoutSign[unit] = unit;
  return share;
}

/** The sign that stands in words most often; of several, the one that does first. */
function usualSign(gaps: readonly Gap[]): string | undefined {
  let usual: string | undefined;
  let most = 0;
  for (let nth = 0; nth < gaps.length; nth += 1) {
    const sign = gaps[nth]?.sign;
    let count = 1;
    for (let before = 0; before < nth; before += 1) if (gaps[before]?.sign === sign) count += 1;
    if (count <= most) continue;
    usual = sign;
    most = count;
  }
  return usual;
}

interface Gap {
  readonly at: number;
  readonly sign: string;
}

/** Signs with a letter on both sides. */
function gapsIn(text: string, start: number, end: number): Gap[] {
  const gaps: Gap[] = [];
  for (let at = start + 1; at < end; at += 1) {
    if (kindOf(text.charCodeAt(at)) !== SIGN || kindOf(text.charCodeAt(at - 1)) !== LETTER) continue;
    let to = at + 1;
    while (to < end && to - at <= LONGEST && kindOf(text.charCodeAt(to)) === SIGN) to += 1;
    if (to < end && kindOf(text.charCodeAt(to)) === LETTER) gaps.push({ at, sign: text.slice(at, to) });
    at = to - 1;
  }
  return gaps;
}

const LONGEST_LINE = 16;
const FEWEST_LINES = 6;
/** Mean units of a line and what ends it. */
const SHORTEST_CUT = 3;

/** Lines of a lower-case text that end anywhere in words, as one. */
export function cutLines(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (lineEnds.length < FEWEST_LINES) return found;
  let feeds: number[] = [];
  let start = 0;
  let line = 0;
  for (const end of lineEnds) {
    const isShort = end > line && end - line <= LONGEST_LINE;
    if (isShort && feeds.length === 0) start = line;
    if (isShort) feeds.push(end);
    if (!isShort || end === text.length) {
      if (feeds.length >= FEWEST_LINES) addLines(found, text, start, feeds);
      feeds = [];
    }
    line = end + 1;
  }
  return found;
}

function addLines(found: Stretch[], text: string, start: number, feeds: readonly number[]): void {
  const end = feeds.at(-1) ?? start;
  // Letters with a line each are spaced.
  if (end - start < feeds.length * SHORTEST_CUT) return;
  const sample = text.slice(start, Math.min(end, start + TRIED));
  if (knownShare(sample) + GAINED > 1 || knownShare(sample.replaceAll('\n', '')) < READABLE) return;
  const lines = text.slice(start, end);
  const least = Math.max(READABLE, knownShare(lines) + GAINED);
  if (least > 1 || knownShare(lines.replaceAll('\n', '')) < least) return;
  const edits = feeds.slice(0, -1).map((at) => ({ start: at, end: at + 1, text: '' }));
  found.push({ start, end, text: '', edits });
}
