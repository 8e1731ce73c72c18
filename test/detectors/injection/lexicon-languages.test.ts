import { describe, expect, it } from 'vitest';
import { lexicon } from '../../../src/detectors/injection/model/lexicon.ts';
import { lexiconOfLanguages } from '../../../src/detectors/injection/model/lexicon-languages.ts';
import { createWordClasses, standsAlone } from '../../../src/detectors/injection/model/words.ts';
import { hashOf } from '../../../src/detectors/injection/text-hash.ts';
import { readings } from '../../../src/detectors/readings/readings.ts';

const classes = Object.keys(lexicon);
const entries = Object.entries(lexiconOfLanguages).flatMap(([name, lines]) =>
  lines.flatMap((line) => line.split(' ').map((entry) => ({ name, entry, line }))),
);
const read = (text: string): string => {
  for (const reading of readings(text, { depth: 0 })) return reading.text;
  return text;
};
const rowOf = (text: string): number[] =>
  text
    .split(' ')
    .flatMap((word) => (standsAlone(word.charCodeAt(0)) ? [...word] : [word]))
    .map((word) => hashOf(word, 0, word.length));

describe('words of other languages', () => {
  it('stand in classes that there are', () => {
    expect(Object.keys(lexiconOfLanguages).filter((name) => !classes.includes(name))).toEqual([]);
  });

  it('are written as texts are read', () => {
    const odd = Object.values(lexiconOfLanguages)
      .flat()
      .map((line) => line.replaceAll('_', ' '))
      .filter((line) => read(line) !== line);
    expect(odd).toEqual([]);
  });

  it('are found in a row of words, in scripts without spaces as well', () => {
    const { at } = createWordClasses();
    const missed = entries.filter(({ name, entry }) => {
      const row = rowOf(entry.replaceAll('_', ' '));
      return !at(row, row.length, 0).includes(classes.indexOf(name));
    });
    expect(missed).toEqual([]);
  });
});
