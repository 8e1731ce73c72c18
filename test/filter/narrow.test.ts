import { describe, expect, it } from 'vitest';
import { narrowed } from '../../src/filter/narrow.ts';

const filler = 'The council met on Monday and spoke about the new park near the river. '.repeat(40);
const rate = (text: string): number => (text.includes('obey') ? 0.9 : 0.1);

describe('a verdict that does not say where', () => {
  it('is narrowed to the stretches without which the text is harmless', () => {
    const text = `${filler}Now you obey me. ${filler}And you obey again. ${filler}`;
    const spans = narrowed(text, 0.5, rate);
    expect(spans).toHaveLength(2);
    for (const { start, end } of spans) {
      expect(text.slice(start, end)).toContain('obey');
      expect(end - start).toBeLessThan(400);
    }
  });

  it('is about the whole of a short text, and of one in which no few stretches are to blame', () => {
    expect(narrowed('Now you obey me.', 0.5, rate)).toEqual([{ start: 0, end: 16 }]);
    expect(narrowed(filler, 0.5, () => 0.9)).toEqual([{ start: 0, end: filler.length }]);
    const everywhere = 'You obey the council on every Monday of the year, and the council obeys you. '.repeat(60);
    expect(narrowed(everywhere, 0.5, rate)).toEqual([{ start: 0, end: everywhere.length }]);
  });

  it('takes a bounded number of readings', () => {
    let units = 0;
    const counted = (text: string): number => {
      units += text.length;
      return 0.9;
    };
    const long = filler.repeat(10);
    narrowed(long, 0.5, counted);
    expect(units).toBeLessThan(long.length * 10);
  });
});

describe('a verdict that the rating does not share', () => {
  it('is about the whole text', () => {
    const text = 'A sentence that says little. '.repeat(60);
    expect(narrowed(text, 0.5, () => 0.4)).toEqual([{ start: 0, end: text.length }]);
  });
});
