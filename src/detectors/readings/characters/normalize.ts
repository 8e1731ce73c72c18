import {
  closesIsolate,
  isAlone,
  isBidiControl,
  isFlagOfRegion,
  isInvisible,
  isVariationSelector,
  mayStand,
  variesSomething,
} from '../../natural-invisibles.ts';
import type { Span } from '../../pattern.ts';
import { asIs, Rewrite, type View } from '../../rewrite.ts';
import { classify, fold, SPECIAL, tables } from '../fold.ts';
import { FoldedText, textOf } from '../folded-text.ts';
import { isAsciiOnly, TextUnits } from '../text-units.ts';
import { pointAt } from './code-point.ts';
import { foldLookAlikes, lookAlikeBeyond } from './confusables.ts';
import { Overrides } from './overrides.ts';
import { readRegional } from './regional-letters.ts';
import { readSilentBits } from './silent-bits.ts';

/** Text that a reader would not see, and a model does. */
export interface Hidden extends Span {
  readonly text: string;
  readonly reason: 'tag characters' | 'variation selectors' | 'invisible bits' | 'reversed by a bidi override';
}

export type Oddity = 'invisible-characters' | 'bidi-override' | 'look-alike-letters';

export interface Normalized {
  /** Compatibility forms and accents folded, invisible characters gone; the case of ASCII letters is kept. */
  readonly view: View;
  /** The same in lower case, with look-alikes read as what they imitate. As long as the text of `view`. */
  readonly lower: string;
  readonly hidden: readonly Hidden[];
  /** What has no natural use where it stands. */
  readonly oddities: readonly Odd[];
}

export interface Odd {
  readonly oddity: Oddity;
  readonly count: number;
  readonly first: Span;
  readonly last: Span;
}

/** The same while they are counted. */
interface Counted {
  readonly oddity: Oddity;
  count: number;
  readonly first: Span;
  readonly last: { start: number; end: number };
}

/** More flags of regions may spell something. */
const MOST_FLAGS = 12;

/** So much longer than it is written a text may become, in units, and by its length: ligatures read as the letters they join. */
const MOST_MORE = 256;
const MORE_SHARE = 0.25;

/** Shorter stretches of tag characters are read together: they may be one text that was scattered. */
const SHORT_RUN = 8;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Reads a text as a model may read it. One pass; ASCII text only changes its case. */
export function normalize(text: string, isAscii = isAsciiOnly(text)): Normalized {
  if (isAscii) return { view: asIs(text), lower: text.toLowerCase(), hidden: [], oddities: [] };
  const pass = new Pass(text, new FoldedText(text.length), undefined);
  pass.read();
  return pass.finish();
}

/** The text without invisible characters that have no natural use, and otherwise as it was; the same string if there are none. */
export function withoutHidden(text: string): string {
  if (isAsciiOnly(text) || !MAY_HIDE.test(text)) return text;
  const clean = new Rewrite(text);
  const pass = new Pass(text, undefined, clean);
  pass.read();
  return clean.finish().text;
}

const MAY_HIDE =
  /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f|[\u180b-\u180e]|[\ufe00-\ufe0f]|\udb40/;

const given = new TextUnits();

class Pass {
  readonly #text: string;
  /** Writes the text as it is read. */
  readonly #folded: FoldedText | undefined;
  /** Writes the text without what has no natural use. */
  readonly #clean: Rewrite | undefined;
  #rightToLeft: boolean | undefined;
  readonly #oddities = new Map<Oddity, Counted>();
  readonly #hidden: Hidden[] = [];
  /** Bytes of variation selectors that vary nothing, and where the first and the last of them stand. */
  readonly #bytes: number[] = [];
  #bytesSpan: Span | undefined;
  /** Invisible characters that have no natural use, and where the first and the last of them stand. */
  readonly #silent: number[] = [];
  #silentSpan: Span | undefined;
  #scattered = '';
  #scatteredSpan: Span | undefined;
  readonly #overrides: Overrides;
  #override: number | undefined;
  /** Where the isolate ends that is open. */
  #isolateEnd = -1;
  #flags = 0;
  /** How many units more the text may become. */
  #growth: number;

