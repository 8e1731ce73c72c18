import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stretches } from '../../../src/detectors/secrets/encoded-stretches.ts';
import { secretPatterns } from '../../../src/detectors/secrets/secret-rules.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { jwt, random } from '../samples.ts';

const pieces = ['eyJ', 'eyJhbGciOi', `gl${'pat-'}`, `gl${'rtr-'}`, '-', '_', '.', '.01', ' ', random(30), random(220)];
const withRuns = secretPatterns().filter(({ rule, anchors }) => rule === 'jwt' || anchors.includes(`gl${'rtr-'}`));

describe('runs with many anchors', () => {
  it('are judged at each anchor as if it were the only one', () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        for (const pattern of withRuns) {
          const stretches = new Stretches();
          for (const anchor of pattern.anchors) {
            for (let at = text.indexOf(anchor); at !== -1; at = text.indexOf(anchor, at + 1))
              expect(pattern.match(text, at, stretches)).toEqual(pattern.match(text, at));
          }
        }
      }),
    );
  });

  it('do not hide the token at their end', () => {
    const token = jwt();
    const text = `${'eyJ-'.repeat(1000)} ${'eyJ.'.repeat(1000)} ${token}`;
    const found = secrets()
      .scan(text)
      .findings.filter(({ rule }) => rule === 'jwt');
    expect(found.map(({ start, end }) => text.slice(start, end))).toContain(token);
  });
});
