import { once } from '../once.ts';
import { CELL, Crowds, MOST_EFFORT, MOST_OF_ONE } from './crowds.ts';
import {
  byStart,
  type Detection,
  type Detector,
  type Finding,
  NOTHING,
  type Severity,
  type StreamDetector,
  type Streaming,
} from './finding.ts';
import { withoutInvisible } from './invisible.ts';
import { isRefused, type Place, placeOf } from './keyword-place.ts';
import { createKeywords } from './keywords.ts';
import type { Pattern, Span } from './pattern.ts';
import { Stretches } from './secrets/encoded-stretches.ts';
import { endOfRun, unitClass } from './unit-class.ts';

const SCORE: Readonly<Record<Severity, number>> = { low: 0.4, medium: 0.7, high: 1 };

/**
 * Enough for the longest name, separator and quote between an anchor and the value that it announces, and some invisible units; and
 * for the cell in front of the one that these lie in, so that both are judged as they were.
 */
export const CONTEXT = 256 + 2 * CELL;

/** It can be asked for one that knows how much of a stream it is no longer shown. */
export interface PatternDetector extends Detector {
  readonly streaming: Streaming & { begin(): StreamDetector };
}

/**
 * A detector from local patterns: one pass finds the anchors, and each pattern looks only round its own. Time is linear in
 * the text, because a pattern's reach is bounded. Invisible characters are overlooked.
 */
export function createPatternDetector(name: string, patterns: readonly Pattern[]): PatternDetector {
  const owners: number[] = [];
  const anchors: string[] = [];
  patterns.forEach((pattern, index) => {
    for (const anchor of pattern.anchors) {
      owners.push(index);
      anchors.push(anchor);
    }
  });
  const keywords = createKeywords(anchors);
  const ends = once(() => endsOf(patterns)); // for streams alone, and reading the expressions takes some milliseconds
  const closing = new Map(patterns.filter((pattern) => pattern.closes !== undefined).map((p) => [p.rule, p] as const));

  const places = owners.map((owner, keyword) => placeOf(patterns, owner, anchors[keyword] ?? ''));

  /** All hits of a text, of which `offset` units more lie before it, and where a crowd starts that goes on at its end. */
  const read = (given: string, offset: number): { readonly hits: Hit[]; readonly crowdedFrom: number } => {
    const hits: Hit[] = [];
    let blocks: Map<Pattern, Block> | undefined;
    let crowdedFrom = given.length;
    let asked: Place | undefined;
    let askedAt = -1;
    const visible = withoutInvisible(given);
    const { text, original } = visible;
    const crowds = new Crowds(given, visible, offset);
    const stretches = new Stretches(crowds);
    const judge = (keyword: number, at: number): void => {
      const place = places[keyword];
      if (place === undefined) return;
      if (isRefused(place, text, at, stretches)) return;
      const { pattern } = place;
      const behind = at + place.length;
      stretches.begin();
      stretches.spend(place.effort);
      let block = place.closes ? blocks?.get(pattern) : undefined;
      if (block !== undefined && place.nests && at >= block.head && behind <= block.wordEnd) return;
      if (asked?.owner === place.owner && askedAt === at) return; // a keyword that begins with another one of its pattern
      asked = place;
      askedAt = at;
      const span = pattern.match(text, at, stretches);
      if (span === undefined) return;
      let end: number | undefined;
      if (pattern.closes !== undefined) {
        // Each unit is looked at once: a head inside the last block of its pattern ends where that block does.
        if (block === undefined || span.end < block.head || (block.end !== -1 && span.end > block.end)) {
          const wordEnd = place.nests ? endOfRun(WORD, text, span.end - 1) : 0;
          block = { head: span.end, end: pattern.closes(text, span.end), wordEnd };
          blocks ??= new Map();
          blocks.set(pattern, block);
        }
        end = block.end;
      }
      if (!place.nests) stretches.spend(FOUND); // where it nests, it may be known of blocks that begin further before
      hits.push({
        owner: place.owner,
        of: span.of,
        start: original(span.start),
        end: end === undefined ? original(span.end - 1) + 1 : end === -1 ? given.length : original(end),
        block: end === undefined ? undefined : end === -1 ? 'open' : 'closed',
      });
    };
    const leave = (): void => {
      const crowd = crowds.leave(judge);
      if (crowd === undefined) return;
      const { keyword, start, end, open } = crowd;
      hits.push({ owner: owners[keyword] ?? 0, of: undefined, start, end, block: undefined });
      if (open) crowdedFrom = start;
    };
    keywords.each(text, 0, (keyword, at) => {
      const place = places[keyword];
      if (place === undefined) return;
      if (!crowds.holds(at + place.length)) {
        leave();
        crowds.enter(at + place.length);
      }
      if (crowds.isCrowded) crowds.pass(keyword, at, at + place.length, place.spaced);
      else {
        crowds.effort += place.seen;
        judge(keyword, at);
      }
    });
    leave();
    return { hits, crowdedFrom };
  };

  const scan = (given: string, offset = 0): Detection => {
    const { hits } = read(given, offset);
    return hits.length === 0 ? NOTHING : detection(name, patterns, hits);
  };

  const settled = (given: string, offset = 0): number => {
    const { text, original } = withoutInvisible(given);
    const { reach, lead, before, withLead } = ends();
    let first = Math.max(0, text.length - lead);
    for (const pattern of withLead) first = Math.min(first, pattern.lead?.(text) ?? first);
    const stretches = new Stretches();
    let effort = 0;
    let cell = -1;
    let mayCrowd = false;
    keywords.each(text, Math.max(0, text.length - reach - before - keywords.longest - CELL), (keyword, at) => {
      const place = places[keyword];
      if (place === undefined) return;
      if (!mayCrowd) {
        const here = Math.floor((offset + original(at + place.length - 1)) / CELL);
        if (here !== cell) effort = 0;
        cell = here;
        effort += place.seen + (isRefused(place, text, at, stretches) ? 0 : MOST_OF_ONE);
        mayCrowd = effort >= MOST_EFFORT;
      }
      const { pattern } = place;
      if (at - pattern.before >= first) return;
      if (text.length - at <= pattern.reach && pattern.open(text, at)) first = Math.max(0, at - pattern.before);
    });
    // The unit before may still be part of a look-behind or of a pair; nothing is lost by holding it.
    const border = (from: number): number => original(Math.max(0, from - 1));
    if (!mayCrowd) return border(first);
    // What the last keywords cost depends on what follows them, and with it which others of their cells are judged.
    const near = original(Math.max(0, text.length - reach));
    const unsure = Math.max(0, near - ((offset + near) % CELL));
    return Math.min(border(first), unsure, Math.max(0, read(given, offset).crowdedFrom - 1));
  };

  const closes = (rule: string, given: string, from: number): number => {
    const { text, original } = withoutInvisible(given);
    const visibleFrom = text.length === given.length ? from : withoutInvisible(given.slice(0, from)).text.length;
    const end = closing.get(rule)?.closes?.(text, visibleFrom) ?? visibleFrom;
    return end === -1 ? -1 : Math.max(from, original(end));
  };

  const streaming = Object.freeze({ context: CONTEXT, settled: (text: string) => settled(text), closes });
  const begin = (): StreamDetector => {
    let offset = 0;
    return {
      name,
      scan: (text) => scan(text, offset),
      streaming: { ...streaming, settled: (text) => settled(text, offset) },
      forget(_, units) {
        offset += units;
      },
    };
  };
  return Object.freeze({
    name,
    scan: (text: string) => scan(text),
    streaming: Object.freeze({ ...streaming, begin }),
  });
}

