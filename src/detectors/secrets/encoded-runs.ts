import type { UnitClass } from '../unit-class.ts';
import type { Encoding } from './encoded-text.ts';

/** How much further than it must a run is followed, in UTF-16 units of text. */
const FURTHER = 1024;

/** The first units of what is decoded, and where they end in the text. */
export interface Skipped {
  readonly count: number;
  readonly end: number;
}

/** A stretch of text of which all that is decoded is of one class, and whether what follows is not. */
interface Run {
  from: number;
  until: number;
  ends: boolean;
  /** How many units it is, at least. */
  count: number;
}

/** Runs of units of a class in what one scan of one text would decode, so that a text full of anchors is read about once. */
export class EncodedRuns {
  readonly #runs = new Map<Encoding, Map<number, Run>>();

  /**
   * Whether what is decoded from the start of a group goes on, behind its first `skipped` units, which end at an offset, with at
   * least so many units of a class.
   */
  goesOn(encoding: Encoding, text: string, group: number, skipped: Skipped, units: UnitClass, least: number): boolean {
    const { end } = skipped;
    const run = this.#of(encoding, group, units);
    const longest = least * encoding.widest;
    const isInside = end >= run.from && end <= run.until;
    if (encoding.dense && isInside && end + longest <= run.until) return true;
    if (!encoding.dense && isInside) {
      moveOn(run, encoding, text, end);
      if (run.count >= least || run.ends) return run.count >= least;
    }
    if (isInside && run.ends && mostUnits(encoding, run.until - end) < least) return false;
    let count = -skipped.count;
    let until = end;
    let ends = true;
    encoding.walk(text, group, (unit, _, unitEnd) => {
      if (count >= 0) {
        if (unit > 127 ? !units.others : units.members[unit] === 0) return false;
        until = unitEnd;
      }
      count += 1;
      ends = count < least || unitEnd < end + longest + FURTHER;
      return ends;
    });
    // With line ends inside, where a unit lies does not tell how it is decoded.
    if (encoding.period === 0 || !hasLineEnd(text, end, until)) {
      run.from = end;
      run.until = until;
      run.ends = ends;
      run.count = count;
    }
    return count >= least;
  }

  #of(encoding: Encoding, group: number, { number }: UnitClass): Run {
    let runs = this.#runs.get(encoding);
    if (runs === undefined) {
      runs = new Map();
      this.#runs.set(encoding, runs);
    }
    const which = number * 4 + (encoding.period === 0 ? 0 : group % encoding.period);
    let run = runs.get(which);
    if (run === undefined) {
      run = { from: 0, until: 0, ends: false, count: 0 };
      runs.set(which, run);
    }
    return run;
  }
}

/** Lets a run begin at an offset in it: what lies before is not asked for again, because places come in rising order. */
function moveOn(run: Run, encoding: Encoding, text: string, at: number): void {
  if (at === run.from) return;
  encoding.walk(text, run.from, (_, start) => {
    if (start >= at) return false;
    run.count -= 1;
    return true;
  });
  run.from = at;
}

/** How many units so much text can be, at most. */
const mostUnits = ({ period, group }: Encoding, length: number): number =>
  Math.ceil((length * group) / Math.max(1, period)) + 1;

function hasLineEnd(text: string, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) if (text.charCodeAt(at) < 32) return true;
  return false;
}
