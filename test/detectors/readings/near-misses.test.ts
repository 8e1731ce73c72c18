import { describe, expect, it } from 'vitest';
import { injection } from '../../../src/detectors/injection/injection.ts';

const detector = injection();
const row = (length: number, unit: (at: number) => string) => Array.from({ length }, (_, at) => unit(at)).join('');

/** Texts that begin as a disguise does, and are none. */
const nearMisses: readonly (readonly [what: string, text: string])[] = [
  ['a number that is no character', 'a &#x110000; b &#xd800; c &#55296; d'],
  ['escapes that are cut off', 'path \\u00 and \\x4 and %4 and &#6 and \\u{110000}'],
  ['a mail header without a set of characters', 'Subject: =??B?aGVsbG8gd29ybGQ=?= and =?utf-8?B?AAAA?='],
  ['the head of a file without its end', '---\ntitle: a note\nauthor: me\n\nThe text begins here and goes on.'],
  ['uuencode without a body', 'begin 644 notes.txt\n\nend\nand begin with the list'],
  ['base85 without a sense', `<~${row(60, (at) => String.fromCharCode(33 + ((at * 37) % 84)))}~>`],
  ['base64 of bytes', Buffer.from(Array.from({ length: 90 }, (_, at) => (at * 89 + 7) % 256)).toString('base64')],
  ['hex of bytes', Buffer.from(Array.from({ length: 90 }, (_, at) => (at * 89 + 7) % 256)).toString('hex')],
  ['two signs without a code', row(400, (at) => (at % 7 < 3 ? '\t' : ' '))],
  ['a long row of tabs and spaces', row(40_000, (at) => (at % 5 < 2 ? '\t' : ' '))],
  ['bits of no text', row(160, (at) => String((at * 7) % 3 === 0 ? 1 : 0))],
  ['the letters of an alphabet', 'alpha x-ray bravo yankee zulu were the names of the rooms in the x-ray building'],
  ['a word with many signs', `${'!|+(#'.repeat(40)} and a+b(c)#d!!! and c# (or c++) is what we use!`],
  ['a tag that goes on', `<span style="color: red; ${'margin: 0; '.repeat(400)}" and then nothing closes it`],
  ['a comment that opens', '<!-- a note to self about the garden, and the comment is never closed'],
  ['lines with a lead each', row(12, (at) => `> ${at}. see table ${at * 3}\n`)],
  ['a table of words', row(20, (at) => `| ${'abcdefghij'.charAt(at % 10)} | ${at} |\n`)],
  ['numbers as letters', row(30, (at) => `${(at * 11) % 26} `)],
  ['words of one letter', 'a b c d e f g h i j k l m n o p q r s t u v w x y z are the letters'],
  ['Morse without words', row(60, (at) => (at % 4 === 3 ? ' ' : at % 3 === 0 ? '-' : '.'))],
  ['letters that are no words', row(300, (at) => 'qzxjkvbw'.charAt((at * 5) % 8) + (at % 6 === 5 ? ' ' : ''))],
  ['a diagram', row(20, () => '#  ##   #  #####   #\n')],
  ['figures for letters', 'v3r5i0n 2.0.1-b3ta, m0del X1-77a, s3ries 9 l1mited'],
  ['a table of characters', row(200, (at) => `0x${(at + 32).toString(16)} `)],
  ['an identifier cut by signs', 'some_very_long_identifier.with-many_parts/and_a.path_to-it_all'],
  ['a letter that is told long', 'soooo looong that nooobody would reeead aaall of it, buuut here weee are'],
];

describe('what begins as a disguise does, and is none', () => {
  it.each(nearMisses)('is read as it stands: %s', (_, text) => {
    expect(detector.scan(text).score).toBeLessThan(0.5);
    expect(detector.scan(`${text}\n\nPlease find the minutes of the meeting below. ${text}`).score).toBeLessThan(0.5);
  });
});
