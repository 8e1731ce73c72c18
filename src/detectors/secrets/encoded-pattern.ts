import type { Pattern } from '../pattern.ts';
import { type UnitClass, unitClass } from '../unit-class.ts';
import { Stretches } from './encoded-stretches.ts';
import { base64, type Encoding, escapes, hex, isLineEnd, room } from './encoded-text.ts';
import { joined } from './joined-text.ts';

/** Shorter words occur by chance in base64 and hex. */
const SHORTEST_WORD = 4;
/** Most units that are decoded at one place. */
const MOST = 200;
/** How far before a word its name can start, in encoded units. */
const BEFORE = 48;
/** Behind so many units like its first, more than the end of an escape has, no key starts. */
const SAME = 3;
/** Longest part of an anchor that is looked at then. */
const START = 12;
/** What it costs to see whether a key begins in another form, and what to decode a stretch, where 1 is to see that a keyword is none. */
const SEEN = 2;
const BEGUN = 12;
const A_UNIT = 1 / 16;
/** Units that are read at first, of an anchor. */
const FIRST = 6;
/** Units behind an anchor that are read with it. */
const FURTHER = 24;
const ANY = unitClass('[^]');
const ENCODINGS = [base64, hex, escapes, joined] as const;

/** Words by which a rule is known where its own are short. */
const LONGER_ANCHORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['jwt', ['eyJhbGciOi', 'eyJ0eXAiOi', 'eyJraWQiOi']],
]);

/** A pattern and the word in it that looks like a fragment when it is encoded. */
interface Candidate {
  readonly pattern: Pattern;
  readonly anchor: string;
  /** How many units of the anchor are read with the fragment. */
  readonly read: number;
}

/**
 * The same patterns in base64, hex and escapes, and in literals put together. Where a pattern's anchor stands in one of these forms, a bounded stretch is
 * decoded there and read by the pattern. The finding is the encoded text. Patterns that start before their anchor are left out.
 */
export function encodedPatterns(patterns: readonly Pattern[]): Pattern[] {
  const candidates = patterns
    .filter(({ before }) => before === 0)
    .flatMap((pattern) =>
      (LONGER_ANCHORS.get(pattern.rule) ?? pattern.anchors)
        .filter((anchor) => anchor.length >= SHORTEST_WORD)
        .map((anchor) => ({ pattern, anchor })),
    );
  return ENCODINGS.flatMap((encoding) => {
    const byFragment = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      for (const [fragment, lead, read] of encoding.fragments(candidate.anchor)) {
        const key = `${lead}${fragment}`;
        const known = byFragment.get(key);
        if (known === undefined) byFragment.set(key, [{ ...candidate, read }]);
        else known.push({ ...candidate, read });
      }
    }
    return [...byFragment].map(([key, known]) => encodedPattern(encoding, key.slice(1), Number(key[0]), known));
  });
}

function encodedPattern(encoding: Encoding, fragment: string, lead: number, candidates: readonly Candidate[]): Pattern {
  /** Where the anchor starts in its group. */
  const shift = Math.max(0, lead - 1);
  const furthest = shift + Math.max(...candidates.map(({ anchor }) => anchor.length)) + FURTHER;
  const starts = [...new Set(candidates.map(({ anchor }) => anchor.slice(0, START)))];
  /** Whether hostile text could have each of many beginnings judged with all that follows it. */
  const crowds = candidates.every(({ pattern }) => pattern.follows !== undefined)
    ? candidates.find(({ pattern }) => pattern.follows?.alone === true)?.pattern
    : undefined;
  /** Whether its first units are the same: rows of them, such as dashes, are common. */
  const isRow = starts.every((start) => start.startsWith(start.charAt(0).repeat(SHORTEST_WORD)));
  /** Whether it is one unit again and again, as in zeros of a file that was encoded twice. */
  const isZeros = starts.every((start) => start === start.charAt(0).repeat(START));
  /** Which anchors go on behind the fragment with a unit, where all do. */
  let byNext: Map<number, Candidate[]> | undefined;
  const goOn = candidates.every(({ anchor, read }) => read > 0 && read < anchor.length);
  const possibleAt = (text: string, at: number): readonly Candidate[] => {
    if (!goOn) return candidates;
    byNext ??= Map.groupBy(candidates, ({ anchor, read }) => anchor.charCodeAt(read));
    return byNext.get(firstUnit(encoding, text, at)) ?? NONE;
  };
  /** Most places where a fragment stands are seen to be none by a few units. */
  const begins = (text: string, group: number, stretches: Stretches): boolean => {
    if (isZeros && followsSame(encoding, text, group, encoding.period === 0 ? fragment.length / 2 : encoding.period))
      return false;
    const possible = possibleAt(text, group + fragment.length);
    if (possible.length === 0) return false;
    // The first units refuse most of them.
    if (!isRow) stretches.spend(SEEN);
    const first = encoding.read(text, group, shift + FIRST, ROOM);
    if (!possible.some(({ anchor }) => isBeginning(anchor, shift, first))) return false;
    stretches.spend(BEGUN);
    const read = encoding.read(text, group, furthest, ROOM);
    for (let which = 0; which < possible.length; which += 1) {
      const candidate = possible[which];
      if (candidate !== undefined && mayMatch(candidate, text, group, read, stretches)) return true;
    }
    return false;
  };
  /** Of the units that were read from the start of a group on. */
  const mayMatch = (
    { pattern, anchor }: Candidate,
    text: string,
    group: number,
    read: number,
    stretches: Stretches,
  ): boolean => {
    const { encoded } = stretches;
    const count = shift + anchor.length;
    if (read < count || !isWord(anchor, shift)) return false;
    const { follows, named } = pattern;
    const behind = { count, end: ROOM.ends[count - 1] ?? group };
    if (follows !== undefined) {
      const member = endOfMembers(follows.units, count, Math.min(read, count + follows.least));
      if (member - count >= follows.least) return true;
      return member === read && encoded.goesOn(encoding, text, group, behind, follows.units, follows.least);
    }
    const least = (pattern.shortest ?? 0) - anchor.length;
    if (
      least > read - count &&
      unitsOf(encoding, text, group, stretches) < least + count &&
      !encoded.goesOn(encoding, text, group, behind, ANY, least)
    )
      return false;
    if (named === undefined) return true;
    const end = endOfMembers(named.units, count, read);
    if (end === read) return !encoded.goesOn(encoding, text, group, behind, named.units, named.most);
    const sign = endOfMembers(named.between, end, read);
    return end - count < named.most && (sign === read || named.sign.members[ROOM.units[sign] ?? 0] === 1);
  };
  return {
    rule: candidates[0]?.pattern.rule ?? '',
    severity: 'high',
    reason: encoding.reason,
    anchors: [fragment],
    common: isRow,
    reach: MOST * encoding.widest,
    before: lead,
    match(text, at, stretches = new Stretches()) {
      const group = at - lead;
      if (group < 0 || stretches.nothing(encoding, text, at) || !begins(text, group, stretches)) return undefined;
      stretches.spend(encoding.enough * A_UNIT);
      const groups = encoding.groupsBefore?.(text, group, BEFORE - lead) ?? 0;
      const { run, index } = stretches.at(encoding, text, group - groups * 4, encoding.enough);
      const anchorAt = groups * encoding.group + shift;
      const end = encoding.last(run, index + anchorAt - shift, at, MOST);
      if (crowds !== undefined && end > index && stretches.crowded(crowds, at, stretches.endOf(encoding.run, text, at)))
        return { start: run.starts[index + anchorAt] ?? at, end: run.ends[end - 1] ?? at, of: crowds };
      const units = run.units.slice(index, end);
      for (const { pattern, anchor } of candidates) {
        const span = units.startsWith(anchor, anchorAt)
          ? pattern.match(units, anchorAt, undefined, stretches.remembered)
          : undefined;
        if (span === undefined) continue;
        const tail = pattern.closes?.(units, span.end) ?? span.end;
        const last = (tail === -1 ? units.length : tail) - 1;
        return { start: run.starts[index + span.start] ?? at, end: run.ends[index + last] ?? at, of: pattern };
      }
      return undefined;
    },
    open: (text, at) => encoding.open(text, at, Math.min(lead, at), MOST),
  };
}

