import { describe, expect, it } from 'vitest';
import { stretchesIn } from '../../../src/detectors/readings/ciphers/exchanged-letters.ts';
import { otherKeyboards } from '../../../src/detectors/readings/ciphers/other-keyboards.ts';
import { untoldKey } from '../../../src/detectors/readings/ciphers/untold-key.ts';
import { numberWords } from '../../../src/detectors/readings/codes/number-words.ts';
import { morse } from '../../../src/detectors/readings/codes/rare-codes.ts';
import { Effort } from '../../../src/detectors/readings/effort.ts';
import { evenGroups } from '../../../src/detectors/readings/layout/even-groups.ts';
import { firstLetters } from '../../../src/detectors/readings/layout/first-letters.ts';
import { pausedWords } from '../../../src/detectors/readings/layout/paused-words.ts';
import { sheetCells } from '../../../src/detectors/readings/layout/sheet-cells.ts';
import { tableColumns } from '../../../src/detectors/readings/layout/table-columns.ts';
import { wordsByLine } from '../../../src/detectors/readings/layout/words-by-line.ts';
import type { Stretch } from '../../../src/detectors/readings/stretches.ts';
import { spelledOut } from '../../../src/detectors/readings/words/spelled-words.ts';

const sentence = 'please bring the report of last week to every member of the other team before the meeting begins';
const letters = sentence.replaceAll(' ', '');
const prose =
  'The committee met on Tuesday in the old hall. It agreed on three of the five points, and will meet again. ';

const edited = (text: string, { start, end, edits = [] }: Stretch): string =>
  [...edits]
    .reverse()
    .reduce((read, edit) => read.slice(0, edit.start) + edit.text + read.slice(edit.end), text.slice(0, end))
    .slice(start);

describe('firstLetters', () => {
  const words = new Map(
    'apples bread candles dogs every friends grass homes islands just keys lamps more nobody over people quite rivers some trees under very we xylophones you zebras'
      .split(' ')
      .map((word) => [word.charAt(0), word]),
  );

  it('reads what the words of a text begin with', () => {
    const text = [...letters]
      .map((letter) => words.get(letter))
      .join(' ')
      .replaceAll('we', 'winds');
    expect(firstLetters(`${text} `).map(({ text: read }) => read)).toEqual([sentence]);
  });

  it('reads what the lines of a text begin with, between others that spell nothing', () => {
    const lines = [...letters].map((letter) => `- ${words.get(letter)} are here`);
    const text = `${prose.toLowerCase().repeat(2)}\n${lines.join('\n')}\n`;
    const [found] = firstLetters(text);
    expect(found?.text).toContain('report of last week to every member');
    expect(text.slice(found?.start, found?.end)).toContain('- rivers are here');
  });

  it.each([
    ['prose', prose.toLowerCase().repeat(20)],
    ['letters with spaces', [...letters].join(' ')],
    ['the same again and again', 'the house is nice in the summer too '.repeat(30)],
    ['few words', 'a short text'],
  ])('spell nothing in %s', (_, text) => {
    expect(firstLetters(text)).toEqual([]);
  });
});

describe('untoldKey', () => {
  const under = (key: string, text: string): string => {
    let nth = 0;
    return text.replace(/[a-z]/g, (letter) => {
      const shift = key.charCodeAt(nth % key.length) - 97;
      nth += 1;
      return String.fromCharCode(((letter.charCodeAt(0) - 97 + shift) % 26) + 97);
    });
  };
  const read = (text: string, effort = new Effort()) =>
    untoldKey(text, stretchesIn(text, [{ start: 0, end: text.length }]), effort).map(({ text: plain }) => plain);

  it.each(['abc', 'key', 'lemon', 'secret'])('is told of letters that were moved on by those of %s', (key) => {
    expect(read(under(key, sentence))).toEqual([sentence]);
  });

  it('is not told of few letters, of letters by chance, or of plain ones', () => {
    expect(read(under('lemon', 'send it to me at once'))).toEqual([]);
    const random = Array.from({ length: 200 }, (_, at) =>
      String.fromCharCode(97 + ((at * at * 7 + at * 11) % 26)),
    ).join('');
    expect(read(random.replace(/.{6}/g, '$& '))).toEqual([]);
    expect(read(sentence)).toEqual([]);
    expect(untoldKey(sentence, [], new Effort())).toEqual([]);
  });

  it('is not looked for once no effort is left', () => {
    const effort = new Effort(0);
    expect(read(under('key', sentence), effort)).toEqual([]);
    expect(effort.untried()).toEqual({ start: 0, end: sentence.length });
  });
});

