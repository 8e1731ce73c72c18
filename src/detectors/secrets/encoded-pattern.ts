import type { Pattern } from '../pattern.ts';
import { unitClass } from '../unit-class.ts';
import type { EncodedRuns } from './encoded-runs.ts';
import { Stretches } from './encoded-stretches.ts';
import { base64, type Encoding, escapes, hex } from './encoded-text.ts';
import { joined } from './joined-text.ts';

/** Shorter words occur by chance in base64 and hex. */
const SHORTEST_WORD = 4;
/** Most units that are decoded at one place. */
const MOST = 200;
/** How far before a word its name can start, in encoded units. */
const BEFORE = 48;
/** So many units that are all the same begin no key. */
const MANY = 29;
/** Longest part of an anchor that is looked at then. */
const START = 12;
/** Units of a run with which every encoding has what it reads at one place, and before it. */
const ENOUGH = 400;
/** How far zeros are followed at once. */
const FURTHEST = 4096;
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
  const starts = [...new Set(candidates.map(({ anchor }) => anchor.slice(0, START)))];
  /** Whether hostile text could have each of many beginnings judged with all that follows it. */
  const crowds = candidates.every(({ pattern }) => pattern.follows !== undefined)
    ? candidates.find(({ pattern }) => pattern.follows?.alone === true)?.pattern
    : undefined;
  const [first = ''] = starts;
  const zeros =
    starts.length === 1 && first === first.charAt(0).repeat(START) ? first.charAt(0).repeat(MANY) : undefined;
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
    if (zeros !== undefined && stretches.behindNothing(encoding, group) > group) return false;
    const possible = possibleAt(text, group + fragment.length);
    for (let which = 0; which < possible.length; which += 1) {
      const candidate = possible[which];
      if (candidate !== undefined && mayMatch(candidate, text, group, stretches.encoded))
        return zeros === undefined || !isOneUnit(text, group, stretches);
    }
    return false;
  };
  const mayMatch = (
    { pattern, anchor, read }: Candidate,
    text: string,
    group: number,
    encoded: EncodedRuns,
  ): boolean => {
    const behindFragment = group + fragment.length;
    const end =
      read === anchor.length
        ? behindFragment
        : read === 0
          ? behindWord(encoding, text, group, shift, anchor)
          : behindWord(encoding, text, behindFragment, 0, anchor.slice(read));
    if (end === -1) return false;
    const { follows, named } = pattern;
    const behind = { count: shift + anchor.length, end };
    if (follows !== undefined) return encoded.goesOn(encoding, text, group, behind, follows.units, follows.least);
    const least = (pattern.shortest ?? 0) - anchor.length;
    if (least > 0 && !encoded.goesOn(encoding, text, group, behind, ANY, least)) return false;
    return named === undefined || !encoded.goesOn(encoding, text, group, behind, named.units, named.most);
  };
  /** Zeros of a file that was encoded twice. No key starts like that. */
  const isOneUnit = (text: string, group: number, stretches: Stretches): boolean => {
    if (zeros === undefined || behindWord(encoding, text, group, shift, zeros) === -1) return false;
    const end = endOfZeros(encoding, text, group, first.charCodeAt(0));
    stretches.sawNothing(encoding, group, end - (MANY + 3) * encoding.widest);
    return true;
  };
  return {
    rule: candidates[0]?.pattern.rule ?? '',
    severity: 'high',
    reason: encoding.reason,
    anchors: [fragment],
    reach: MOST * encoding.widest,
    before: lead,
    match(text, at, stretches = new Stretches()) {
      const group = at - lead;
      if (group < 0 || stretches.nothing(encoding, text, at) || !begins(text, group, stretches)) return undefined;
      const groups = encoding.groupsBefore?.(text, group, BEFORE - lead) ?? 0;
      const { run, index } = stretches.at(encoding, text, group - groups * 4, ENOUGH);
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

/** How far a group is repeated, or a unit where each stands for itself. At most so many units of text. */
function endOfZeros(encoding: Encoding, text: string, from: number, zero: number): number {
  const { period } = encoding;
  let end = from;
  const limit = Math.min(text.length, from + FURTHEST);
  if (period > 0) {
    while (end + period < limit && text.charCodeAt(end) === text.charCodeAt(end + period)) end += 1;
    return end;
  }
  encoding.walk(text, from, (unit, _, behind) => {
    if (unit !== zero || behind > limit) return false;
    end = behind;
    return true;
  });
  return end;
}

/** The unit that is decoded at an offset, or -1. */
function firstUnit(encoding: Encoding, text: string, from: number): number {
  let first = -1;
  encoding.walk(text, from, (unit) => {
    first = unit;
    return false;
  });
  return first;
}

/** Where a word ends that is decoded behind the first `skipped` units from the start of a group, or -1. */
function behindWord(encoding: Encoding, text: string, from: number, skipped: number, word: string): number {
  let read = -skipped;
  let behind = -1;
  encoding.walk(text, from, (unit, _, end) => {
    if (read >= 0 && unit !== word.charCodeAt(read)) return false;
    read += 1;
    behind = end;
    return read < word.length;
  });
  return read === word.length ? behind : -1;
}

/** Base64 of a whole file goes on behind what is decoded of it. */
export function encodedBlock(rule: string, pattern: Pattern): Pattern[] {
  return encodedPatterns([pattern])
    .filter(({ reason }) => reason === base64.reason)
    .map((encoded) => ({
      ...encoded,
      rule,
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
