import type { Span } from '../pattern.ts';
import { asIs, through, type View } from '../rewrite.ts';
import { unescaped } from './characters/escapes.ts';
import { type Normalized, normalize, type Odd } from './characters/normalize.ts';
import { movedCodePoints } from './codes/moved-code-points.ts';
import { base85, rot47 } from './codes/rare-codes.ts';
import { mirrored } from './codes/turned-letters.ts';
import { uuencoded } from './codes/uuencoded.ts';
import { type Disguise, NATURAL } from './disguise.ts';
import { disguised } from './disguised.ts';
import { Effort } from './effort.ts';
import { joined } from './stretches.ts';
import { surveyOf } from './survey.ts';
import { byItself, isAsciiOnly } from './text-units.ts';

export type { Disguise } from './disguise.ts';

export interface ReadingOptions {
  /** How many layers of encoding are opened: 0 to 3. */
  readonly depth: number;
  /** Told what is disguised and not read, because the rest took all the room, with its place in the text that was given. */
  readonly unread?: (span: Span) => void;
  /** Where the text stands in the one that places are given in: the one that is meant by "the text that was given". Default 0. */
  readonly from?: number;
}

/** A text as somebody may read it: normalised, in lower case, with the way back to the text that was given. */
export interface Reading extends View {
  /** How it was disguised, or `undefined` for the text as it stands. */
  readonly reason: Disguise | undefined;
  /** How many disguises had to be taken off: 0 for the text as it stands. */
  readonly depth: number;
  /** Whether it stands in characters that show nothing. */
  readonly unseen: boolean;
  /** What has no natural use where it stands, with its place in the text that was given. */
  readonly oddities: readonly Odd[];
}

/** A text that is still to be read: the one given, then what is found in it. */
interface Layer {
  readonly view: View;
  readonly depth: number;
  readonly reason: Disguise | undefined;
  /** What reading it takes, in units. */
  readonly work: number;
}

/** What opening a layer costs beside its length, in units. */
const LAYER = 256;
/** A short text has room for some layers more, a long one for one that is as long as the text. */
const MOST_MORE = 4096;
const LESS_MORE = 4;

/** What is read beyond the text itself, in units. It bounds the work, and so the time. */
const roomFor = (length: number): number => length + Math.max(2 * LAYER, MOST_MORE - LESS_MORE * length);

/** What is tried to find what is disguised, in units: for a long text so many times its length, for a short one more. */
const effortFor = (length: number): Effort =>
  new Effort(length * TRIED + Math.max(LAYER, TRIED_MORE - length / 2, SHORT_MORE - 4 * length));
const TRIED = 1.6;
const TRIED_MORE = 2560;
const SHORT_MORE = 6144;

/**
 * The readings of a text: first as it stands, with escapes read, look-alikes folded and invisible characters gone; then what is
 * disguised in it, as what it says, stretches of one kind in one reading. A reading that says the same as one before is left out.
 * Time and memory are in proportion to the length of the text: what is beyond that is not read, and told to `unread`.
 */
