import type { Severity } from './finding.ts';
import type { Run, Stretches } from './secrets/encoded-stretches.ts';
import { structureOf } from './secrets/expression-structure.ts';
import { Remembered } from './secrets/remembered.ts';
import type { Follows, UnitClass } from './unit-class.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
  /** The pattern that gives the finding its rule and severity, when it is another one. */
  readonly of?: Pick<Pattern, 'rule' | 'severity'>;
}

/**
 * One thing to look for. It is local: what it says at an anchor depends on a bounded stretch of text round that anchor only,
 * so that a stream cut anywhere gives the same answer.
 */
export interface Pattern {
  readonly rule: string;
  readonly severity: Severity;
  /** How it is found, when not as it is. */
  readonly reason?: string;
  /** Literal strings, one of which every match holds. Compared with case. */
  readonly anchors: readonly string[];
  /** The match at an anchor, or undefined. `stretches` is of this scan of this text, `remembered` of this scan; without them nothing is kept between calls. */
  match(text: string, at: number, stretches?: Stretches, remembered?: Remembered): Span | undefined;
  /** Whether text that follows could still turn the answer of `match` at this anchor. */
  open(text: string, at: number): boolean;
  /** What stands behind the anchor of every match. Asked before `match`, so that half a key costs little. */
  readonly follows?: Follows;
  /** That a name starts at the anchor of every match, of at most so many units of a class, and something else behind it. */
  readonly named?: Named;
  /** Fewest units of a match from its anchor on. */
  readonly shortest?: number;
  /** Whether no match has its anchor behind a letter or digit that is not the end of an escape. Asked before `match`. */
  readonly alone?: boolean;
  /** Whether the units round the anchor allow a match. Asked before `match`, so that half a key costs little. */
  readonly approach?: Approach;
  /** Whether a match that starts in the block of another one of this pattern, behind nothing but letters, digits and `_`, is of no use. */
  readonly nests?: boolean;
  /** What it costs to judge an anchor that is not refused before, where 1 is 40 ns. Default: nothing is counted. */
  readonly effort?: number;
  /** Whether ordinary text can be full of its anchors: that they are seen is not counted as effort. */
  readonly common?: boolean;
  /** Whether a match can go on behind white space without end. */
  readonly spaced?: boolean;
  /** How far behind the anchor `open` can still be true, in UTF-16 units. */
  readonly reach: number;
  /** How far before its anchor a match can start, in UTF-16 units. */
  readonly before: number;
  /** The start of what, at the end of a text, could become the part of a match that precedes its anchor. Default: `before` units. */
  lead?(text: string): number;
  /** For findings without a longest length: where the finding that goes on at `from` ends, or -1. */
  closes?(text: string, from: number): number;
}

export interface Named {
  readonly units: UnitClass;
  readonly most: number;
  /** What can stand behind it, and then the first unit of all else that can. */
  readonly between: UnitClass;
  readonly sign: UnitClass;
}

export type Approach = (text: string, at: number, stretches: Stretches) => boolean;

export interface RegularPattern {
  readonly rule: string;
  readonly severity?: Severity;
  readonly anchors: readonly string[];
  /** Matched at `before` units in front of the anchor or, when that is not given, at the anchor. Sticky. The first group that takes part, if there is one, is the finding. */
  readonly head: RegExp;
  /** What `head` finds, read by hand: for heads that hostile text can repeat every few units. */
  readonly read?: (text: string, anchor: number, stretches: Stretches | undefined) => Span | undefined;
  /** Sticky, never fails: the longest text from the anchor that can be the start of a head. Default: up to `reach` units without white space. */
  readonly extent?: RegExp;
  /** Longest head in UTF-16 units. Default 256. */
  readonly reach?: number | (() => number);
  /** Sticky, single class with `*`: units that go on belonging to the finding behind its head, without limit. */
  readonly tail?: RegExp;
  /**
   * For a head that is a long run of units and then something else: what follows the run, and how long the run can be. A text
   * that is one run with many anchors is then read once, and not from each of them.
   */
  readonly run?: Run;
  /** What stands behind the anchor of every head. */
  readonly follows?: Follows;
  /** Whether the head says that no letter or digit stands in front, but the end of an escape. */
  readonly alone?: boolean;
  /** As in `Pattern`. */
  readonly named?: Named;
  /** As in `Pattern`. */
  readonly approach?: Approach;
  /** The finding at an anchor that stands in a crowd of others, which is not judged: each would cost as much as the first. */
  readonly crowded?: (text: string, at: number, stretches: Stretches) => Span | undefined;
  /** Whether all that a head has behind its anchor is made of units of `tail`. */
  readonly nests?: boolean;
  /** As in `Pattern`; to accept a head costs as much again. Default: 2. */
  readonly effort?: number;
  /** As in `Pattern`. */
  readonly common?: boolean;
  /** Says no to a head that only looks like one. Sees the finding's text, and the whole text with where the head and the finding lie in it: at most 128 units before the finding, and one behind it, may matter. */
  readonly accept?: (value: string, text: string, place: Place) => boolean;
  /** The head starts `before` units in front of its anchor and nowhere nearer. */
  readonly exactly?: boolean;
  /** What the units in front of the anchor are made of. Without it, `before` units are held at the end of a stream. */
  readonly unit?: RegExp;
  /** How many units in front of its anchor the head can start. `head` is then tried at each of them, furthest first. Keep it small. */
  readonly before?: number;
}

