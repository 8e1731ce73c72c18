import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../../src/detectors/secrets/expression-structure.ts';

describe('structureOf', () => {
  it.each([
    [/abc/, 3],
    [/a?b{2,5}/, 6],
    [/[a-z\]]{3}|x/, 3],
    [/\w\.\u0041\x41\p{Lu}/u, 5],
    [/^a$\b/, 1],
    [/(?<=abc)d(?=ef)/, 3],
    [/(?<name>ab){3}/, 6],
    [/(?:a|bcd)e/, 4],
    [/[^()[]{2}/, 2],
    [/(?:)/, 0],
  ])('knows the longest text of %s', ({ source }, longest) => {
    expect(structureOf(source)).toMatchObject({ longest });
    expect(structureOf(source).danger).toBeUndefined();
  });

  it.each([/a*/, /a+/, /a{3,}/, /(?:a{1,2}){3}/, /(?:ab?)+/, /(?:a|b)+/, /(a)\1/, /(?<n>a)\k<n>/])(
    'warns of %s',
    ({ source }) => {
      expect(structureOf(source).danger).toEqual(expect.any(String));
    },
  );

  it('warns of what it cannot read', () => {
    for (const source of ['a)', '(a', 'a)b(']) expect(structureOf(source).danger).toBeDefined();
  });

  it('knows the shortest text too', () => {
    expect(structureOf(/a?b{2,5}(?=c)(?:de|f)/.source).shortest).toBe(3);
    expect(structureOf(/(?<!x)a(?!yy)[bc]{3}/.source).shortest).toBe(4);
  });

  it('never says less, nor asks more, than what an expression matches', () => {
    const atom = fc.constantFrom('a', '[ab]', '\\w', '.', '(?:ab|c)', 'b?', 'a{1,3}', '(?:abc){2}');
    fc.assert(
      fc.property(
        fc.array(atom, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30, size: 'max' }),
        (atoms, text) => {
          const source = atoms.join('');
          const matched = new RegExp(source).exec(text)?.[0].length ?? 0;
          const { shortest, longest } = structureOf(source);
          expect(matched).toBeLessThanOrEqual(longest);
          if (matched > 0) expect(matched).toBeGreaterThanOrEqual(shortest);
        },
      ),
    );
  });
});
