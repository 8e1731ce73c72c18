import { endOfRun, type UnitClass } from '../unit-class.ts';
import { EncodedRuns } from './encoded-runs.ts';
import { type Decoded, decode, type Encoding, firstAbove } from './encoded-text.ts';
import { Remembered } from './remembered.ts';

/** Runs that are kept of an encoding: as many as base64 has alignments. */
const KEPT = 4;
/** How much is decoded where the last place was so near that both share text. */
const MANY = 2048;
/** Anchors of one rule in one run that are judged, when the last of so many is so close to the first. In units before an anchor, which a stream keeps. */
const FEW = 3;
const CLOSE = 96;
/** What a place costs at which that is asked, whatever the answer: one that hangs on places before would make later ones hang on the whole text. */
const ASKED = 6;

/** A part of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A unit of a run. */
export interface Place {
  readonly run: Decoded;
  readonly index: number;
}

interface Kept {
  readonly runs: Decoded[];
  next: number;
  /** The place that was asked for last. */
  last: number;
  /** Between these nothing is found. */
  nothingFrom: number;
  nothingUntil: number;
}

/** A run of units, and what must follow it. */
export interface Run {
  /** Sticky, a single class with `*`. */
  readonly units: RegExp;
  /** Sticky. It starts with a unit that is not of the run, and is bounded. */
  readonly rest: RegExp;
  /** Most units of a run, from the anchor on. */
  readonly most: number;
}

interface KnownRun {
  readonly from: number;
  readonly end: number;
  readonly goesOn: boolean;
}

/** What one scan of one text has read and decoded, so that a text full of anchors is read about once and not at each of them. */
export class Stretches {
  readonly #effort: { effort: number } | undefined;

  /** Without `effort`, nothing is counted. */
  constructor(effort?: { effort: number }) {
    this.#effort = effort;
  }

  #isCounted = true;

  /** Begins another place. */
  begin(): void {
    this.#isCounted = true;
  }

