import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strangeParts } from '../../../src/detectors/readings/english/strange-parts.ts';

describe('the lines that strange spans lie in', () => {
  it('are each given once, whole, and no others', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '.'), maxLength: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(400), { maxLength: 6 }), (written, offsets) => {
        const text = written.join('\n');
        const starts = [...new Set(offsets)].filter((start) => start < text.length).sort((a, b) => a - b);
        const strange = starts.map((start, at) => ({ start, end: Math.min(start + 3, starts[at + 1] ?? text.length) }));
        const parts = strangeParts(text, strange);
        const expected: { start: number; end: number }[] = [];
        let start = 0;
        for (const line of written) {
          const end = start + line.length;
          if (strange.some((span) => span.start <= end && span.end > start)) expected.push({ start, end });
          start = end + 1;
        }
        expect(parts).toEqual(expected);
      }),
    );
  });

  it('are given in parts where they are long, from so far before what is strange', () => {
    const text = 'a'.repeat(2000);
    expect(strangeParts(text, [{ start: 1000, end: 1410 }])).toEqual([
      { start: 600, end: 1000 },
      { start: 1000, end: 1400 },
      { start: 1400, end: 1800 },
    ]);
    expect(strangeParts('', [])).toEqual([]);
  });
});
