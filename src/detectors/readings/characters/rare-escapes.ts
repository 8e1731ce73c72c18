import { Rewrite, through, type View } from '../../rewrite.ts';
import { hasUnitsOf, type Survey, surveyOf } from '../survey.ts';
import { mailWord, utf7 } from './mail-codes.ts';

/** A way to write characters by their numbers or with signs that show nothing. */
interface Kind {
  /** A text without any of these has none. */
  readonly signs: readonly string[];
  /** Asked before what takes longer. */
  readonly mayHold?: (text: string) => boolean;
  readonly pattern: RegExp;
  /** Fewer in a text are something else. */
  readonly fewest: number;
  /** What so many of must be in the text besides. */
  readonly besides?: RegExp;
  /** What one says, or `undefined` where it is something else. */
  read(written: string): string | undefined;
}

const TERMINAL = new RegExp(
  [
    '\\u001b\\[[0-?]{0,32}[ -/]{0,4}[@-~]',
    '\\u001b\\][^\\u0007\\u001b]{0,1000}(?:\\u0007|\\u001b\\\\)',
    '(?:(?<!\\\\)\\\\{1,8}(?:x1[bB]|033|u001[bB]|e))?\\[(?:\\d{1,3};){0,4}\\d{1,3}m(?!\\])',
    '[^\\n\\u0008]\\u0008',
  ].join('|'),
  'g',
);