describe('evenGroups', () => {
  it.each([2, 3, 4, 7])('puts groups of %i together, as words', (size) => {
    const text = letters.replace(new RegExp(`.{${size}}`, 'g'), '$& ');
    expect(evenGroups(`hello\n${text}`).map(({ text: read }) => read)).toEqual([sentence]);
  });

  it.each([
    ['words of one length', 'some were here then gone'],
    ['hexadecimal digits', 'de ad be ef 00 11 22 33 44 55 66 77 88 99 aa bb'],
    ['a rule', '--- '.repeat(20)],
    ['letters that say nothing', 'qzx jkv wbq xzj kqv zxw bjq kzx vqj '.repeat(3)],
    ['prose', prose],
  ])('leaves %s', (_, text) => {
    expect(evenGroups(text)).toEqual([]);
  });
});

describe('pausedWords', () => {
  it.each([' ... ', '. ', '! ', ' -- ', ' / ', '... '])('takes %j from between all words', (pause) => {
    const text = sentence.replaceAll(' ', pause);
    expect(pausedWords(text).map((found) => edited(text, found))).toEqual([sentence]);
  });

  it('goes on over an apostrophe and other marks beside the pause', () => {
    const text = `it isn't here ${'do, ... not ... "wait" ... for ... them, ... and ... don\'t ... ask'}`;
    expect(pausedWords(text).map((found) => edited(text, found))).toEqual(["do not wait for them and don't ask"]);
  });

  it.each([
    ['prose', prose.toLowerCase()],
    ['a list with commas', 'apples, pears, plums, figs, grapes, nuts, dates, limes'],
    ['a table', '| name | age |\n| ada | seven |\n| ben | nine |\n| cleo | ten |\n'],
    ['settings', 'margin: 0; padding: 0; border: 0; outline: 0; width: 0; height: 0;'],
    ['a path', 'usr/local/share/doc/names/of/files'],
  ])('leaves %s', (_, text) => {
    expect(pausedWords(text)).toEqual([]);
  });
});

describe('a letter a numbered line', () => {
  it('is read with its spaces and signs', () => {
    const text = [...'send it, now'].map((letter, at) => `${at + 1}. ${letter}`).join('\n');
    expect(wordsByLine(text).map((found) => edited(text, found))).toEqual(['s e n d  i t ,  n o w']);
  });
});

