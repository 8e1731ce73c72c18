import { foldLookAlikes } from './confusables.ts';
import {
  closesIsolate,
  isAlone,
  isBidiControl,
  isFlagOfRegion,
  isInvisible,
  isVariationSelector,
  mayStand,
  variesSomething,
} from './natural-invisibles.ts';
import type { Span } from './pattern.ts';
import { asIs, Rewrite, type View } from './rewrite.ts';

/** Text that a reader would not see, and a model does. */
export interface Hidden extends Span {
  readonly text: string;
  readonly reason: 'tag characters' | 'variation selectors' | 'reversed by a bidi override';
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

/** More flags of regions may spell something. */
const MOST_FLAGS = 12;

/** Shorter stretches of tag characters are read together: they may be one text that was scattered. */
const SHORT_RUN = 8;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII starts with control characters
const ASCII_ONLY = /^[\x00-\x7f]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const NOT_ASCII = /[^\x00-\x7f]+/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Reads a text as a model may read it. One pass; ASCII text only changes its case. */
export function normalize(text: string): Normalized {
  if (ASCII_ONLY.test(text)) return { view: asIs(text), lower: text.toLowerCase(), hidden: [], oddities: [] };
  const pass = new Pass(text, new Rewrite(text), undefined);
  for (const { 0: run, index } of text.matchAll(NOT_ASCII)) pass.read(index, index + run.length);
  return pass.finish();
}

/** The text without invisible characters that have no natural use, and otherwise as it was; the same string if there are none. */
export function withoutHidden(text: string): string {
  if (ASCII_ONLY.test(text) || !MAY_HIDE.test(text)) return text;
  const clean = new Rewrite(text);
  const pass = new Pass(text, undefined, clean);
  for (const { 0: run, index } of text.matchAll(NOT_ASCII)) pass.read(index, index + run.length);
  return clean.finish().text;
}

const MAY_HIDE =
  /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f|[\u180b-\u180e]|[\ufe00-\ufe0f]|\udb40/;

class Pass {
  readonly #text: string;
  /** Writes the text as it is read. */
  readonly #rewrite: Rewrite | undefined;
  /** Writes the text without what has no natural use. */
  readonly #clean: Rewrite | undefined;
  readonly #rightToLeft: boolean;
  readonly #oddities = new Map<Oddity, Odd>();
  readonly #hidden: Hidden[] = [];
  /** Bytes of variation selectors that vary nothing, and where the first and the last of them stand. */
  readonly #bytes: number[] = [];
  #bytesSpan: Span | undefined;
  #scattered = '';
  #scatteredSpan: Span | undefined;
  #override: number | undefined;
  /** Where the isolate ends that is open. */
  #isolateEnd = -1;
  #flags = 0;

  constructor(text: string, rewrite: Rewrite | undefined, clean: Rewrite | undefined) {
    this.#text = text;
    this.#rewrite = rewrite;
    this.#clean = clean;
    this.#rightToLeft = RIGHT_TO_LEFT.test(text);
  }

  /** Reads one run of units that are not ASCII. */
  read(from: number, to: number): void {
    let index = from;
    while (index < to) {
      const point = this.#text.codePointAt(index) ?? 0;
      const end = index + (point > 0xffff ? 2 : 1);
      if (point >= 0xe0000 && point <= 0xe007f) index = this.#tags(index);
      else {
        this.#point(point, index, end);
        index = end;
      }
    }
  }

