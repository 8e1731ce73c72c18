import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { redactedInPieces } from '../../streams.ts';
import { personal } from '../samples.ts';
import { identifiers } from './identifiers.ts';

const values = [...personal, ...identifiers.map(([rule, before, value]) => [rule, before, value, ' '] as const)];
const redactor = createRedactor({ detectors: [personalData()] });

const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...values.map(([, before, value, after]) => before + value + after)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...values), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([[, before, value], share]) =>
        (before + value).slice(0, Math.round((before.length + value.length) * share)),
      ),
  },
  {
    weight: 4,
    arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789 .-/()+:,xa@fF'), maxLength: 24, size: 'max' }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...' |tel. |call |order |ext. 12| x12| office|-Fax| at | dot |[at]|(dot)|[.]|jane|example|com|%40|&#64;|&#|%4|\\u0040|\\n|DE|GB82|+1|+44 |00|(0)|::|fe80:|%eth0|/24|.5|\u200b|\uff11|\n|version |ssn |card |, |born |March |12 Baker Street|, NW1 6XE|Via Roma |AB |-12|passport |10115 Berlin|bis'
        .split('|')
        .filter((part) => part !== ''),
    ),
  },
);
const text = fc.array(pieces, { maxLength: 12, size: 'max' }).map((parts) => parts.join(''));
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12, size: 'max' });

const streamed = (whole: string, sizes: readonly number[]) => redactedInPieces(redactor, whole, sizes);

describe('personal data in streams', () => {
  it('is masked as in the whole text, however the stream is cut', () => {
    fc.assert(
      fc.property(text, cuts, (whole, sizes) => {
        expect(streamed(whole, sizes)).toBe(redactor.redact(whole));
      }),
      { numRuns: 3000 },
    );
  });

  it('lets ordinary words out when the next one has come', () => {
    const stream = redactor.stream();
    const out = stream.push('The committee met on a rainy afternoon and nobody had expected th');
    expect(out).toBe('The committee met on a rainy afternoon and nobody had expected ');
  });
});
