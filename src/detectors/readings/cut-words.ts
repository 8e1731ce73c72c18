import type { GrowingStretch, Stretch } from './stretches.ts';
import { countOf, surveyOf } from './survey.ts';
import { knownShare, knownShareAt } from './vocabulary.ts';

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
  return unit === 0xb7 || (unit >= 0x2010 && unit < 0x2c00) ? SIGN : 0;
};

/** Parts of a lower-case text whose words are cut by one sign: `ig^no^re`, `ig''nore`, `ig.no.re`. */
export function cutWords(text: string): Stretch[] {
  const found: GrowingStretch[] = [];
  for (let from = 0; from < text.length; ) {
    let end = Math.min(text.length, from + PART);
    const feed = text.slice(from, end).indexOf('\n', SHORTEST_LINE);
    if (feed !== -1) end = from + feed + 1;
    else while (end < text.length && end - from < PART * 2 && kindOf(text.charCodeAt(end)) !== 0) end += 1;
    if (isSampledCut(text, from, end) && isCut(text, from, end)) addPart(found, text, from, end);
    from = end;
  }
  return found;
}

/** Every so many units, so many are looked at. */
const STEP = 64;
const WINDOW = 24;

/** Whether most of some places of a part have a word that is cut: most parts have none. */
function isSampledCut(text: string, start: number, end: number): boolean {
  let tried = 0;
  let cut = 0;
  for (let from = start; from < end; from += STEP) {
    tried += 1;
    if (cutsIn(text, from, Math.min(end, from + WINDOW)) > 0) cut += 1;
  }
  return cut * 2 >= tried;
}

function isCut(text: string, start: number, end: number): boolean {
  const cuts = cutsIn(text, start, end);
  return cuts >= FEWEST && cuts * MOST_UNITS >= end - start;
}

/** Rows of signs with a letter on both sides; none where hardly two letters stand together, as those that are spaced do not. */
function cutsIn(text: string, start: number, end: number): number {
  let cuts = 0;
  let pairs = 0;
  let before = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = unit < 128 ? (kinds[unit] ?? 0) : kindOf(unit);
    if (kind === LETTER) {
      if (before === SIGN) cuts += 1;
      else if (before === LETTER) pairs += 1;
      before = LETTER;
    } else before = before === 0 ? 0 : kind;
  }
  return pairs * 3 >= cuts ? cuts : 0;
}

function addPart(found: GrowingStretch[], text: string, start: number, end: number): void {
  const stop = Math.min(end, start + TRIED);
  const sign = usualSign(text.slice(start, stop));
  const least = Math.max(READABLE, knownShareAt(text, start, stop) + GAINED);
  if (sign === undefined || least > 1) return;
  if (knownShare(text.slice(start, stop).replaceAll(sign, '')) < least) return;
  const edits = gapsIn(text.slice(start, end))
    .filter((gap) => gap.sign === sign)
    .map(({ at }) => ({ start: start + at, end: start + at + sign.length, text: '' }));
  if (edits.length < FEWEST) return;
  const last = found.at(-1);
  if (last?.end === start) {
    last.end = end;
    for (const edit of edits) last.edits.push(edit);
  } else found.push({ start, end, text: '', edits });
}

/** Units by which a part is judged. */
const TRIED = 120;

/** The sign that stands in words most often. */
function usualSign(part: string): string | undefined {
  const counts = new Map<string, number>();
  let usual: string | undefined;
  for (const { sign } of gapsIn(part)) {
    const count = (counts.get(sign) ?? 0) + 1;
    counts.set(sign, count);
    if (count > (counts.get(usual ?? '') ?? 0) || usual === undefined) usual = sign;
  }
  return usual;
}

interface Gap {
  readonly at: number;
  readonly sign: string;
}

/** Signs with a letter on both sides. */
function gapsIn(part: string): Gap[] {
  const gaps: Gap[] = [];
  for (let at = 1; at < part.length; at += 1) {
    if (kindOf(part.charCodeAt(at)) !== SIGN || kindOf(part.charCodeAt(at - 1)) !== LETTER) continue;
    let end = at + 1;
    while (end - at <= LONGEST && kindOf(part.charCodeAt(end)) === SIGN) end += 1;
    if (kindOf(part.charCodeAt(end)) === LETTER) gaps.push({ at, sign: part.slice(at, end) });
    at = end - 1;
  }
  return gaps;
}

const LONGEST_LINE = 16;
const FEWEST_LINES = 6;
/** Mean units of a line and what ends it. */
const SHORTEST_CUT = 3;

/** Lines of a lower-case text that end anywhere in words, as one. */
export function cutLines(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '\n') < FEWEST_LINES - 1) return found;
  let feeds: number[] = [];
  let start = 0;
  for (let line = 0; line <= text.length; ) {
    const feed = text.indexOf('\n', line);
    const end = feed === -1 ? text.length : feed;
    const isShort = end > line && end - line <= LONGEST_LINE;
    if (isShort && feeds.length === 0) start = line;
    if (isShort) feeds.push(end);
    if (!isShort || feed === -1) {
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