/** What a finding costs. */
const FOUND = 6;

/** What no block ends at: a word that begins in a block is part of it. */
const WORD = unitClass('\\w');

/** The furthest that any pattern reaches behind its anchor and before it, and what can begin at the end of a text. */
const endsOf = (patterns: readonly Pattern[]) => ({
  reach: Math.max(0, ...patterns.map(({ reach }) => reach)),
  lead: Math.max(0, ...patterns.map((pattern) => (pattern.lead === undefined ? leadOf(pattern) : 0))),
  before: Math.max(0, ...patterns.map(({ before }) => before)),
  withLead: patterns.filter(({ lead }) => lead !== undefined),
});

/** How much of the end of a text can be the beginning of a match whose anchor is not complete yet. */
const leadOf = ({ before, anchors }: Pattern): number => before + Math.max(0, ...anchors.map(({ length }) => length));

interface Block {
  /** Where the part ends that had to match. */
  readonly head: number;
  /** Where the block ends, or -1. */
  readonly end: number;
  /** Where the word ends in which the head does. */
  readonly wordEnd: number;
}

interface Hit {
  readonly owner: number;
  readonly of: Span['of'];
  readonly start: number;
  readonly end: number;
  readonly block: 'open' | 'closed' | undefined;
}

function detection(detector: string, patterns: readonly Pattern[], hits: Hit[]): Detection {
  if (!areSorted(hits)) hits.sort(inOrder);
  const findings: Finding[] = [];
  let score = 0;
  let last: Hit | undefined;
  for (const hit of hits) {
    const pattern = patterns[hit.owner];
    if (pattern === undefined || (last?.owner === hit.owner && last.start === hit.start)) continue; // two anchors, one match
    last = hit;
    const { rule, severity } = hit.of ?? pattern;
    score = Math.max(score, SCORE[severity]);
    findings.push(Object.freeze(findingOf(detector, rule, severity, pattern.reason, hit)));
  }
  return Object.freeze({ score, findings: Object.freeze(findings) });
}

function findingOf(
  detector: string,
  rule: string,
  severity: Severity,
  reason: string | undefined,
  { start, end, block }: Hit,
): Finding {
  if (block === undefined)
    return reason === undefined
      ? { detector, rule, start, end, severity }
      : { detector, rule, start, end, severity, reason };
  return reason === undefined
    ? { detector, rule, start, end, severity, block }
    : { detector, rule, start, end, severity, reason, block };
}

const inOrder = (a: Hit, b: Hit): number => byStart(a, b) || a.owner - b.owner || b.end - a.end;

function areSorted(hits: readonly Hit[]): boolean {
  let last: Hit | undefined;
  for (const hit of hits) {
    if (last !== undefined && inOrder(last, hit) > 0) return false;
    last = hit;
  }
  return true;
}