/** Where a head and its finding lie in a text, and what was said of others in the same scan. */
export interface Place extends Span {
  readonly at: number;
  readonly remembered: Remembered;
}

/** A pattern from regular expressions. Each expression must be linear: no nested quantifier, every repetition bounded. */
export function regularPattern(options: RegularPattern): Pattern {
  const { rule, anchors, severity = 'high', before = 0, exactly = false, accept, unit, run } = options;
  const { follows, named, alone, nests, approach, crowded, effort = 2, common } = options;
  let compiled: Head | undefined;
  let extent = options.extent;
  let longest: number | undefined;
  let shortest: number | undefined;
  const reach = (): number => {
    longest ??= typeof options.reach === 'function' ? options.reach() : (options.reach ?? 256);
    return longest;
  };
  const { tail } = options;

  const found = (text: string, position: number): Span | undefined => {
    compiled ??= compileHead(options.head); // most expressions are never needed, and hundreds take ten milliseconds
    const { head, group } = compiled;
    head.lastIndex = position;
    if (group === 'none') return head.test(text) ? { start: position, end: head.lastIndex } : undefined;
    const match = head.exec(text);
    if (match === null) return undefined;
    if (group === 'last') return { start: head.lastIndex - (match[1]?.length ?? 0), end: head.lastIndex };
    const { indices } = match;
    const [start, end] = indices?.find((range, index) => index > 0 && range !== undefined) ?? [
      position,
      head.lastIndex,
    ];
    return { start, end };
  };
  const { read } = options;
  const at = (text: string, position: number, stretches?: Stretches, known?: Remembered): Span | undefined => {
    const span = read === undefined ? found(text, position) : read(text, position, stretches);
    if (span === undefined || accept === undefined) return span;
    if (nests !== true) stretches?.spend(effort);
    const { start, end } = span;
    const remembered = known ?? new Remembered();
    return accept(text.slice(start, end), text, { at: position, start, end, remembered }) ? span : undefined;
  };
  const match: Pattern['match'] = (text, anchor, stretches, known = stretches?.remembered) => {
    if (run !== undefined && stretches?.goesOn(run, text, anchor) === false) return undefined;
    const inCrowd = stretches === undefined ? undefined : crowded?.(text, anchor, stretches);
    if (inCrowd !== undefined) return inCrowd;
    if (exactly) return anchor < before ? undefined : at(text, anchor - before, stretches, known);
    for (let position = Math.max(0, anchor - before); position <= anchor; position += 1) {
      const span = at(text, position, stretches, known);
      if (span !== undefined) return span;
    }
    return undefined;
  };
  return {
    rule,
    severity,
    anchors,
    get reach() {
      return reach();
    },
    get shortest() {
      shortest ??= Math.max(0, structureOf(options.head.source).shortest - before);
      return shortest;
    },
    before,
    effort,
    match,
    open(text, anchor) {
      extent ??= new RegExp(`\\S{0,${reach()}}`, 'y');
      extent.lastIndex = anchor;
      extent.test(text);
      if (extent.lastIndex < text.length) return false;
      // What follows a head that ended inside the text is tail: it changes where the finding ends, not that it is one.
      const span = tail === undefined ? undefined : match(text, anchor);
      return span === undefined || span.end >= text.length;
    },
    ...(follows === undefined ? {} : { follows }),
    ...(named === undefined ? {} : { named }),
    ...(alone === undefined ? {} : { alone }),
    ...(nests === undefined ? {} : { nests }),
    ...(common === undefined ? {} : { common }),
    ...(approach === undefined ? {} : { approach }),
    ...(unit === undefined ? {} : { lead: leadOf(unit, before, anchors) }),
    ...(tail === undefined ? {} : { closes: closesAtEndOf(tail) }),
  };
}

/** An expression as it is run, and where its group is: of one with which every match ends, indices need not be asked for. */
interface Head {
  readonly head: RegExp;
  readonly group: 'none' | 'last' | 'inside';
}

function compileHead({ source, flags }: RegExp): Head {
  const groups = (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1;
  const group = groups === 0 ? 'none' : groups === 1 && ENDS_WITH_GROUP.test(source) ? 'last' : 'inside';
  const all = new Set(flags.replace('g', '') + (group === 'inside' ? 'dy' : 'y'));
  return { head: new RegExp(source, [...all].join('')), group };
}

/** The last thing but for what is looked at behind it is a group of one repeated class, which takes part in every match. */
const ENDS_WITH_GROUP =
  /^(?:[^|()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\]|\(\?[^()]*\))*\(\[(?:[^\]\\]|\\.)*\]\{\d+(?:,\d+)?\}\)(?:\(\?[=!][^()]*\))?$/;

/** The units at the end of a text that can stand in front of an anchor which is yet to come or to be completed. */
const leadOf =
  (unit: RegExp, before: number, anchors: readonly string[]) =>
  (text: string): number => {
    const most = before + Math.max(...anchors.map(({ length }) => length));
    let start = text.length;
    while (start > 0 && text.length - start < most && unit.test(text[start - 1] ?? '')) start -= 1;
    return start;
  };

const closesAtEndOf =
  (tail: RegExp) =>
  (text: string, from: number): number => {
    tail.lastIndex = from;
    tail.test(text);
    return tail.lastIndex >= text.length ? -1 : tail.lastIndex;
  };
