import { isDigit } from '../boundary.ts';
import { type Detection, type Detector, type Finding, NOTHING, type Severity } from '../finding.ts';
import { BirthDates } from './birth-date.ts';
import { type DigitFinder, digitFinder } from './digit-finder.ts';
import { emailAt, writtenEmails } from './email.ts';
import type { Emit } from './found.ts';
import { type Hit, withoutOverlaps } from './overlaps.ts';
import type { Plan } from './plan.ts';
import { read, withoutCutEscape } from './reading.ts';
import { settledReading } from './settled.ts';

const SCORE: Readonly<Record<Severity, number>> = { low: 0.4, medium: 0.7, high: 1 };

/** Longest identifier before another that it decides about, and the words in front of it. */
const CONTEXT = 512;

/**
 * A detector of identifiers. Nearly each of them holds a digit or an `@`: one pass stops there alone, and looks at a bounded
 * stretch round it, so that time is linear and a stream cut anywhere gives the same answer.
 */
export function createIdentifierDetector(name: string, plan: Plan): Detector {
  const ranks = new Map([...plan.rules.keys()].map((rule, rank) => [rule, rank]));
  const severities = [...plan.rules.values()];
  const finder = digitFinder(plan);
  const wantsBirths = ranks.has('birth-date');

  const hitsIn = (text: string, from: number): Hit[] => {
    const hits: Hit[] = [];
    const emit: Emit = (rule, start, end) => {
      const rank = ranks.get(rule);
      if (rank !== undefined) hits.push({ rule, rank, start, end });
    };
    eachAnchor(text, from, emit, finder, wantsBirths);
    if (ranks.has('email')) writtenEmails(text, from, emit);
    return hits;
  };

  const scan = (given: string): Detection => {
    const { text, origin } = read(given);
    const hits = withoutOverlaps(hitsIn(text, 0));
    if (hits.length === 0) return NOTHING;
    const isAsGiven = text === given;
    let score = 0;
    const findings: Finding[] = [];
    for (const { rule, rank, start, end } of hits) {
      const severity = severities[rank] ?? 'low';
      if (SCORE[severity] > score) score = SCORE[severity];
      const span = isAsGiven ? { start, end } : origin(start, end);
      findings.push(Object.freeze({ detector: name, rule, start: span.start, end: span.end, severity }));
    }
    return Object.freeze({ score, findings: Object.freeze(findings) });
  };

  const settled = (given: string): number => {
    const { text, origin } = read(withoutCutEscape(given));
    const first = settledReading(text);
    // What lies across the border may still give way to what starts behind it.
    const across = hitsIn(text, Math.max(0, first - CONTEXT)).filter(({ start, end }) => start < first && end > first);
    const border = across.reduce((least, { start }) => Math.min(least, start), first);
    return border >= text.length ? origin(0, text.length).end : origin(border, border).start;
  };

  return Object.freeze({
    name,
    scan,
    streaming: Object.freeze({ context: CONTEXT, settled, closes: (_: string, __: string, from: number) => from }),
  });
}

const ANCHOR = /[0-9@]/g;
/** Anchors are often near each other, and far from others: a look at each unit is cheaper near by, an expression far off. */
const NEAR_BY = 24;

function nextAnchor(text: string, from: number): number {
  const near = Math.min(text.length, from + NEAR_BY);
  for (let index = from; index < near; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit <= 64 && (unit === 64 || (unit >= 48 && unit <= 57))) return index;
  }
  ANCHOR.lastIndex = near;
  return ANCHOR.exec(text)?.index ?? -1;
}

function eachAnchor(text: string, from: number, emit: Emit, finder: DigitFinder, wantsBirths: boolean): void {
  let digitsAt: ReturnType<DigitFinder> | undefined;
  let births: BirthDates | undefined;
  for (let at = nextAnchor(text, from); at !== -1; ) {
    if (text.charCodeAt(at) === 64) {
      emailAt(text, at, emit);
      at = nextAnchor(text, at + 1);
      continue;
    }
    let end = at + 1;
    while (isDigit(text, end)) end += 1;
    if (digitsAt === undefined) {
      digitsAt = finder(text, emit);
      if (wantsBirths) births = new BirthDates(text, emit);
    }
    digitsAt(at, end);
    births?.at(at, end);
    at = nextAnchor(text, end);
  }
  births?.finish();
}
