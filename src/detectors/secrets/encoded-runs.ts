import type { UnitClass } from '../unit-class.ts';
import { type Encoding, room } from './encoded-text.ts';

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
    for (let from = group, most = FIRST, more = true; more; most = CHUNK) {
      const read = encoding.read(text, from, most, ROOM);
      more = read === most;
      for (let index = 0; index < read; index += 1) {
        const unit = ROOM.units[index] ?? 0;
        if (count >= 0) {
          if (unit > 127 ? !units.others : units.members[unit] === 0) {
            more = false;
            break;
          }
          until = ROOM.ends[index] ?? until;
        }
        count += 1;
        if (count < least) continue;
        // What is known of a run with line ends inside is of no use to the next.
        if (until >= end + longest + FURTHER || until > unbroken(encoding, end, count)) {
          ends = false;
          more = false;
          break;
        }
      }
      from = ROOM.ends[read - 1] ?? from;
    }
    // With line ends inside, where a unit lies does not tell how it is decoded.
    if (until <= unbroken(encoding, end, count)) {
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
  for (let from = run.from; from < at; ) {
    const read = encoding.read(text, from, Math.min(CHUNK, at - from), ROOM);
    let index = 0;
    while (index < read && (ROOM.starts[index] ?? at) < at) index += 1;
    run.count -= index;
    if (index === 0) break;
    from = ROOM.ends[read - 1] ?? at;
  }
  run.from = at;
}

/** How many units so much text can be, at most. */
const mostUnits = ({ period, group }: Encoding, length: number): number =>
  Math.ceil((length * group) / Math.max(1, period)) + 1;

/** The furthest that so many units behind an offset reach without a line end between them. */
const unbroken = ({ period, group }: Encoding, from: number, count: number): number =>
  period === 0 ? Number.POSITIVE_INFINITY : from + Math.ceil((count * period) / group) + 1;

/** Units that are read at first, because most runs are short, and at once: whole groups. */
const FIRST = 12;
const CHUNK = 48;
const ROOM = room(CHUNK);
