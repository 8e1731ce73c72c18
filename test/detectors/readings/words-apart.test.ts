import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/detectors/readings/readings.ts';

const sentence = 'please bring the report of last week to every member of the other team and print it before they come';
const seen = (text: string): string => [...readings(text, { depth: 3 })].map((view) => view.text).join('\n');
const emoji = ['\u{1f525}', '\u{1f680}', '\u2728', '\u{1f389}'];
const inWords = (put: (at: number) => string): string => {
  let at = 0;
  return sentence.replace(/[a-z]{3,}/g, (word) => {
    at += 1;
    return word.slice(0, 2) + put(at) + word.slice(2);
  });
};

describe('words with wide gaps between them and narrow ones in them', () => {
  const wide = sentence.replaceAll(' ', '  ').replace(/[a-z]{3}(?=[a-z])/g, '$& ');

  it('are put together, line by line', () => {
    expect(seen(`see:\n   ${wide}  \nand   ${wide.replaceAll('  ', '   ')}`)).toContain(
      `${sentence}  \nand ${sentence}`,
    );
  });

  it('are no tables, sentences with two spaces behind each, or code', () => {
    const reasons = (text: string): unknown[] => [...readings(text, { depth: 3 })].map(({ reason }) => reason);
    const table = 'the name   a first price  the second  of them all    and a third   some more   in the last';
    const sentences =
      'It was late.  We left soon.  They came.  Nobody had a key.  So it ended.  All of us slept well.  Then came rain.';
    for (const text of [table, sentences, `    if  (a)  return  b\n      else   c  =  d;`])
      expect(reasons(text)).not.toContain('misplaced spaces');
  });
});

describe('words that something stands in', () => {
  it('are read without emoji, whichever these are', () => {
    expect(seen(inWords((at) => emoji[at % 4] ?? ''))).toContain(sentence);
  });

  it('are read without other single signs when some places have two', () => {
    const text = inWords((at) => (at % 6 === 5 ? '+=' : '^~*'.charAt(at % 3)));
    expect(seen(text)).toContain('the report of');
  });

  it('are left as they are with emoji between them', () => {
    const between = sentence.replaceAll(' ', ' \u{1f525} ');
    expect([...readings(between, { depth: 3 })].map(({ reason }) => reason)).not.toContain('signs in words');
  });

  it.each([
    ['a size of nothing', '<span style="font-size:0">', '</span>'],
    ['no display', '<i style="margin: 1px; display: none">', '</i>'],
    ['an attribute', '<b hidden>', '</b>'],
  ])('are read without elements that are not shown: %s', (_, open, close) => {
    const salted = inWords((at) => `${open}${['xq', 'ulp', 't7'][at % 3]}${close}`);
    expect(seen(`<p>${salted}</p>`)).toContain(sentence);
    expect(seen(`<p>${salted.replaceAll(' the ', ` ${open}zz${close}the `)}</p>`)).toContain(sentence);
  });

  it('keep what shown elements hold', () => {
    const bold = inWords((at) => `<b>${['xq', 'ulp', 't7'][at % 3]}</b>`);
    expect(seen(`<p>${bold}</p>`)).not.toContain(sentence);
  });
});
