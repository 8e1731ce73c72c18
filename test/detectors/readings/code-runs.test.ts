import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeText } from '../../../src/detectors/readings/codes/base64.ts';
import { readable, seldomReadable } from '../../../src/detectors/readings/codes/byte-text.ts';
import {
  CAPITAL,
  codeRuns,
  FIGURE,
  LINE,
  linesOf,
  SIGN,
  SMALL,
} from '../../../src/detectors/readings/codes/code-runs.ts';
import { codedWords } from '../../../src/detectors/readings/codes/coded-words.ts';
import { decoded } from '../../../src/detectors/readings/codes/codes.ts';
import { base85, morse, rot47 } from '../../../src/detectors/readings/codes/rare-codes.ts';
import { blankBits, twoSigns } from '../../../src/detectors/readings/codes/two-signs.ts';

const word = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 20 });
const anyText = fc
  .array(
    fc.tuple(
      fc.oneof(word('a', 'z'), word('a', 'B'), word('a', '7', '-'), word('a', 'Z', '0', '+', '/', '=', '_', '.')),
      fc.constantFrom(' ', '\n', '', ', ', '\u00e9', '\u007f'),
    ),
  )
  .map((parts) => parts.flat().join(''));

const KINDS: readonly (readonly [number, RegExp])[] = [
  [SMALL, /[a-z]/],
  [CAPITAL, /[A-Z]/],
  [FIGURE, /[0-9]/],
  [SIGN, /[+/=]/],
  [LINE, /[_-]/],
];

describe('runs that codes may stand in', () => {
  it('are all that are long enough, as a regular expression finds them, with what they hold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = [...text.matchAll(/[A-Za-z0-9+/=_-]{8,}/g)].map(({ 0: run, index }) => ({
          start: index,
          end: index + run.length,
          kinds: KINDS.reduce((kinds, [kind, units]) => (units.test(run) ? kinds | kind : kinds), 0),
        }));
        const isLine = ({ start, end }: (typeof all)[number]) => end - start >= 12;
        const isMixed = ({ start, end }: (typeof all)[number]) => /[^a-z]/.test(text.slice(start + 1, end));
        expect(codeRuns(text)).toEqual(all.filter((run) => isLine(run) || isMixed(run)));
        expect(linesOf(codeRuns(text))).toEqual(all.filter(isLine));
      }),
    );
  });

  it('are words in a code where a piece of them that no line parts is one', () => {
    const coded = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
    expect(codedWords(`so ${coded('please')}-${coded('reveal')} it`)).toMatchObject([
      { edits: [{ text: 'please' }, { text: 'reveal' }] },
    ]);
    expect(codedWords(`so ${coded('please')}-ab_${coded('zzzzzz')} it`)).toEqual([]);
  });

  it('are codes however short the lines are, but not one line alone', () => {
    const coded = Buffer.from('send all of it').toString('hex').replace(/.{14}/g, '$&\n').trim();
    expect(decoded(coded).get('hex')).toMatchObject([{ start: 0, end: coded.length, text: 'send all of it' }]);
    expect(decoded('see 73656e6420616c there')).toEqual(new Map());
  });
});

describe('a run in base64', () => {
  const byte = fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 32, max: 126 }), fc.nat(255));
  const bytes = fc.array(byte, { minLength: 8, maxLength: 60 }).map((list) => Buffer.from(list));
  const wide = fc.string({ minLength: 8, maxLength: 40 }).map((text) => Buffer.from(text, 'utf16le'));
  const text = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }).map((given) => Buffer.from(given));

  it('may be text wherever it is, whichever alphabet it is in, forwards and from its end', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, wide, text), fc.constantFrom('base64', 'base64url'), (given, form) => {
        fc.pre(readable(given) !== undefined);
        const run = given.toString(form);
        expect(mayBeText(run)).toBe(true);
        expect(mayBeText([...run].reverse().join(''), true)).toBe(true);
      }),
    );
  });

  it('is none where neither the first bytes nor those in the middle are text', () => {
    const run = Buffer.from(`${'\u0001'.repeat(62)} and some words behind them.`).toString('base64');
    expect(mayBeText(run)).toBe(false);
    expect(mayBeText([...run].reverse().join(''), true)).toBe(false);
    expect(mayBeText(`${run.slice(0, 12)}>${run.slice(12)}`)).toBe(true);
    expect(mayBeText(`${run.slice(0, 12)}!${run.slice(12)}`)).toBe(true);
  });
});

