import { describe, expect, it } from 'vitest';
import { withoutInvisible } from '../../../src/detectors/invisible.ts';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';
import { read, withoutCutEscape } from '../../../src/detectors/personal/reading.ts';

const digitsFrom = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

describe('a reading', () => {
  it.each([
    ['Arabic', 0x660],
    ['Persian', 0x6f0],
    ['Devanagari', 0x966],
    ['full-width', 0xff10],
  ])('has ASCII digits for %s ones, and says where they stand', (_, zero) => {
    const written = digitsFrom(zero)('0123456789');
    expect(read(written).text).toBe('0123456789');
    const text = `card ${digitsFrom(zero)('4111 1111 1111 1111')}, ok`;
    expect(personalData().scan(text).findings).toEqual([
      expect.objectContaining({ rule: 'card-number', start: 5, end: 24 }),
    ]);
  });

  it.each([
    ['a&commat;b&period;c&lowbar;d', 'a@b.c_d'],
    ['a&#64;b&#x2e;c&#X40;', 'a@b.c@'],
    ['a&nbsp;b&#160;c&#xa0;d', 'a b c d'],
    ['a&#10;b&#09;c\\u000ad\\x0ae%0Af', 'a\nb\nc\nd\ne\nf'],
    ['a&#07;b%00c\\u001bd&#8364;e', 'a\ufffdb\ufffdc\ufffdd\ufffde'],
    ['1\u20112\u22123\u20004\u30005', '1-2-3 4 5'],
    ['&unknown; &#; %zz \\xzz', '&unknown; &#; %zz \\xzz'],
  ])('has what an escape stands for: %j', (written, text) => {
    expect(read(written).text).toBe(text);
  });

  it.each(['%', '%4', '&', '&#', '&#12', '&comma', '\\', '\\u', '\\u00', '\\u004', '\\x', '\\x4'])(
    'ends before an escape that is cut: %j',
    (cut) => {
      expect(withoutCutEscape(`jane${cut}`)).toBe('jane');
    },
  );

  it('ends behind one that is whole', () => {
    for (const whole of ['%40', '&commat;', '\\u0040', '\\x40', '']) {
      expect(withoutCutEscape(`jane${whole}`)).toBe(`jane${whole}`);
    }
  });
});

describe('invisible units', () => {
  it('are left out wherever one stands alone', () => {
    const ranges = [
      [0xad, 0xad],
      [0x34f, 0x34f],
      [0x61c, 0x61c],
      [0x180e, 0x180e],
      [0x200b, 0x200f],
      [0x202a, 0x202e],
      [0x2060, 0x2069],
      [0xfe00, 0xfe0f],
      [0xfeff, 0xfeff],
      [0xdb40, 0xdb40],
    ] as const;
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const sign = String.fromCharCode(unit);
      const isOne = ranges.some(([first, last]) => unit >= first && unit <= last);
      if ((withoutInvisible(`a${sign}b`).text === 'ab') !== isOne) expect.fail(unit.toString(16));
    }
    expect(withoutInvisible('a\u{e0041}b').text).toBe('ab');
  });
});
