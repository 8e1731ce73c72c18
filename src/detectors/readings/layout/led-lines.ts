import type { Span } from '../../pattern.ts';
import { asOne, type Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';
import { nextOf } from './next-sign.ts';

/** Fewer lines are no text that was cut. */
const FEWEST = 4;
const FEWEST_SPOKEN = 3;
/** Mean units of what stands behind the lead of a line, and of a lead: longer ones are lines of their own. */
const LONGEST_REST = 28;
const LONGEST_LEAD = 64;
const LONGEST_LINE = LONGEST_LEAD + LONGEST_REST * 2;
const SHORTEST_LEAD = 3;
/** Share of lines of numbers and the like between those of words. */
const BETWEEN = 0.3;
const MOST_LINES = 2000;

const LETTER = /[a-z]/;
/** Programs and tables have these behind the lead. */
const CODE = /[{}=;<>|]/;
/** Share of lines that are not the same. */
const DIFFERENT = 0.6;
/** No lead of these has the end of a line in it, or is longer than `LONGEST_LEAD`. */
const SPEAKER = /[ \t]{0,4}[<[(*]{0,2}[a-z][\w .-]{0,18}[>\])*]{0,2}:[*]{0,2} /y;
const SIGNS = /(?:\/\/|--|[+|#>;%*!]{1,2}) ?/y;
/** Most units of a speaker before the colon. */
const LONGEST_SPEAKER = 27;
/** By unit below U+0080, what signs may begin with. */
const isSign = new Uint8Array(128);
for (const sign of '/-+|#>;%*!') isSign[sign.charCodeAt(0)] = 1;
/** A line that only counts, or tells a time. */
const COUNTING = /^[ \t]*\d[\d:.,\-> \r]*$/;

/** Lines of a lower-case text that go on in each other, behind leads: of a log, of subtitles, of two who talk, of a patch. */
export function ledLines(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (lineEnds.length < FEWEST_SPOKEN) return found;
  const leads = leadsOf(text);
  // Lines that are not empty, behind the last that is too long: where they begin, and how many they are; the same of a paragraph.
  let first = 0;
  let count = 0;
  let firstOf = 0;
  let countOf = 0;
  for (let at = 0; at <= lineEnds.length; at += 1) {
    const length = at === lineEnds.length ? Number.POSITIVE_INFINITY : (lineEnds[at] ?? 0) - startOf(lineEnds, at);
    const isBreak = length > LONGEST_LINE || count >= MOST_LINES;
    if (length > 0 && !isBreak) {
      count += 1;
      countOf += 1;
      continue;
    }
    if (countOf >= FEWEST_SPOKEN) add(found, text, restsOf(text, { lineEnds, first: firstOf, count: countOf }, leads));
    firstOf = at + 1;
    countOf = 0;
    if (!isBreak) continue;
    // Subtitles have an empty line behind each of them.
    if (count >= FEWEST_SPOKEN) add(found, text, between(text, { lineEnds, first, count }));
    first = at + 1;
    count = 0;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** So many lines of a text that are not empty, from one on. */
interface Lines {
  readonly lineEnds: readonly number[];
  readonly first: number;
  readonly count: number;
}

const startOf = (lineEnds: readonly number[], at: number): number => (at === 0 ? 0 : (lineEnds[at - 1] ?? 0) + 1);

function spansOf({ lineEnds, first, count }: Lines): Span[] {
  const spans: Span[] = [];
  for (let at = first; spans.length < count; at += 1) {
    const span = { start: startOf(lineEnds, at), end: lineEnds[at] ?? 0 };
    if (span.end > span.start) spans.push(span);
  }
  return spans;
}

/** Adds what lines say that go on in each other, if they are short, different and no code. */
function add(found: Stretch[], text: string, rests: readonly Span[] | undefined): void {
  if (rests === undefined) return;
  const units = rests.reduce((sum, { start, end }) => sum + end - start, 0);
  if (units > rests.length * LONGEST_REST || units <= rests.length * 2) return;
  const said = rests.map(({ start, end }) => text.slice(start, end));
  if (new Set(said).size < rests.length * DIFFERENT || !LETTER.test(said.join('')) || CODE.test(said.join(''))) return;
  found.push(asOne(rests, ' '));
}

/** How long the lead is of the line that starts at an offset, or 0 if it has none. */
type LeadOf = (start: number) => number;

/** Leads of speakers, and of signs. */
function leadsOf(text: string): readonly [LeadOf, LeadOf] {
  const colon = nextOf(text, ':');
  const lengthOf = (lead: RegExp, start: number): number => {
    lead.lastIndex = start;
    return lead.test(text) ? lead.lastIndex - start : 0;
  };
  return [
    (start) => (colon(start) - start > LONGEST_SPEAKER ? 0 : lengthOf(SPEAKER, start)),
    (start) => (isSign[text.charCodeAt(start)] === 1 ? lengthOf(SIGNS, start) : 0),
  ];
}

/** What stands behind the leads of lines, if most have one. */
const restsOf = (
  text: string,
  lines: Lines,
  [speaker, signs]: readonly [LeadOf, LeadOf],
): readonly Span[] | undefined =>
  behind(text, lines, speaker) ?? behind(text, lines, signs) ?? behindShape(text, lines);

/** Lines that are looked at first: where hardly one of them is meant, none is. */
const SAMPLE = 8;

type IsMeant = (start: number, end: number) => boolean;

function isWorthTrying({ lineEnds, first, count }: Lines, share: number, isMeant: IsMeant): boolean {
  let left = Math.min(count, SAMPLE);
  const fewest = left * share;
  let meant = left;
  for (let at = first; left > 0; at += 1) {
    const start = startOf(lineEnds, at);
    const end = lineEnds[at] ?? 0;
    if (end === start) continue;
    left -= 1;
    if (!isMeant(start, end)) meant -= 1;
    if (meant < fewest) return false;
  }
  return true;
}

/** Lines of words with others between them that count or tell a time. */
function between(text: string, lines: Lines): readonly Span[] | undefined {
  const counts: IsMeant = (start, end) => isDigit(text.charCodeAt(start)) && COUNTING.test(text.slice(start, end));
  if (!isWorthTrying(lines, BETWEEN, counts)) return undefined;
  const worded = spansOf(lines).filter(({ start, end }) => !counts(start, end));
  const isMixed = lines.count - worded.length >= lines.count * BETWEEN && worded.length >= FEWEST_SPOKEN;
  return isMixed ? worded : undefined;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

function behind(text: string, lines: Lines, leadOf: LeadOf): readonly Span[] | undefined {
  if (!isWorthTrying(lines, LED, (start) => leadOf(start) > 0)) return undefined;
  const rests = spansOf(lines)
    .map(({ start: from, end }) => {
      const start = from + leadOf(from);
      return { start, end, lead: text.slice(from, start) };
    })
    .filter(({ lead: found, start, end }) => found !== '' && end > start);
  // Heads of a mail and the like have as many names as lines.
  if (new Set(rests.map(({ lead: found }) => found)).size > rests.length * SAME) return undefined;
  return rests.length >= FEWEST_SPOKEN && rests.length >= lines.count * LED ? rests : undefined;
}

/** Most leads that are not the same, as a share of the lines. */
const SAME = 0.7;
/** Share of lines that have a lead. */
const LED = 0.75;

const areAlike = (unit: number, other: number): boolean => unit === other || (isDigit(unit) && isDigit(other));

/** Lines of a paragraph that begin alike but for their numbers. */
function behindShape(text: string, lines: Lines): readonly Span[] | undefined {
  const { lineEnds, first, count } = lines;
  if (count < FEWEST) return undefined;
  const before = startOf(lineEnds, first + count - 2);
  const last = startOf(lineEnds, first + count - 1);
  const longest = Math.min(LONGEST_LEAD, last - 1 - before, (lineEnds[first + count - 1] ?? 0) - last);
  let length = 0;
  while (length < longest && areAlike(text.charCodeAt(before + length), text.charCodeAt(last + length))) length += 1;
  while (length > 0 && isLetter(text.charCodeAt(before + length - 1))) length -= 1;
  if (text.slice(before, before + length).trim().length < SHORTEST_LEAD) return undefined;
  const isLed: IsMeant = (start, end) => {
    if (end - start <= length) return false;
    let at = 0;
    while (at < length && areAlike(text.charCodeAt(before + at), text.charCodeAt(start + at))) at += 1;
    return at === length;
  };
  if (!isWorthTrying(lines, LED, isLed)) return undefined;
  const rests = spansOf(lines)
    .filter(({ start, end }) => isLed(start, end))
    .map(({ start, end }) => ({ start: start + length, end }));
  return rests.length >= FEWEST && rests.length >= count * LED ? rests : undefined;
}

const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;
