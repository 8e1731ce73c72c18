import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordTable } from '../../../src/detectors/injection/record-table.ts';

describe('RecordTable', () => {
  it('keeps records as a map does, and finds no others', () => {
    const key = fc.oneof(fc.integer(), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 80 }), fc.array(key), fc.constantFrom(2, 4), (keys, others, width) => {
        const table = new RecordTable(keys.length, width);
        const map = new Map<number, number>();
        keys.forEach((number, at) => {
          if (number === 0) return;
          table.numbers[table.claim(number) + 1] = at + 1;
          map.set(number, at + 1);
        });
        for (const number of [...keys, ...others]) {
          if (number === 0) continue;
          const place = table.find(number);
          expect(place === -1 ? undefined : table.numbers[place + 1]).toBe(map.get(number));
        }
      }),
    );
  });

  it('takes 0 for 1, since a free place has it as its key', () => {
    const table = new RecordTable(2, 2);
    expect(table.find(0)).toBe(-1);
    const place = table.claim(0);
    expect(table.find(0)).toBe(place);
    expect(table.claim(0)).toBe(place);
  });
});