  /** Counts what was done at the place. */
  spend(effort: number): void {
    if (this.#isCounted && this.#effort !== undefined) this.#effort.effort += effort;
  }

  readonly remembered = new Remembered();
  readonly encoded = new EncodedRuns();
  readonly #kept = new Map<Encoding, Kept>();

  readonly #runs = new Map<Run, KnownRun>();

  /** Whether the run round a place is near enough to its end there, and goes on as it must. */
  goesOn(run: Run, text: string, at: number): boolean {
    let known = this.#runs.get(run);
    if (known === undefined || at < known.from || at >= known.end) {
      const end = endOf(run.units, text, at);
      known = { from: at, end, goesOn: endOf(run.rest, text, end) > end };
      this.#runs.set(run, known);
    }
    return known.goesOn && known.end - at <= run.most;
  }

  readonly #classFrom: number[] = [];
  readonly #classEnd: number[] = [];

  /** The end of the run of units that starts at a place or goes on there, or the place. */
  endOf(units: UnitClass, text: string, at: number): number {
    const { number } = units;
    const knownFrom = this.#classFrom[number] ?? -1;
    const knownEnd = this.#classEnd[number] ?? -1;
    if (at >= knownFrom && at < knownEnd) return knownEnd;
    let end = endOfRun(units, text, at, at < knownFrom ? knownFrom : text.length);
    if (end === knownFrom && knownFrom < knownEnd) end = knownEnd;
    this.#classFrom[number] = at;
    this.#classEnd[number] = end;
    return end;
  }

  readonly #crowds = new Map<object, { readonly places: number[]; next: number; runEnd: number }>();

  /** Whether three places before this one, in the same run of units and near, were asked for. Places come in rising order. */
  crowded(who: object, at: number, runEnd: number): boolean {
    let crowd = this.#crowds.get(who);
    if (crowd === undefined || crowd.runEnd !== runEnd) {
      crowd = { places: [], next: 0, runEnd };
      this.#crowds.set(who, crowd);
    }
    const oldest = crowd.places[crowd.next];
    crowd.places[crowd.next] = at;
    crowd.next = (crowd.next + 1) % FEW;
    this.spend(ASKED);
    this.#isCounted = false;
    return oldest !== undefined && at - oldest <= CLOSE;
  }

  readonly #read = new Map<object, { at: number; span: Stretch | undefined }>();

  /** What is read at a place, when what was read last by the same reader was not there. */
  readOnce(who: object, at: number, read: (at: number) => Stretch | undefined): Stretch | undefined {
    let known = this.#read.get(who);
    if (known === undefined) {
      known = { at: -1, span: undefined };
      this.#read.set(who, known);
    }
    if (known.at !== at) {
      known.span = read(at);
      known.at = at;
    }
    return known.span;
  }

  readonly #nothing = new Map<object, { from: number; until: number }>();

  /** The offset, or where behind it something was not looked for yet. */
  behindNothing(who: object, at: number): number {
    const known = this.#nothing.get(who);
    return known !== undefined && at >= known.from && at < known.until ? known.until : at;
  }

  /** Says that there is nothing at the offsets from one on to another. */
  sawNothing(who: object, from: number, until: number): void {
    const known = this.#nothing.get(who);
    if (known === undefined) this.#nothing.set(who, { from, until });
    else if (from >= known.from && from <= known.until) known.until = Math.max(known.until, until);
    else {
      known.from = from;
      known.until = until;
    }
  }

  readonly #next = new Map<string, { readonly from: number; readonly at: number }>();

  /** Where a word stands next, from an offset on, or infinity. */
  next(word: string, text: string, from: number): number {
    const known = this.#next.get(word);
    if (known !== undefined && from >= known.from && from <= known.at) return known.at;
    const at = text.indexOf(word, from);
    const place = at === -1 ? Number.POSITIVE_INFINITY : at;
    this.#next.set(word, { from, at: place });
    return place;
  }

  /** Whether an encoding can be seen to have nothing at a place. */
  nothing(encoding: Encoding, text: string, at: number): boolean {
    if (encoding.nothingUntil === undefined) return false;
    const kept = this.#of(encoding);
    if (at >= kept.nothingFrom && at < kept.nothingUntil) return true;
    const until = encoding.nothingUntil(text, at);
    if (until <= at) return false;
    if (until === at + 1) return true; // not kept, because what is kept may reach further
    kept.nothingFrom = at;
    kept.nothingUntil = until;
    return true;
  }

  /** At least so many units from the start of a group, when so many belong together. */
  at(encoding: Encoding, text: string, from: number, least: number): Place {
    const kept = this.#of(encoding);
    let slot = -1;
    let between = false;
    for (let which = 0; which < kept.runs.length; which += 1) {
      const run = kept.runs[which];
      if (run === undefined || from < (run.starts[0] ?? from) || from > (run.starts.at(-1) ?? -1)) continue;
      const index = firstAbove(run.starts, from - 1, 0);
      if (run.starts[index] !== from || index % encoding.group !== 0) {
        between ||= encoding.alignments === 1;
        continue;
      }
      if (run.whole || run.units.length - index >= least) return { run, index };
      slot = which;
    }
    // Inside a unit: what begins there is of no use to other places.
    if (between && slot === -1) return { run: decode(encoding, text, from, least), index: 0 };
    if (slot === -1) {
      slot = kept.next;
      kept.next = (slot + 1) % KEPT;
    }
    const run = decode(encoding, text, from, Math.abs(from - kept.last) < least * encoding.widest ? MANY : least);
    kept.last = from;
    kept.runs[slot] = run;
    return { run, index: 0 };
  }

  #of(encoding: Encoding): Kept {
    let kept = this.#kept.get(encoding);
    if (kept === undefined) {
      kept = { runs: [], next: 0, last: Number.NEGATIVE_INFINITY, nothingFrom: 0, nothingUntil: 0 };
      this.#kept.set(encoding, kept);
    }
    return kept;
  }
}

/** Where what a sticky expression matches at an offset ends, or the offset. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
