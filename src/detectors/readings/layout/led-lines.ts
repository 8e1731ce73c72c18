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
  let paragraph: Span[] = [];
  let paragraphs: Span[] = [];
  const closeParagraph = (): void => {
    if (paragraph.length >= FEWEST_SPOKEN) add(found, text, restsOf(text, paragraph, leads));
    paragraphs.push(...paragraph);
    paragraph = [];
  };
  const close = (): void => {
    closeParagraph();
    // Subtitles have an empty line behind each of them.
    if (paragraphs.length >= FEWEST_SPOKEN) add(found, text, between(text, paragraphs));
    paragraphs = [];
  };
  let line = 0;
  for (const end of lineEnds) {
    const length = end - line;
    if (length > LONGEST_LEAD + LONGEST_REST * 2 || paragraphs.length + paragraph.length >= MOST_LINES) close();
    else if (length === 0) closeParagraph();
    else paragraph.push({ start: line, end });
    line = end + 1;
  }
  close();
  return found.sort((a, b) => a.start - b.start);
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
  lines: readonly Span[],
  [speaker, signs]: readonly [LeadOf, LeadOf],
): readonly Span[] | undefined =>
  behind(text, lines, speaker) ?? behind(text, lines, signs) ?? behindShape(text, lines);

/** Lines that are looked at first: where hardly one of them is meant, none is. */
const SAMPLE = 8;

type IsMeant = (line: Span) => boolean;

function isWorthTrying(lines: readonly Span[], share: number, isMeant: IsMeant): boolean {
  const tried = Math.min(lines.length, SAMPLE);
  let others = 0;
  for (let at = 0; at < tried; at += 1) {
    const line = lines[at];
    if (line !== undefined && !isMeant(line)) others += 1;
    if (tried - others < tried * share) return false;
  }
  return true;
}

/** Lines of words with others between them that count or tell a time. */
function between(text: string, lines: readonly Span[]): readonly Span[] | undefined {
  const counts: IsMeant = ({ start, end }) => isDigit(text.charCodeAt(start)) && COUNTING.test(text.slice(start, end));
  if (!isWorthTrying(lines, BETWEEN, counts)) return undefined;
  const worded = lines.filter((line) => !counts(line));
  const isMixed = lines.length - worded.length >= lines.length * BETWEEN && worded.length >= FEWEST_SPOKEN;
  return isMixed ? worded : undefined;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

function behind(text: string, lines: readonly Span[], leadOf: LeadOf): readonly Span[] | undefined {
  const isLed: IsMeant = ({ start }) => leadOf(start) > 0;
  if (!isWorthTrying(lines, LED, isLed)) return undefined;
  const rests = lines
    .map(({ start: from, end }) => {
      const start = from + leadOf(from);
      return { start, end, lead: text.slice(from, start) };
    })
    .filter(({ lead: found, start, end }) => found !== '' && end > start);
  // Heads of a mail and the like have as many names as lines.
  if (new Set(rests.map(({ lead: found }) => found)).size > rests.length * SAME) return undefined;
  return rests.length >= FEWEST_SPOKEN && rests.length >= lines.length * LED ? rests : undefined;
}

/** Most leads that are not the same, as a share of the lines. */
const SAME = 0.7;
/** Share of lines that have a lead. */
const LED = 0.75;

const areAlike = (unit: number, other: number): boolean => unit === other || (isDigit(unit) && isDigit(other));

/** Lines that begin alike but for their numbers. */
function behindShape(text: string, lines: readonly Span[]): readonly Span[] | undefined {
  const [before, last] = lines.slice(-2);
  if (lines.length < FEWEST || before === undefined || last === undefined) return undefined;
  const longest = Math.min(LONGEST_LEAD, before.end - before.start, last.end - last.start);
  let length = 0;
  while (length < longest && areAlike(text.charCodeAt(before.start + length), text.charCodeAt(last.start + length)))
    length += 1;
  while (length > 0 && LETTER.test(text[before.start + length - 1] ?? '')) length -= 1;
  const headOf = ({ start }: Span): string => text.slice(start, start + length).replace(/\d/g, '0');
  const lead = headOf(before);
  if (lead.trim().length < SHORTEST_LEAD) return undefined;
  const isLed: IsMeant = (line) => line.end - line.start > length && headOf(line) === lead;
  if (!isWorthTrying(lines, LED, isLed)) return undefined;
  const rests = lines.filter(isLed).map(({ start, end }) => ({ start: start + length, end }));
  return rests.length >= FEWEST && rests.length >= lines.length * LED ? rests : undefined;
}
