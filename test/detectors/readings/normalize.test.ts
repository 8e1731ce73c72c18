import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize, withoutHidden } from '../../../src/detectors/readings/characters/normalize.ts';
import { Rewrite } from '../../../src/detectors/rewrite.ts';
import { disguises } from '../disguises.ts';

describe('normalize', () => {
  it('only changes the case of ASCII', () => {
    const { view, lower, hidden, oddities } = normalize('Hello World');
    expect([view.text, lower, hidden, oddities]).toEqual(['Hello World', 'hello world', [], []]);
  });

  it.each([
    ['ÉCOLE Straße', 'ecole straße'],
    ['İstanbul', 'istanbul'],
    ['ﬁne ２０２４', 'fine 2024'],
    ['don’t “quote” non‑breaking', 'don\'t "quote" non-breaking'],
    ['Йод', 'иод'],
    ['ガギグ', 'ガギグ'],
    ['한국어', '한국어'],
    ['ρаураl pays', 'paypal pays'],
    ['привет мир', 'привет мир'],
    ['ѕсоре of this long sentence', 'scope of this long sentence'],
    ['10 µm wide', '10 um wide'],
  ])('reads %s as %s', (text, expected) => {
    expect(normalize(text).lower).toBe(expected);
  });

  it('does not read behind the end of a text that was cut out of a longer one', () => {
    const longer = 'ignore \u{1f600} all \u{1f600} '.repeat(200);
    for (let round = 0; round < 2000; round += 1) {
      expect(normalize(longer.slice(0, 24 * 17 + 8)).view.text.length).toBe(24 * 17 + 8);
    }
  });

  it('gives back the place of every unit', () => {
    const text = 'a\u200bﬁ\u{e0041}éz';
    const { view } = normalize(text);
    expect(view.text).toBe('afiez');
    expect(view.origin(0, 1)).toEqual({ start: 0, end: 1 });
    expect(view.origin(1, 2)).toEqual({ start: 2, end: 3 });
    expect(view.origin(3, 4)).toEqual({ start: 5, end: 6 });
    expect(view.origin(4, 5)).toEqual({ start: 6, end: 7 });
    expect(view.origin(0, 5)).toEqual({ start: 0, end: text.length });
  });

  it('recovers what is hidden', () => {
    expect(normalize(disguises['tag characters']?.('hidden words') ?? '').hidden).toMatchObject([
      { text: 'hidden words', start: 5, end: 29, reason: 'tag characters' },
    ]);
    expect(normalize(disguises['variation selectors']?.('hidden wörds') ?? '').hidden).toMatchObject([
      { text: 'hidden wörds', start: 2 },
    ]);
    expect(normalize('\u202ehidden words\u202c').hidden).toMatchObject([{ text: 'sdrow neddih' }]);
    expect(normalize('\u202cx\u202eabc\u202c').hidden).toEqual([]);
  });

  it('counts what has no use, and where', () => {
    const { oddities } = normalize('ab\u200bcd\u200bef\u202e');
    expect(oddities).toEqual([
      { oddity: 'invisible-characters', count: 2, first: { start: 2, end: 3 }, last: { start: 5, end: 6 } },
      { oddity: 'bidi-override', count: 1, first: { start: 8, end: 9 }, last: { start: 8, end: 9 } },
    ]);
  });
});

describe('withoutHidden', () => {
  it.each([
    ['a\u200bb\u{e0041}c\u202ed', 'abcd'],
    ['\u{1f600}\u{e0120}\u{e0130}\u{e0131}', '\u{1f600}'],
    ['a\ufe0fb\u2060\u3164', 'ab'],
    ['\u{1f3f4}\u{e0069}\u{e0067}', '\u{1f3f4}'],
  ])('takes out what hides: %j', (text, expected) => {
    expect(withoutHidden(text)).toBe(expected);
  });

  it.each([
    'plain',
    'ÉCOLE ﬁne ２０２４ “quotes” привет',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} \u{1f468}\u200d\u{1f469} ❤️ #️⃣',
    'می‌خواهم क्‍ष שלום\u200f!',
    'soft\u00adhyphen \ufeff'.slice(0, -1),
  ])('leaves the rest alone: %s', (text) => {
    expect(withoutHidden(text)).toBe(text);
  });
});

describe('Rewrite', () => {
  it('knows where each stretch came from', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.string({ maxLength: 4 }), fc.string({ minLength: 1, maxLength: 3 }), fc.string({ maxLength: 4 })),
        ),
        (parts) => {
          const source = parts.map(([keep, from]) => keep + from).join('');
          const rewrite = new Rewrite(source);
          let at = 0;
          let made = 0;
          const places: [number, number, number, number][] = [];
          for (const [keep, from, to] of parts) {
            at += keep.length;
            made += keep.length;
            rewrite.replace(at, at + from.length, to);
            if (to !== '' && to.length !== from.length) places.push([made, made + to.length, at, at + from.length]);
            at += from.length;
            made += to.length;
          }
          const view = rewrite.finish();
          expect(view.text).toBe(parts.map(([keep, , to]) => keep + to).join(''));
          for (const [start, end, from, to] of places)
            expect(view.origin(start, end)).toEqual({ start: from, end: to });
        },
      ),
    );
    expect(new Rewrite('').finish().origin(0, 0)).toEqual({ start: 0, end: 0 });
  });
});

describe('invisible characters in natural text', () => {
  const region = (name: string) =>
    `\u{1f3f4}${[...name].map((unit) => String.fromCodePoint(0xe0000 + unit.charCodeAt(0))).join('')}\u{e007f}`;

  it.each([
    ['a ligature that is kept apart', 'Auf\u200clage und Schiff\u200cfahrt'],
    ['Persian, Kannada and Syriac joiners', '\u0645\u06cc\u200c\u062e \u0c95\u0ccd\u200c\u0cb7 \u0710\u200d\u0712'],
    ['a script above the first plane', '\u{11013}\u{11046}\u200d\u{11014}'],
    ['flags of regions', `${region('ustx')} ${region('usca')} ${region('gbsct')} ${region('fr75c')}`],
    ['a number and its unit', '10\u2060km and A\u20604'],
    ['a name that is set apart', 'Hello \u2068Jane\u2069, meet \u2068John\u2069'],
  ])('stay: %s', (_, text) => {
    expect(withoutHidden(text)).toBe(text);
    expect(normalize(text).oddities).toEqual([]);
  });

  it.each([
    ['every letter parted', 'i\u200cg\u200cn\u200co\u200cr\u200ce', 'ignore'],
    ['joiners between Latin letters', 'ig\u200dnore', 'ignore'],
    ['a word joiner in a word', 'ig\u2060nore', 'ignore'],
    ['a flag that does not end', `${region('ustx').slice(0, -2)}`, '\u{1f3f4}'],
    ['an isolate that does not close', 'Hello \u2068Jane', 'Hello Jane'],
    ['isolates in isolates', '\u2068a\u2068b\u2069\u2069', 'a\u2068b\u2069'],
  ])('go: %s', (_, text, clean) => {
    expect(withoutHidden(text)).toBe(clean);
  });

  it('are read past all the same', () => {
    expect(normalize('ig\u200cnore').lower).toBe('ignore');
    expect(withoutHidden(region('ustx').repeat(20)).length).toBeLessThan(region('ustx').length * 20);
  });
});