export function* readings(
  text: string,
  { depth, unread, from = 0 }: ReadingOptions,
): Generator<Reading, void, undefined> {
  const layers: Layer[] = [{ view: asIs(byItself(text), from), depth: 0, reason: undefined, work: 0 }];
  const natural: Layer[] = [];
  // What was read: the text as it stands, which is the longest, without a hash of it.
  let first: string | undefined;
  const seen = new Set<string>();
  let room = roomFor(text.length);
  const effort = effortFor(text.length);
  let waiting = 0;
  const add = (view: View, depth: number, reason: Disguise): void => {
    const work = workOf(view.text) + LAYER;
    const isNatural = NATURAL.has(reason);
    if (!isNatural) waiting += work;
    (isNatural ? natural : layers).push({ view, depth, reason, work });
  };
  for (let layer = layers.shift(); layer !== undefined; layer = layers.shift() ?? natural.shift()) {
    const { reason } = layer;
    let { view } = layer;
    if (reason !== undefined) {
      const { length } = view.text;
      const { work } = layer;
      const isTold = !NATURAL.has(reason);
      if (isTold) waiting -= work;
      if (work > room) {
        const kept = Math.floor((length * (room - LAYER)) / work);
        if (kept < LAYER) {
          if (isTold) unread?.(view.origin(0, length));
          continue;
        }
        if (isTold) unread?.(view.origin(kept, length));
        view = firstOf(view, kept);
      }
      room -= Math.min(work, room);
    }
    const given = view;
    const surveyOfGiven = surveyOf(given.text);
    let survey = surveyOfGiven;
    for (let round = 0; round < depth; round += 1) {
      const next = unescaped(view, survey);
      if (next === view) break;
      view = next;
      survey = surveyOf(view.text);
    }
    const isAscii = survey.others === 0;
    const normalized = normalize(view.text, isAscii);
    if (first === undefined) first = normalized.lower;
    else if (normalized.lower === first || seen.has(normalized.lower)) continue;
    else seen.add(normalized.lower);
    const readable = through(view, normalized.view);
    const { depth: opened } = layer;
    yield {
      text: normalized.lower,
      origin: readable.origin,
      reason,
      depth: opened,
      unseen: UNSEEN.has(reason),
      oddities: oddities(view, normalized),
    };
    if (opened >= depth) continue;
    for (const why of normalized.hidden.length === 0 ? [] : HIDDEN) {
      // What stood under overrides holds none but those between two stretches: read again, it would be as it was.
      if (why === TURNED && reason === TURNED) continue;
      const stretches = normalized.hidden.filter(({ reason: how }) => how === why);
      const found = joined(view, stretches, why === TURNED ? 'turned' : 'whole');
      if (found !== undefined) add(found, opened + 1, why);
    }
    // The alphabets of these hold all that escapes begin with.
    if (view !== given) {
      for (const [why, stretches] of [
        ['base85', base85(given.text, surveyOfGiven)],
        ['uuencode', uuencoded(given.text, surveyOfGiven)],
        ['rotated by 47', rot47(given.text, surveyOfGiven)],
      ] as const) {
        const found = joined(given, stretches, 'whole');
        if (found !== undefined) add(found, opened + 1, why);
      }
    }
    if (!isAscii) {
      for (const [why, stretches] of [
        ['as in a mirror', mirrored(view.text)],
        ['character codes', movedCodePoints(view.text)],
      ] as const) {
        const found = joined(view, stretches, 'whole');
        if (found !== undefined) add(found, opened + 1, why);
      }
    }
    const written = readable.text === view.text ? survey : surveyOf(readable.text);
    for (const [found, why] of disguised(readable, normalized.lower, reason, effort, written)) {
      add(found, opened + 1, why);
      // What waits is more than can be read, and is told: nothing else is looked for.
      if (waiting > room) break;
    }
    const untried = effort.untried();
    if (untried !== undefined) unread?.(readable.origin(untried.start, untried.end));
  }
}

const TURNED = 'reversed by a bidi override';
const HIDDEN = ['tag characters', 'variation selectors', 'invisible bits', TURNED] as const;
const UNSEEN: ReadonlySet<Disguise | undefined> = new Set(HIDDEN.slice(0, 3));

const firstOf = (view: View, length: number): View => ({ text: view.text.slice(0, length), origin: view.origin });

/** How much work a text is, in units: what is not ASCII has to be folded, and a sign of a script without spaces is a word by itself. */
function workOf(text: string): number {
  let work = text.length;
  if (isAsciiOnly(text)) return work;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) work += unit >= 0x3040 ? SIGN : FOLDED;
  }
  return work;
}

const FOLDED = 1.6;
const SIGN = 2;

function oddities(view: View, normalized: Normalized): Odd[] {
  return normalized.oddities.map(({ oddity, count, first, last }) => ({
    oddity,
    count,
    first: view.origin(first.start, first.end),
    last: view.origin(last.start, last.end),
  }));
}
