import { Rewrite, through, type View } from '../../rewrite.ts';
import { hasUnitsOf, surveyOf } from '../survey.ts';
import { rarelyEscaped } from './rare-escapes.ts';

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", num: '#', excl: '!', quest: '?', period: '.', comma: ',' },
  ...{
    colon: ':',
    semi: ';',
    lpar: '(',
    rpar: ')',
    lsqb: '[',
    rsqb: ']',
    sol: '/',
    lowbar: '_',
    hyphen: '-',
    dash: '-',
  },
  ...{ nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', Tab: ' ', NewLine: '\n', shy: '', zwj: '', zwnj: '' },
  ...{
    ZeroWidthSpace: '',
    NoBreak: '',
    InvisibleTimes: '',
    InvisibleComma: '',
    ApplyFunction: '',
    hairsp: ' ',
    numsp: ' ',
  },
  ...{
    ast: '*',
    plus: '+',
    equals: '=',
    lcub: '{',
    rcub: '}',
    vert: '|',
    bsol: '\\',
    Hat: '^',
    grave: '`',
    commat: '@',
    dollar: '$',
  },
};

/**
 * In this order: URL; HTML; code points and bytes of JavaScript and the like; line feeds, tabs and quotes in strings; strings that are
 * joined; words divided at the end of a line.
 */
const ESCAPES = new RegExp(
  [
    '(?:%[0-9A-Fa-f]{2})+',
    `&(?:#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|${Object.keys(NAMED).join('|')});`,
    '(?:\\\\{1,8}(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}))+',
    '\\\\{1,8}[nrt"]',
    '["\'`][ \\t]{0,2}\\+\\s{0,8}["\'`]',
    '(?<=[A-Za-z]\\u00ad?)-\\r?\\n(?=[a-z])',
  ].join('|'),
  'g',
);

/** What a text has if it has any of them. */
const SIGNS = ['%', '&', '\\', '"+', '" +', "'+", "' +", '-\n', '-\r'];

/** URL, HTML and JavaScript escapes read in place, and words put together that a hyphen divides at the end of a line; the same view if there are none. */
export function unescaped(given: View, survey = surveyOf(given.text)): View {
  const view = rarelyEscaped(given, survey);
  const { text } = view;
  const left = view === given ? survey : surveyOf(text);
  if (!SIGNS.some((sign) => hasUnitsOf(left, sign) && text.includes(sign))) return view;
  const rewrite = new Rewrite(text);
  let changed = false;
  for (const { 0: written, index } of text.matchAll(ESCAPES)) {
    const read = readEscape(written);
    if (read === undefined || (written.startsWith('-') && isBesideColumn(text, index))) continue;
    rewrite.replace(index, index + written.length, read);
    changed = true;
  }
  if (!changed) return view;
  return through(view, rewrite.finish());
}

const GAP = '   ';

/** Whether a hyphen ends the right one of two columns: the word goes on below it, and not where the next line begins. */
function isBesideColumn(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start, at);
  const gap = line.lastIndexOf(GAP);
  if (gap === -1 || line.trimStart().length < line.length - gap) return false;
  const below = text.indexOf('\n', at) + 1 + gap;
  return text.startsWith(GAP, below) && /\S/.test(text.charAt(below + GAP.length));
}

const JOINED = /^["'`]/;

function readEscape(written: string): string | undefined {
  if (written.startsWith('-') || JOINED.test(written)) return '';
  if (/^\\+[nrt"]$/.test(written)) return written.endsWith('"') ? '"' : '\n';
  if (written.startsWith('%')) return utf8(Buffer.from(written.replaceAll('%', ''), 'hex'));
  if (written.startsWith('\\'))
    return written.replace(/\\+[ux]([0-9A-Fa-f]+)/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  const name = written.slice(1, -1);
  const named = NAMED[name];
  if (named !== undefined) return named;
  const point = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCodePoint(point);
}

function utf8(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? overlong(bytes) : text;
}

/** Characters of ASCII in two bytes each, which UTF-8 forbids and lax programs read. */
function overlong(bytes: Buffer): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    if (first >> 1 !== 0x60 || second >> 6 !== 2) return undefined;
    text += String.fromCharCode(((first & 1) << 6) | (second & 63));
  }
  return text;
}