const KINDS: readonly Kind[] = [
  // Colours and moves of terminals, links in them, and what is struck over.
  { signs: ['\u001b', '\b', '[0m'], pattern: TERMINAL, fewest: 1, read: () => '' },
  {
    signs: ['\\u{', '\\x{', '\\U0', '\\N{'],
    pattern:
      /(?<!\\)\\{1,8}(?:[ux]\{0{0,6}[0-9A-Fa-f]{2,6}\}|U000[0-9A-Fa-f]{5}|N\{(?:U\+[0-9A-Fa-f]{4,6}|LATIN (?:SMALL|CAPITAL) LETTER [A-Z]|SPACE)\})/g,
    fewest: 2,
    read: readNamed,
  },
  { signs: ['%u'], pattern: /%u[0-9A-Fa-f]{4}/g, fewest: 2, read: (written) => character(written.slice(2), 16) },
  {
    signs: ['&#'],
    pattern: /&#(?:0{0,12}\d{2,7}|[xX]0{0,12}[0-9A-Fa-f]{2,6});?/g,
    fewest: 1,
    read: readReference,
  },
  {
    signs: ['\\0', '\\1'],
    pattern: /(?:(?<!\\)\\{1,8}[0-3][0-7]{2}(?![0-9])){1,4000}/g,
    fewest: 1,
    read: (written) => inBase(written.match(/[0-7]{3}/g) ?? [], 8),
  },
  {
    signs: ['\\0', '\\2', '\\4', '\\5', '\\6', '\\7'],
    pattern: /\\(?:0{4}[2-7][0-9A-Fa-f]\s?|0{0,3}[2-7][0-9A-Fa-f](?:\s|(?![0-9A-Fa-f])))/g,
    fewest: 3,
    read: (written) => character(written.slice(1).trimEnd(), 16),
  },
  { signs: ['+A'], pattern: /\+A[A-Za-z0-9+/]{2,4000}-?/g, fewest: 1, read: utf7 },
  {
    signs: ['=?'],
    pattern: /=\?[\w-]{2,40}\?[bBqQ]\?[^?\s]{1,4000}\?=(?:\s{1,8}(?==\?))?/g,
    fewest: 1,
    read: mailWord,
  },
  // Quoted-printable lines, where they go on: base64 has the same sign at its end, but none before figures.
  {
    signs: ['=\n', '=\r\n'],
    pattern: /(?:=[0-9A-F]{2}){1,4000}|=\r?\n/g,
    fewest: 3,
    besides: /=[2-7CDE][0-9A-F]/g,
    read: quotedPrintable,
  },
  // Lists of letters, spaces among them.
  {
    signs: ['","', '", "', "','", "', '"],
    mayHold: hasQuotedLetters,
    pattern:
      /(?:"(?:\\["\\]|[^"\\\n])"\s?,\s{0,4}){11,4000}(?:"[^"\\\n]")?|(?:'(?:\\['\\]|[^'\\\n])'\s?,\s{0,4}){11,4000}(?:'[^'\\\n]')?/g,
    fewest: 1,
    read: (written) => written.replace(/["']\\?([^\n])["'](?:\s?,\s{0,4}|$)/g, '$1'),
  },
  // Characters by their numbers in programs: `chr(105) + chr(103)`, `CHAR(105) || CHAR(103)`, `[char]105 + [char]103`.
  {
    mayHold: hasBracketBeforeNumber,
    signs: ['chr(', 'Chr(', 'CHR(', 'char(', 'Char(', 'CHAR(', '[char]', '[Char]', '[CHAR]'],
    pattern:
      /(?:\b(?:[uU][nN][iI]|[nN])?[cC][hH][aA]?[rR]\(\s?|\[[cC][hH][aA][rR]\]\s?)(?:0[xX][0-9A-Fa-f]{2,6}|\d{2,7})(?:\s?\))?(?:\s{0,4}[+.&|,]{1,2}\s{0,8}(?=\[?[cCnNuU]))?/g,
    fewest: 3,
    read: (written) => {
      const digits = written.match(/\d\w*/)?.[0] ?? '';
      return character(digits.replace(/^0[xX]/, ''), /^0[xX]/.test(digits) ? 16 : 10);
    },
  },
  {
    signs: ['\\symbol{', '\\char'],
    pattern: /\\(?:symbol\{\d{2,3}\}|char(?:\d{2,3}|"[0-9A-F]{2}|'[0-7]{3})(?![0-9A-F]) ?)/g,
    fewest: 3,
    read: (written) => {
      const digits = written.match(/[0-9A-F]+/)?.[0] ?? '';
      return character(digits, written.includes('"') ? 16 : written.includes("'") ? 8 : 10);
    },
  },
  // Bytes of RTF, and codes that are typed with a key held down.
  {
    signs: ["\\'2", "\\'6", "\\'7"],
    pattern: /(?:\\'[0-9A-Fa-f]{2}){4,4000}/g,
    fewest: 1,
    read: (written) => inBase(written.match(/[0-9A-Fa-f]{2}/g) ?? [], 16),
  },
  {
    signs: ['Alt+', 'ALT+', 'alt+', 'Alt-'],
    pattern: /\b(?:Alt|ALT|alt)[+-]0?\d{2,3}(?:,? (?=[Aa][Ll]))?/g,
    fewest: 4,
    read: (written) => character(written.match(/\d+/)?.[0] ?? '', 10),
  },
  // Pieces of text in a page of PDF, with what they are moved by.
  {
    signs: [')-', ')0(', ')1', ')2'],
    pattern: /\[(?:\((?:\\[^\n]|[^()\\\n]){1,60}\)(?: ?-?\d{1,4}(?:\.\d{1,3})? ?)?){3,4000}\](?: ?TJ)?/g,
    fewest: 1,
    read: (written) =>
      [...written.matchAll(/\(((?:\\[^\n]|[^()\\\n])*)\)/g)]
        .map(([, piece = '']) => piece.replace(/\\(.)/g, '$1'))
        .join(''),
  },
  // Lines of mail and calendars that go on behind a space (RFC 5322, RFC 5545), where they are parted in a word.
  { signs: ['\r\n '], pattern: /(?<=[A-Za-z])\r\n (?=[a-z])/g, fewest: 1, read: () => '' },
  // Letters in groups of TeX, each in its own type: `{\it i}{\bf g}`.
  {
    signs: ['{\\'],
    pattern: /\{\\(?:bf|it|rm|tt|sf|sl|sc|em|large|small|bfseries|itshape|ttfamily)\b ?([^{}\\]{1,1000})\}/g,
    fewest: 3,
    read: (written) => written.slice(written.search(/(?<=\\[a-z]{2,10})[^a-z]/), -1).replace(/^ /, ''),
  },
  {
    signs: ['\\text', '\\math', '\\mbox', '\\emph'],
    pattern: /\\(?:text(?:bf|it|tt|sf|rm|sc|normal)?|math(?:rm|bf|it|sf|tt)|mbox|emph)\{[^{}\\]{1,1000}\}/g,
    fewest: 3,
    read: (written) => written.slice(written.indexOf('{') + 1, -1),
  },
];

/** A text with these in place of what stands for them; the same view if there are none. */
export function rarelyEscaped(view: View, given: Survey): View {
  let current = view;
  let survey = given;
  for (const { signs, mayHold, pattern, fewest, besides, read } of KINDS) {
    const { text } = current;
    const some = signs.filter((sign) => hasUnitsOf(survey, sign));
    if (some.length === 0 || mayHold?.(text) === false || !some.some((sign) => text.includes(sign))) continue;
    if (besides !== undefined && (text.match(besides)?.length ?? 0) < fewest) continue;
    const matches = [...text.matchAll(pattern)];
    if (matches.length < fewest) continue;
    const rewrite = new Rewrite(text);
    let changed = false;
    for (const { 0: written, index } of matches) {
      const found = read(written);
      if (found === undefined) continue;
      rewrite.replace(index, index + written.length, found, 'whole');
      changed = true;
    }
    if (!changed) continue;
    current = through(current, rewrite.finish());
    survey = surveyOf(current.text);
  }
  return current;
}

/** Brackets are rarer than letters: what stands around each tells. */
function hasBracketBeforeNumber(text: string): boolean {
  for (const bracket of ['(', ']'])
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1))
      if ((text.charCodeAt(at - 1) | CASE) === SMALL_R && /^\s?\d/.test(text.slice(at + 1, at + 3))) return true;
  return false;
}

/** Whether so many quotation marks have another behind one letter, or behind two, as what is quoted itself may have a backslash. */
function hasQuotedLetters(text: string): boolean {
  for (const quote of ['"', "'"]) {
    const unit = quote.charCodeAt(0);
    let count = 0;
    for (let at = text.indexOf(quote); at !== -1 && count < FEWEST_LETTERS; at = text.indexOf(quote, at + 1))
      if (text.charCodeAt(at + 2) === unit || text.charCodeAt(at + 3) === unit) count += 1;
    if (count === FEWEST_LETTERS) return true;
  }
  return false;
}

/** Fewer are no list of letters. */
const FEWEST_LETTERS = 11;
const CASE = 32;
const SMALL_R = 114;

function readNamed(written: string): string | undefined {
  const name = /LETTER ([A-Z])/.exec(written)?.[1];
  if (name !== undefined) return written.includes('SMALL') ? name.toLowerCase() : name;
  if (written.endsWith('{SPACE}')) return ' ';
  return character(/[0-9A-Fa-f]{2,8}(?=\}?$)/.exec(written)?.[0] ?? '', 16);
}

function readReference(written: string): string | undefined {
  const digits = written.slice(2).replace(';', '');
  return /^x/i.test(digits) ? character(digits.slice(1), 16) : character(digits, 10);
}

/** A character by its number, if it is one that a text may hold. */
function character(digits: string, base: number): string | undefined {
  const point = Number.parseInt(digits, base);
  const isText = (point >= 32 && point <= 0x10ffff && point !== 127) || point === 9 || point === 10 || point === 27;
  return isText && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined;
}

function quotedPrintable(written: string): string | undefined {
  return written.endsWith('\n') ? '' : inBase(written.slice(1).split('='), 16);
}

function inBase(codes: readonly string[], base: number): string | undefined {
  const text = Buffer.from(codes.map((code) => Number.parseInt(code, base))).toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: numbers that are no text decode to control characters
  return /[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ufffd]/.test(text) ? undefined : text;
}
