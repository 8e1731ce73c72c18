import { describe, expect, it } from 'vitest';
import { fromNumbers } from '../../../src/detectors/readings/codes/letter-numbers.ts';

const words =
  'please bring the report of last week to every member of the other team before the meeting begins and put the names of all who come to it on the green list';
const random = (length: number): string =>
  Array.from({ length }, (_, at) => (at % 6 === 5 ? ' ' : String.fromCharCode(97 + ((at * at * 7 + at) % 25)))).join(
    '',
  );

const placesOf = (text: string, between: string): string =>
  text
    .split(' ')
    .map((word) => [...word].map((letter) => `${letter.charCodeAt(0) - 96}`.padStart(2, '0')).join(' '))
    .join(between);
const read = (row: string): string | undefined => fromNumbers(row, row.match(/\d+/g) ?? []);

describe('a long row of places in the alphabet', () => {
  it.each([' / ', '  ', '\n'])('is words, as signs part them: %j', (between) => {
    expect(read(placesOf(words, between))).toBe(words);
  });

  it('is words without any sign between them', () => {
    expect(read(placesOf(words, ' '))).toBe(words);
  });

  it('is letters of a cipher', () => {
    const moved = words.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 7) % 26) + 97));
    expect(read(placesOf(moved, ' / '))).toBe(moved);
  });

  it('is words behind letters that are none, where they are most of it', () => {
    expect(read(placesOf(`${random(72)} ${words}`, ' / '))).toContain('the green list');
  });

  it('is nothing where it spells no words', () => {
    expect(read(placesOf(random(150), ' / '))).toBeUndefined();
    expect(read(placesOf(random(150), ' '))).toBeUndefined();
  });
});