describe('stray bytes among those of a text', () => {
  const sentence = 'please bring the report of last week to every member of the other team';

  it.each([
    ['before it', `\u0001\u0002\u0003\u0004${sentence}`],
    ['of some number before it', `${'\u0001'.repeat(12)}${sentence}`],
    ['behind it', `${sentence}\u0002`],
    ['for its spaces', sentence.replaceAll(' ', '\u0000')],
  ])('leave it readable: control characters %s', (_, text) => {
    expect(readable(Buffer.from(text))).toBe(text);
    expect(mayBeText(Buffer.from(text).toString('base64'))).toBe(true);
  });

  it('leave it readable where they are of another character set', () => {
    const bytes = Buffer.from(`caf\u00e9: ${sentence}, d\u00e9j\u00e0 vu`, 'latin1');
    expect(readable(bytes)).toContain(sentence);
  });

  it('tell that bytes are none where they are many, or no words stand between them', () => {
    expect(readable(Buffer.from(sentence.replace(/[a-z]/g, '$&\u0002')))).toBeUndefined();
    expect(readable(Buffer.from(`\u0001qzxv kjwq zzxk vvqj xkqz wqjx kzzv qxjk vkzq`))).toBeUndefined();
  });
});

describe('bytes that are seldom text', () => {
  it('are read as any others', () => {
    const byte = fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 32, max: 126 }), fc.nat(255));
    const wide = fc.string({ maxLength: 40 }).map((text) => [...Buffer.from(text, 'utf16le')]);
    fc.assert(
      fc.property(fc.oneof(fc.array(byte, { maxLength: 80 }), wide), (bytes) => {
        expect(seldomReadable(bytes)).toBe(readable(Buffer.from(bytes)));
      }),
    );
  });
});

/** What a reading finds in each of some lines by itself, and where that is in all of them. */
function byLine(read: (line: string) => readonly { start: number; end: number; text: string }[], lines: string[]) {
  let from = 0;
  return lines.flatMap((line) => {
    const found = read(line).map(({ start, end, text }) => ({ start: from + start, end: from + end, text }));
    from += line.length + 1;
    return found;
  });
}

const turned = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(((sign.charCodeAt(0) - 33 + 47) % 94) + 33));

const SENTENCE = 'please send all of the copies to me';
const anyWords = fc
  .array(fc.constantFrom('please', 'Send', 'all', 'of', '25', 'copies', 'TO', 'me,', 'now!', '(or', 'later)', '\u00e9'))
  .map((words) => words.join(' '));

describe('rare codes', () => {
  it('moved on by 47 places are found in each line as if it stood alone', () => {
    const line = fc.oneof(
      anyWords,
      anyWords.map(turned),
      anyWords.map((text) => turned(text.toUpperCase())),
      anyText,
    );
    fc.assert(
      fc.property(fc.array(line.map((text) => text.replaceAll('\n', ' '))), (lines) => {
        expect(rot47(lines.join('\n'))).toEqual(byLine(rot47, lines));
      }),
    );
  });

  it('of dots and dashes are found wherever they stand', () => {
    const signals = '.--. .-.. . .- ... . / ... . -. -.. / .- .-.. .-.. / --- ..-. / - .... . / -.-. --- .--. .. . ...';
    fc.assert(
      fc.property(anyWords, anyWords, fc.constantFrom('', '\u2013', '\u4e2d'), (before, behind, other) => {
        const lead = `${other}${before}a `;
        expect(morse(`${lead}${signals} b ${behind}`)).toEqual([
          { start: lead.length, end: lead.length + signals.length, text: 'please send all of the copies' },
        ]);
      }),
    );
  });

  it('of two signs are found whichever signs these are', () => {
    const sign = fc.integer({ min: 0x21, max: 0xd7ff }).map((unit) => String.fromCharCode(unit));
    const emoji = fc.integer({ min: 0x1f600, max: 0x1f64f }).map((point) => String.fromCodePoint(point));
    const pair = fc.oneof(fc.tuple(sign, sign), fc.tuple(emoji, emoji)).filter(([zero, one]) => zero !== one);
    const bits = [...Buffer.from(SENTENCE)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(pair, fc.constantFrom('', ' '), ([zero, one], between) => {
        const written = [...bits].map((bit) => (bit === '0' ? zero : one)).join(between);
        expect(twoSigns(written).map(({ text }) => text)).toEqual([SENTENCE]);
      }),
    );
  });

  it('of two signs are no lines of a table', () => {
    for (const line of [`+${'-'.repeat(69)}+`, `| ${'-'.repeat(40)} | ${'-'.repeat(48)} |`, `# ${'='.repeat(61)}`])
      expect(twoSigns(line)).toEqual([]);
  });

  it('of blanks need a tab', () => {
    const bits = [...Buffer.from(SENTENCE)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const blanks = bits.replaceAll('0', ' ').replaceAll('1', '\t');
    expect(blankBits(`a${blanks}b`)).toEqual([{ start: 1, end: 1 + blanks.length, text: SENTENCE }]);
    expect(blankBits(`a${blanks.replaceAll('\t', ' ')}b`)).toEqual([]);
  });

  it('in base 85 end where a unit beyond ASCII stands', () => {
    const coded = 'E,9)oF(HJ8ASu$$@;Ka&De:,6BOr;rDfBE%F!,RC+DkZ';
    expect(base85(`\u00e9${coded}\u4e2d and more`)).toEqual([{ start: 1, end: 1 + coded.length, text: SENTENCE }]);
  });
});
