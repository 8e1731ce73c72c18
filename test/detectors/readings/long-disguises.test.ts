import { describe, expect, it } from 'vitest';
import { foldLookAlikes } from '../../../src/detectors/readings/characters/confusables.ts';
import { readings } from '../../../src/detectors/readings/readings.ts';
import { neighbourKeys } from '../../../src/detectors/readings/words/neighbour-keys.ts';

const sentence = 'please bring the report of last week to every member of the other team';

describe('letters that look like others', () => {
  const folded = (text: string): readonly [count: number, text: string] => {
    const units = Uint16Array.from(text, (unit) => unit.charCodeAt(0));
    const lower = Uint16Array.from(text.toLowerCase(), (unit) => unit.charCodeAt(0));
    return [foldLookAlikes(units, lower).count, String.fromCharCode(...lower)];
  };
  it('are read in words, and not in rows that are longer than any word', () => {
    expect(folded('the p\u0430ssword')).toEqual([1, 'the password']);
    const long = `the p\u0430${'s'.repeat(70)}`;
    expect(folded(long)).toEqual([0, long]);
  });
});

describe('hands that lie one key to the right', () => {
  const rows = ['qwertyuiop[', 'asdfghjkl;', 'zxcvbnm,'];
  const struck = (text: string): string =>
    text.replace(/[a-z]/g, (letter) => {
      const row = rows.find((keys) => keys.slice(0, -1).includes(letter)) ?? letter;
      return row.charAt(row.indexOf(letter) + 1);
    });
  it('are put back, and letters that are not ASCII stay', () => {
    expect(neighbourKeys(struck(sentence)).map(({ text }) => text)).toEqual([sentence]);
    const accented = `${sentence} caf\u00e9`;
    expect(neighbourKeys(struck(accented)).map(({ text }) => text)).toEqual([accented]);
    expect(neighbourKeys(sentence)).toEqual([]);
  });
});

describe('long texts from their end to their start', () => {
  it('are read as a whole', () => {
    const things = ['report', 'letter', 'garden', 'window', 'market', 'river', 'story', 'table', 'paper', 'music'];
    const text = Array.from(
      { length: 40 },
      (_, at) => `please bring the ${things[at % 10]} to the other ${things[(at * 3) % 10]} today`,
    ).join(', ');
    const seen = [...readings([...text].reverse().join(''), { depth: 2 })].map((view) => view.text);
    expect(seen.some((read) => read.includes(text))).toBe(true);
    expect([...readings(text, { depth: 2 })].some((view) => view.text.includes(text.slice(0, 40)))).toBe(true);
  });
});
