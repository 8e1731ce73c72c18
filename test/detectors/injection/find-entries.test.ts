import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntryFinder } from '../../../src/detectors/injection/find-entries.ts';
import { findSlowly } from './find-slowly.ts';

const slowly = (entries: readonly string[], text: string): string[] =>
  findSlowly(entries, text).map(({ entry, start, end }) => `${entry}@${start}-${end}`);

function found(entries: readonly string[], text: string): string[] {
  const all: string[] = [];
  createEntryFinder(entries, (entry, start, end) => all.push(`${entry}@${start}-${end}`))(text);
  return all;
}

const units = (...more: string[]) => fc.constantFrom('a', 'b', '\u00e9', ' ', "'", '.', '\u5ffd', ...more);
const entry = fc
  .tuple(fc.string({ unit: units(), maxLength: 7 }), fc.constantFrom('', '', '*'))
  .map(([text, star]) => text.trim() + star);

describe('createEntryFinder', () => {
  it('finds what a look for each entry at each place finds, in the order of ends', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 12 }),
        fc.string({ unit: units('\n', '0', '_'), maxLength: 60, size: 'max' }),
        (entries, text) => {
          expect(found(entries, text)).toEqual(slowly(entries, text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds entries in a text that is made of them', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 12 }).chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc
              .array(fc.tuple(fc.constantFrom(...entries), fc.constantFrom(' ', '', 'a', '.', '  ')), { maxLength: 12 })
              .map((parts) => parts.map(([part, between]) => part.replace(/\*$/, '') + between).join('')),
          ),
        ),
        ([entries, text]) => {
          expect(found(entries, text)).toEqual(slowly(entries, text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds nothing that goes on too long to be an entry, and starts anew with each text', () => {
    const all: number[] = [];
    const find = createEntryFinder(['drop it*', 'it'], (entry) => all.push(entry));
    find(`drop it${'x'.repeat(100)} ${'drop '.repeat(20)}`);
    expect(all).toEqual([0]);
    find('drop');
    find('it');
    expect(all).toEqual([0, 1]);
  });

  it('has nothing to find without entries', () => {
    expect(found([], `words and ${'w'.repeat(1200)}`)).toEqual([]);
  });
});
