import { withoutInvisible } from '../invisible.ts';
import type { Span } from '../pattern.ts';
import { asIs, Rewrite, type View } from '../rewrite.ts';

/** A text as its identifiers read: invisible units gone, full-width and other digits as ASCII, escapes of URLs, HTML and JSON decoded. */
export interface Reading {
  readonly text: string;
  /** Where units of this reading stand in the text that was given. */
  origin(start: number, end: number): Span;
}

/** Units that stand for one ASCII unit each: spaces, dashes, full-width forms, Arabic, Persian and Devanagari digits. */
const FOLDED =
  /[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const SOME_FOLDED = new RegExp(FOLDED.source);

const ESCAPE =
  /%[0-9A-Fa-f]{2}|&#(?:[0-9]{2,5}|[xX][0-9A-Fa-f]{2,4});|&(?:amp|commat|period|nbsp|plus|lpar|rpar|colon|hyphen|dash|lowbar);|\\u00[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}/g;
const SOME_ESCAPE = new RegExp(ESCAPE.source);

/** What can be the beginning of an escape, at the end of a text. */
const CUT_ESCAPE = /(?:%[0-9A-Fa-f]?|&(?:#?[0-9A-Za-z]{0,7})?|\\(?:u[0-9A-Fa-f]{0,3}|x[0-9A-Fa-f]?)?)$/;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['commat', '@'],
  ['period', '.'],
  ['nbsp', ' '],
  ['plus', '+'],
  ['lpar', '('],
  ['rpar', ')'],
  ['colon', ':'],
  ['hyphen', '-'],
  ['dash', '-'],
  ['lowbar', '_'],
]);

/** Without any of these, all units but those of escapes are read as they are. */
const SOME_OTHER = /[\u00a0-\uffff]/;

/** Reads a text. It is read from left to right: more text never changes the reading of what stands before a cut escape. */
export function read(given: string): Reading {
  if (!SOME_OTHER.test(given)) return withoutEscapes(given);
  const visible = withoutInvisible(given);
  const view = withoutEscapes(SOME_FOLDED.test(visible.text) ? foldedText(visible.text) : visible.text);
  return {
    text: view.text,
    origin(start, end) {
      const span = view.origin(start, end);
      return { start: visible.original(span.start), end: span.end === 0 ? 0 : visible.original(span.end - 1) + 1 };
    },
  };
}

const withoutEscapes = (text: string): View => (SOME_ESCAPE.test(text) ? decoded(text) : asIs(text));

/** A text without an escape that is cut at its end. The two do not differ when there is none. */
export function withoutCutEscape(given: string): string {
  const tail = CUT_ESCAPE.exec(given.slice(-9));
  return tail === null ? given : given.slice(0, given.length - tail[0].length);
}

/** Units are folded in blocks: where there is one to fold, there often is another. */
const BLOCK = 64;

function foldedText(text: string): string {
  let folded = '';
  let copied = 0;
  FOLDED.lastIndex = 0;
  while (FOLDED.test(text)) {
    const from = FOLDED.lastIndex - 1;
    const end = Math.min(text.length, from + BLOCK);
    const units: number[] = [];
    for (let at = from; at < end; at += 1) units.push(fold(text.charCodeAt(at)));
    folded += text.slice(copied, from) + String.fromCharCode(...units);
    copied = end;
    FOLDED.lastIndex = end;
  }
  return folded + text.slice(copied);
}

/** A unit of `FOLDED` as the one that it stands for, any other as it is. */
function fold(unit: number): number {
  if (unit < 0xa0) return unit;
  if (unit === 0xa0 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x205f || unit === 0x3000)
    return 32;
  if ((unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212) return 45;
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  const zero = unit >= 0x966 ? 0x966 : unit >= 0x6f0 ? 0x6f0 : 0x660;
  return unit >= zero && unit <= zero + 9 ? 48 + unit - zero : unit;
}

function decoded(text: string): View {
  const rewrite = new Rewrite(text);
  for (const { 0: written, index } of text.matchAll(ESCAPE)) {
    const unit = unitOf(written);
    rewrite.replace(index, index + written.length, unit);
  }
  return rewrite.finish();
}

/** The printable ASCII unit that an escape stands for, or something that belongs to no identifier. */
function unitOf(written: string): string {
  if (written.startsWith('&')) {
    if (written[1] !== '#') return NAMED.get(written.slice(1, -1)) ?? NEUTRAL;
    const hexadecimal = written[2] === 'x' || written[2] === 'X';
    return printable(Number.parseInt(written.slice(hexadecimal ? 3 : 2, -1), hexadecimal ? 16 : 10));
  }
  return printable(Number.parseInt(written.slice(-2), 16));
}

const NEUTRAL = '\ufffd';

const printable = (code: number): string =>
  code >= 32 && code < 127
    ? String.fromCharCode(code)
    : code === 160
      ? ' '
      : code === 9 || code === 10
        ? '\n'
        : NEUTRAL;