  constructor(text: string, folded: FoldedText | undefined, clean: Rewrite | undefined) {
    this.#text = text;
    this.#folded = folded;
    this.#clean = clean;
    this.#overrides = new Overrides(text);
    this.#growth = MOST_MORE + text.length * MORE_SHARE;
  }

  read(): void {
    const { length } = this.#text;
    const units = given.of(this.#text);
    const folded = this.#folded;
    const { kinds } = tables;
    for (let index = 0; index < length; ) {
      const start = index;
      for (; index < length; index += 1) {
        const unit = units[index] ?? 0;
        if (unit >= 128 && (kinds[unit] || classify(unit)) === SPECIAL) break;
      }
      folded?.copy(units, start, index);
      if (index < length) index = this.#special(index);
    }
  }

  finish(): Normalized {
    this.#recoverBytes();
    this.#recoverScattered();
    this.#recoverSilent();
    this.#closeOverride(this.#text.length);
    if (this.#folded === undefined) return { view: asIs(this.#text), lower: this.#text, hidden: [], oddities: [] };
    const { view, lower } = this.#folded.finish();
    const { count, first, last } = foldLookAlikes(this.#folded.units.subarray(0, lower.length), lower);
    const oddities: Odd[] = [...this.#oddities.values()];
    if (count > 0) {
      const at = (offset: number): Span => view.origin(offset, offset + 1);
      oddities.push({ oddity: 'look-alike-letters', count, first: at(first), last: at(last) });
    }
    return { view, lower: textOf(lower), hidden: [...this.#hidden, ...this.#turned()], oddities };
  }

  #turned(): Hidden[] {
    return this.#overrides.worthReading().map((stretch) => ({ ...stretch, reason: 'reversed by a bidi override' }));
  }

  /** Reads what is not one unit that stands for one unit, and gives the offset behind it. */
  #special(index: number): number {
    const point = pointAt(this.#text, index);
    const end = index + (point > 0xffff ? 2 : 1);
    if (point >= 0xe0000 && point <= 0xe007f) return this.#tags(index);
    if (isVariationSelector(point)) this.#variation(point, index, end);
    else if (isBidiControl(point)) this.#bidi(point, index, end);
    else if (isInvisible(point)) this.#invisible(point, index, end);
    else if (point >= 0x1f1e6 && point <= 0x1f1ff) return this.#regional(index);
    else this.#fold(point, index, end);
    return end;
  }

  /** What reads as more than it is written in makes a text longer, up to a bound. */
  #fold(point: number, start: number, end: number): void {
    if (this.#folded === undefined) return;
    const folded = (point > 0xffff ? lookAlikeBeyond(point) : undefined) ?? fold(point);
    const more = folded.length - (end - start);
    if (more > 0) this.#growth -= more;
    if (more <= 0 || this.#growth >= 0) this.#folded.replace(start, end, folded);
    else {
      this.#folded.keep(this.#text, start, end);
      this.#odd('look-alike-letters', start, end);
    }
  }

  #odd(oddity: Oddity, start: number, end: number): void {
    const known = this.#oddities.get(oddity);
    if (known === undefined) {
      this.#oddities.set(oddity, { oddity, count: 1, first: { start, end }, last: { start, end } });
      return;
    }
    known.count += 1;
    known.last.start = start;
    known.last.end = end;
  }

  /** Tag characters: a few flags of parts of countries; everything else is hidden ASCII. */
  #tags(start: number): number {
    let end = start;
    let text = '';
    for (;;) {
      const point = pointAt(this.#text, end);
      if (point < 0xe0000 || point > 0xe007f) break;
      if (point >= 0xe0020 && point < 0xe007f) text += String.fromCharCode(point - 0xe0000);
      end += 2;
    }
    this.#folded?.replace(start, end, '');
    if (this.#flags < MOST_FLAGS && isFlagOfRegion(this.#text, start, end, text)) {
      this.#flags += 1;
      return end;
    }
    this.#clean?.replace(start, end, '');
    this.#odd('invisible-characters', start, end);
    if (text.length >= SHORT_RUN) this.#hidden.push({ start, end, text, reason: 'tag characters' });
    else {
      this.#scattered += text;
      this.#scatteredSpan = { start: this.#scatteredSpan?.start ?? start, end };
    }
    return end;
  }

  #regional(start: number): number {
    const { end, text } = readRegional(this.#text, start);
    this.#folded?.replace(start, end, text);
    return end;
  }

  #variation(point: number, start: number, end: number): void {
    this.#folded?.replace(start, end, '');
    if (variesSomething(this.#before(start), point)) return;
    this.#clean?.replace(start, end, '');
    this.#bytes.push(point >= 0xe0100 ? point - 0xe0100 + 16 : point - 0xfe00);
    this.#bytesSpan = { start: this.#bytesSpan?.start ?? start, end };
  }

  #recoverScattered(): void {
    const span = this.#scatteredSpan;
    if (span !== undefined && this.#scattered !== '') {
      this.#hidden.push({ ...span, text: this.#scattered, reason: 'tag characters' });
    }
  }

  #recoverBytes(): void {
    const span = this.#bytesSpan;
    if (span === undefined || this.#bytes.length < 4) return; // one or two are left over from edited emoji
    this.#odd('invisible-characters', span.start, span.end);
    this.#hidden.push({ ...span, text: Buffer.from(this.#bytes).toString('utf8'), reason: 'variation selectors' });
  }

  #recoverSilent(): void {
    const text = readSilentBits(this.#silent);
    if (text !== undefined && this.#silentSpan !== undefined) {
      this.#hidden.push({ ...this.#silentSpan, text, reason: 'invisible bits' });
    }
  }

  #bidi(point: number, start: number, end: number): void {
    this.#folded?.replace(start, end, '');
    if (point === 0x200e || point === 0x200f || point === 0x061c) return; // marks change the order of no letters
    if (point === 0x202c || point === 0x202e) {
      this.#closeOverride(start);
      if (point === 0x202e) this.#override = end;
    }
    this.#rightToLeft ??= RIGHT_TO_LEFT.test(this.#text);
    if (this.#rightToLeft || start === this.#isolateEnd) return;
    if (point === 0x2068) {
      this.#isolateEnd = closesIsolate(this.#text, end);
      if (this.#isolateEnd !== -1) return;
    }
    this.#clean?.replace(start, end, '');
    this.#odd('bidi-override', start, end);
  }

  /** What stands behind an override is shown from its end to its start. */
  #closeOverride(end: number): void {
    const start = this.#override;
    this.#override = undefined;
    if (start === undefined || end <= start) return;
    this.#overrides.add(start, end);
  }

  #invisible(point: number, start: number, end: number): void {
    this.#folded?.replace(start, end, '');
    if (point === 0xad || (point === 0xfeff && start === 0)) return; // a soft hyphen breaks lines, a mark opens files
    const alone = isAlone(this.#text, start);
    if (mayStand(point, this.#before(start), pointAt(this.#text, end), alone)) return;
    this.#clean?.replace(start, end, '');
    this.#odd('invisible-characters', start, end);
    this.#silent.push(point);
    this.#silentSpan = { start: this.#silentSpan?.start ?? start, end };
  }

  /** The code point before an offset. */
  #before(offset: number): number {
    const unit = this.#text.charCodeAt(offset - 1);
    const low = unit >= 0xdc00 && unit <= 0xdfff;
    return offset === 0 ? 0 : ((low ? pointAt(this.#text, offset - 2) : unit) ?? 0);
  }
}