const NONE: readonly Candidate[] = [];

/** Whether a group that starts at an offset, of so many units of text, stands before it some times already. */
function followsSame({ group }: Encoding, text: string, at: number, length: number): boolean {
  let index = moved(text, at, length - 1, 1);
  let before = moved(text, index, length, -1);
  for (let left = Math.ceil(SAME / group) * length; left > 0; left -= 1) {
    if (text.charCodeAt(index) !== text.charCodeAt(before)) return false;
    index = moved(text, index, 1, -1);
    before = moved(text, before, 1, -1);
  }
  return true;
}

/** An offset so many units further, line ends left out. */
function moved(text: string, from: number, units: number, step: 1 | -1): number {
  let at = from;
  for (let left = units; left > 0; ) {
    at += step;
    const unit = text.charCodeAt(at);
    if (!isLineEnd(unit)) left -= 1; // what is no unit of the text is none
  }
  return at;
}

/** The unit that is decoded at an offset, or -1. */
const firstUnit = (encoding: Encoding, text: string, from: number): number =>
  encoding.read(text, from, 1, ROOM) === 0 ? -1 : (ROOM.units[0] ?? -1);

/** How many units the run of text is in which a group starts, where each is as long as the others. Lines may go on behind it. */
const unitsOf = (encoding: Encoding, text: string, group: number, stretches: Stretches): number =>
  encoding.period === 0
    ? 0
    : Math.floor((stretches.endOf(encoding.run, text, group) - group) / encoding.period) * encoding.group;

/** Whether a word stands in the units that were read last. */
function isWord(word: string, at: number): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (ROOM.units[at + index] !== word.charCodeAt(index)) return false;
  return true;
}

/** Whether a word can be the first of the units that were read last, of which there are so many, from one of them on. */
function isBeginning(word: string, at: number, read: number): boolean {
  if (read < at + Math.min(FIRST, word.length)) return false;
  for (let index = at; index < read && index - at < word.length; index += 1)
    if (ROOM.units[index] !== word.charCodeAt(index - at)) return false;
  return true;
}

/** The end of a run of members in the units that were read last. */
function endOfMembers({ members, others }: UnitClass, from: number, to: number): number {
  let at = from;
  for (; at < to; at += 1) {
    const unit = ROOM.units[at] ?? 0;
    if (unit > 127 ? !others : members[unit] === 0) break;
  }
  return at;
}

const ROOM = room(96);

/** Base64 of a whole file goes on behind what is decoded of it. */
export function encodedBlock(rule: string, pattern: Pattern): Pattern[] {
  return encodedPatterns([pattern])
    .filter(({ reason }) => reason === base64.reason)
    .map((encoded) => ({
      ...encoded,
      rule,
      spaced: true,
      match(text, at, stretches) {
        const span = encoded.match(text, at, stretches);
        return span === undefined ? undefined : { start: span.start, end: span.end };
      },
      closes: endOfBase64,
    }));
}

const RUN = /[A-Za-z0-9+/=_-]*/y;

function endOfBase64(text: string, from: number): number {
  RUN.lastIndex = from;
  RUN.test(text);
  return RUN.lastIndex >= text.length ? -1 : RUN.lastIndex;
}
