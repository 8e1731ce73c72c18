import { describe, expect, it } from 'vitest';
import { faultOf, grantOf, mergeTerms, readTerms } from '../../../src/tokens/capability/tool-grant.ts';
import { constraints as c } from '../../../src/tokens/index.ts';

const terms = (given: unknown) => readTerms('test', given);

// attenuate() refuses these links before they are merged. Merged all the same, they still cannot widen.
describe('mergeTerms', () => {
  it('grants no argument that a link above does not grant', () => {
    const merged = mergeTerms(grantOf(terms({ q: c.any() })), terms({ q: c.any(), extra: c.optional(c.any()) }));
    expect(faultOf(merged, { q: 1 })).toBeUndefined();
    expect(faultOf(merged, { q: 1, extra: 1 })).toMatchObject({ argument: 'extra' });
  });

  it('keeps what a link above requires, also where a link below does not grant it', () => {
    const merged = mergeTerms(grantOf(terms({ q: c.any(), n: c.optional(c.any()) })), terms({ n: c.any() }));
    expect(faultOf(merged, { n: 1 })).toMatchObject({ argument: 'q', reason: 'the argument is missing' });
    expect(faultOf(merged, { n: 1, q: 1 })).toMatchObject({ argument: 'q', reason: 'the argument is not granted' });
  });

  it('does not open what a link above has closed', () => {
    const closed = mergeTerms(grantOf(terms(c.none())), terms(c.any()));
    expect(faultOf(closed, {})).toBeUndefined();
    expect(faultOf(closed, { q: 1 })).toMatchObject({ argument: 'q' });
  });

  it('judges a constraint that several links share once', () => {
    let merged = grantOf(terms({ q: c.length({ max: 5 }) }));
    for (let link = 0; link < 8; link += 1) merged = mergeTerms(merged, terms({ q: c.length({ max: 5 }) }));
    expect(merged.arguments?.get('q')?.checks).toHaveLength(1);
    merged = mergeTerms(merged, terms({ q: c.length({ max: 4 }) }));
    expect(merged.arguments?.get('q')?.checks).toHaveLength(2);
    expect(faultOf(merged, { q: 'abcde' })).toMatchObject({ argument: 'q', constraint: 'length' });
  });
});