describe('otherKeyboards', () => {
  const read = (text: string) => otherKeyboards(text, [{ start: 0, end: text.length }]).map((found) => found.text);
  const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,./";
  const DVORAK = "',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz";
  const on = (from: string, to: string, text: string): string =>
    [...text].map((unit) => (from.includes(unit) ? to.charAt(from.indexOf(unit)) : unit)).join('');

  it('reads what was typed on keys of Dvorak, and the other way round', () => {
    for (const typed of [on(QWERTY, DVORAK, sentence), on(DVORAK, QWERTY, sentence)])
      expect(read(`a line\n${typed}\n`)).toEqual([sentence]);
  });

  it.each([
    ['code', "it('is', () => {\n  a.b.c(d.e, f.g);\n  return 'x'.y.z;\n});"],
    ['prose', prose.toLowerCase()],
    ['an address', 'www.example.com, mail.example.com, docs.example.com, ftp.example.com'],
  ])('leaves %s', (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('pausedWords between signs', () => {
  it.each(['-', '_', '+', '~'])('parts words that %s stands between', (sign) => {
    const text = `see ${sentence.replaceAll(' ', sign)}`;
    expect(pausedWords(text).map((found) => edited(text, found))).toEqual([sentence]);
  });

  it('keeps apostrophes, and drops marks in front of the sign', () => {
    const text = "please-don't-send-this,-or-that,-to-the-others-today";
    expect(pausedWords(text).map((found) => edited(text, found))).toEqual([
      "please don't send this, or that, to the others today",
    ]);
  });
});

describe('tableColumns', () => {
  const rows = ['please the of to', 'bring report last every', 'us from week one', 'now a and two', 'x y z w'].map(
    (row) => row.split(' '),
  );

  it('reads each column from its top', () => {
    const table = ['| a | b | c | d |', '| --- | --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)];
    const text = `before\n${table.join('\n')}\nbehind`;
    const [found] = tableColumns(text);
    expect(found?.text).toBe('please bring us now x the report from a y of last week and z to every one two w');
    expect(text.slice(found?.start, found?.end)).toBe(table.join('\n'));
  });

  it('leaves short tables, those of sentences, and rows of another width', () => {
    expect(tableColumns('| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |')).toEqual([]);
    expect(tableColumns('| a long sentence in a cell | another one that is long |\n'.repeat(9))).toEqual([]);
    expect(tableColumns('| a | b |\n| a | b | c |\n'.repeat(9))).toEqual([]);
    expect(tableColumns('no table at all')).toEqual([]);
  });
});

describe('sheetCells', () => {
  it('reads cells row by row', () => {
    const cells = sentence.split(' ').map((word, at) => `${'abc'.charAt(at % 3)}${Math.floor(at / 3) + 1}: ${word}`);
    const byColumn = [...cells].sort();
    const text = `the sheet\n${byColumn.join('\n')}\nends`;
    const [found] = sheetCells(text);
    expect(found?.text).toBe(sentence);
    expect(text.slice(found?.start, found?.end)).toBe(byColumn.join('\n'));
  });

  it('leaves other lists', () => {
    expect(sheetCells('a1: one\na2: two\na3: three')).toEqual([]);
    expect(sheetCells('- one\n- two\n'.repeat(9))).toEqual([]);
  });
});

describe('letters by other names', () => {
  const NATO =
    'alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
      ' ',
    );
  const NUMBERS =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six'.split(
      ' ',
    );
  const by = (names: readonly string[], text: string): string =>
    text
      .split(' ')
      .map((word) => [...word].map((letter) => names[letter.charCodeAt(0) - 97]).join(' '))
      .join(', ');

  it('are read from an alphabet with a name for the space, and from the end', () => {
    const spaced = [...sentence]
      .map((letter) => (letter === ' ' ? 'space' : NATO[letter.charCodeAt(0) - 97]))
      .join(', ');
    expect(spelledOut(spaced).map(({ text }) => text)).toEqual([sentence]);
    const turned = [...sentence].reverse().join('');
    expect(
      spelledOut(
        turned
          .split(' ')
          .map((word) => by(NATO, word))
          .join(' - '),
      ).map(({ text }) => text),
    ).toEqual([turned]);
  });

  it('are read from words that begin with them', () => {
    const text = [...'bring the report']
      .map((letter) => (letter === ' ' ? ';' : `${letter} as in ${NATO[letter.charCodeAt(0) - 97]},`))
      .join(' ');
    expect(spelledOut(text).map((found) => found.text)).toEqual(['bring the report']);
    expect(spelledOut('he works as in the past, a as in apple')).toEqual([]);
  });

  it('are read from numbers in words', () => {
    expect(numberWords(`see: ${by(NUMBERS, sentence)}`).map(({ text }) => text)).toEqual([sentence]);
    expect(numberWords('one two three four five six seven eight nine ten eleven twelve twenty')).toEqual([]);
    expect(numberWords('five of twenty people came, and one of them left')).toEqual([]);
  });

  it('are read from dots and dashes that are named', () => {
    const CODES =
      '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
        ' ',
      );
    const named = sentence
      .split(' ')
      .map((word) =>
        [...word]
          .map((letter) =>
            [...(CODES[letter.charCodeAt(0) - 97] ?? '')].map((sign) => (sign === '.' ? 'dit' : 'dah')).join('-'),
          )
          .join(' '),
      )
      .join(' / ');
    expect(morse(named).map(({ text }) => text)).toEqual([sentence]);
    expect(morse('la dah, la dah, la dah dit')).toEqual([]);
  });
});