  finish(): Normalized {
    this.#recoverBytes();
    this.#recoverScattered();
    const view = this.#rewrite?.finish() ?? asIs(this.#text);
    const lower = view.text.toLowerCase();
    const folded = foldLookAlikes(lower.length === view.text.length ? lower : view.text);
    const { count, first, last } = folded.disguised;
    const oddities = [...this.#oddities.values()];
    if (count > 0) {
      const at = (offset: number): Span => view.origin(offset, offset + 1);
      oddities.push({ oddity: 'look-alike-letters', count, first: at(first), last: at(last) });
    }
    return { view, lower: folded.text, hidden: this.#hidden, oddities };
  }

  #odd(oddity: Oddity, start: number, end: number): void {
    const known = this.#oddities.get(oddity);
    const last = { start, end };
    this.#oddities.set(oddity, { oddity, count: (known?.count ?? 0) + 1, first: known?.first ?? last, last });
  }

  #point(point: number, start: number, end: number): void {
    if (isVariationSelector(point)) this.#variation(point, start, end);
    else if (isBidiControl(point)) this.#bidi(point, start, end);
    else if (isInvisible(point)) this.#invisible(point, start, end);
    else this.#rewrite?.replace(start, end, fold(point));
  }

  /** Tag characters: a few flags of parts of countries; everything else is hidden ASCII. */
  #tags(start: number): number {
    let end = start;
    let text = '';
    for (;;) {
      const point = this.#text.codePointAt(end) ?? 0;
      if (point < 0xe0000 || point > 0xe007f) break;
      if (point >= 0xe0020 && point < 0xe007f) text += String.fromCharCode(point - 0xe0000);
      end += 2;
    }
    this.#rewrite?.replace(start, end, '');
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

  #variation(point: number, start: number, end: number): void {
    this.#rewrite?.replace(start, end, '');
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

  #bidi(point: number, start: number, end: number): void {
    this.#rewrite?.replace(start, end, '');
    if (point === 0x200e || point === 0x200f || point === 0x061c) return; // marks change the order of no letters
    if (point === 0x202e) this.#override = end;
    else if (point === 0x202c && this.#override !== undefined) {
      const inside = this.#text.slice(this.#override, start);
      if (inside.length >= SHORT_RUN) {
        const text = [...inside].reverse().join('');
        this.#hidden.push({ start: this.#override, end: start, text, reason: 'reversed by a bidi override' });
      }
      this.#override = undefined;
    }
    if (this.#rightToLeft || start === this.#isolateEnd) return;
    if (point === 0x2068) {
      this.#isolateEnd = closesIsolate(this.#text, end);
      if (this.#isolateEnd !== -1) return;
    }
    this.#clean?.replace(start, end, '');
    this.#odd('bidi-override', start, end);
  }

  #invisible(point: number, start: number, end: number): void {
    this.#rewrite?.replace(start, end, '');
    if (point === 0xad || (point === 0xfeff && start === 0)) return; // a soft hyphen breaks lines, a mark opens files
    const alone = isAlone(this.#text, start);
    if (mayStand(point, this.#before(start), this.#text.codePointAt(end) ?? 0, alone)) return;
    this.#clean?.replace(start, end, '');
    this.#odd('invisible-characters', start, end);
  }

  /** The code point before an offset. */
  #before(offset: number): number {
    const unit = this.#text.charCodeAt(offset - 1);
    const low = unit >= 0xdc00 && unit <= 0xdfff;
    return offset === 0 ? 0 : ((low ? this.#text.codePointAt(offset - 2) : unit) ?? 0);
  }
}

const COMBINING = /[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]/g;
const PLAIN = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201b', "'"],
  ['\u2032', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2028', '\n'],
  ['\u2029', '\n'],
  ['\u2800', ' '],
]);
const folds = new Map<number, string>();
/** A bound for memory: more than the letters of all living scripts. */
const MOST_FOLDS = 20_000;

/** One code point in its compatibility form, in lower case; letters of alphabets without their accents. */
function fold(point: number): string {
  let folded = folds.get(point);
  if (folded === undefined) {
    const letter = String.fromCodePoint(point);
    const alphabetic = point < 0x530 || (point >= 0x1d00 && point <= 0x1fff) || (point >= 0x2c60 && point <= 0x2c7f);
    folded =
      PLAIN.get(letter) ??
      (alphabetic ? letter.normalize('NFKD') : letter.normalize('NFKC')).replace(COMBINING, '').toLowerCase();
    if (folds.size < MOST_FOLDS) folds.set(point, folded);
  }
  return folded;
}
