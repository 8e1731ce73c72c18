import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/detectors/readings/readings.ts';

const sentence = 'Please bring the report of last week to every member of the other team.';
const form = (change: (code: number) => string, between = ''): string =>
  [...sentence].map((unit) => change(unit.charCodeAt(0))).join(between);
const letters = (change: (letter: string) => string): string => sentence.replace(/[A-Za-z]/g, change);
const hex = (code: number, length = 0): string => code.toString(16).padStart(length, '0');
const wide = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('base64').replace(/=+$/, '');
const start = '\u001b';

const cases: Readonly<Record<string, string>> = {
  'colours of a terminal': letters((letter) => `${start}[38;5;196m${letter}${start}[0m`),
  'moves of a terminal': letters((letter) => `${letter}${start}[1C${start}[1D`),
  'links of a terminal': letters((letter) => `${start}]8;;http://a.example\u0007${letter}${start}]8;;\u0007`),
  'colours in a string': letters((letter) => `\\x1b[31m${letter}\\033[0m`),
  'colours without their first sign': letters((letter) => `[31m${letter}[0m`),
  'what is struck over': letters((letter) => `${letter}\b${letter}`),
  'mistakes taken back': letters((letter) => `x\b${letter}`),
  'CSS escapes': form((code) => `\\${hex(code, 6)}`),
  'short CSS escapes': letters((letter) => `\\${hex(letter.charCodeAt(0))} `),
  'octal escapes': letters((letter) => `\\${letter.charCodeAt(0).toString(8)}`),
  'escapes with braces': form((code) => `\\u{${hex(code)}}`),
  'Perl escapes': form((code) => `\\x{${hex(code)}}`),
  'long escapes': form((code) => `\\U${hex(code, 8)}`),
  'named letters': letters(
    (letter) => `\\N{LATIN ${letter < 'a' ? 'CAPITAL' : 'SMALL'} LETTER ${letter.toUpperCase()}}`,
  ),
  'long URL escapes': form((code) => `%u${hex(code, 4)}`),
  'entities without semicolon': form((code) => `&#x${hex(code)}`),
  'entities with zeros': form((code) => `&#x00000${hex(code)};`),
  'UTF-7': sentence.replace(/[A-Za-z]+/g, (word) => `+${wide(word)}-`),
  'a mail header in base64': (sentence.match(/.{1,12}/g) ?? [])
    .map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\r\n '),
  'a quoted mail header': `=?iso-8859-1?Q?${sentence.replaceAll(' ', '_').replaceAll('e', '=65')}?=`,
  'quoted-printable lines': sentence.replace(/.{9}/g, '$&=\r\n').replaceAll('e', '=65'),
  'letters in a list': JSON.stringify([...sentence]),
  'letters in a list of a program': [...sentence].map((letter) => `'${letter}'`).join(', '),
  'characters of a program': form((code) => `chr(${code})`, ' . '),
  'LaTeX words': sentence.replace(/[a-z]+/gi, '\\textbf{$&}'),
};

describe('rare escapes', () => {
  it.each(Object.entries(cases))('are read in place: %s', (_, hidden) => {
    const before = 'The meeting is at nine.\n';
    const text = `${before}${hidden}\nSee you there.`;
    const [reading] = [...readings(text, { depth: 3 })];
    expect(reading?.text).toContain(sentence.toLowerCase());
    const at = reading?.text.indexOf('member') ?? 0;
    const place = reading?.origin(at, at + 6);
    expect(place?.start).toBeGreaterThanOrEqual(before.length);
    expect(place?.end).toBeLessThanOrEqual(before.length + hidden.length);
  });

  it.each([
    ['paths', 'Look into C:\\data\\2024\\45files and D:\\Programs or \\\\server\\0share.'],
    ['back-references', 's/(a)(b)/\\2\\1/ and \\10 in one expression'],
    ['numbers', 'C+Admin- and +Ahead, +A1 or 2+Abc-3 points; [0m] of rope, a [3m] pole.'],
    ['sums of money', 'Q&A #12, AT&T and R&#D; a=?b:c and =?b?c'],
    ['code', 'const chr = (n) => n; chr(x); chr(n + 1); [1, 2].map(chr)'],
    [
      'years',
      'The flood of the river (1904) and the fair [Kr] 1911 were for (2) or more; "a" and "b", "c", "d" are letters.',
    ],
    ['settings', 'width=20\nname=\nheight=30\nage=\nsize=4'],
    ['lists', '["a", "b", "c"], \'yes\', \'no\', "I", "you", "they", "we", "it", "one", "two", "ten"'],
    ['formulas', '\\frac{a}{b} + \\mathcal{L} + \\left(1'],
  ])('leaves %s as they are', (_, text) => {
    expect([...readings(text, { depth: 3 })].map((reading) => reading.text)).toEqual([text.toLowerCase()]);
  });
});
