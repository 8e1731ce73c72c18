import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodedRuns } from '../../../src/detectors/secrets/encoded-runs.ts';
import { base64, decode, type Encoding, escapes, hex } from '../../../src/detectors/secrets/encoded-text.ts';
import { joined } from '../../../src/detectors/secrets/joined-text.ts';
import { endOfRun, unitClass } from '../../../src/detectors/unit-class.ts';
import { random } from '../samples.ts';

const units = unitClass('[a-z0-9]');
const encodings: readonly (readonly [name: string, encoding: Encoding, write: (text: string) => string])[] = [
  ['base64', base64, (text) => Buffer.from(text).toString('base64').replaceAll('4', '4\n')],
  ['hex', hex, (text) => Buffer.from(text).toString('hex')],
  ['escapes', escapes, (text) => text.replace(/[^a-y]/g, (unit) => `%${unit.charCodeAt(0).toString(16)}`)],
  ['pieces', joined, (text) => text.replace(/.{9}/g, '$&"+"')],
];

describe.each(encodings)('runs in %s', (_, encoding, write) => {
  const text = fc
    .array(fc.oneof(fc.nat(90).map(random), fc.constantFrom('-', '!', 'abc', 'a1'.repeat(700))), { maxLength: 12 })
    .map((pieces) => write(pieces.join('').toLowerCase()));

  it('are as long as what is decoded says', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(3000), { maxLength: 40 }), fc.nat(70), (whole, places, least) => {
        const runs = new EncodedRuns();
        const starts = decode(encoding, whole, 0, whole.length).starts;
        for (const place of places.sort((a, b) => a - b)) {
          const group = starts[(place % (starts.length + 1)) * encoding.group] ?? 0;
          const { units: decoded, ends } = decode(encoding, whole, group, whole.length);
          const end = ends[1];
          if (end === undefined) continue;
          const expected = endOfRun(units, decoded, 2) - 2 >= least;
          expect(runs.goesOn(encoding, whole, group, { count: 2, end }, units, least)).toBe(expected);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('are read a few times over, however many places there are', () => {
    let walked = 0;
    const counting: Encoding = {
      ...encoding,
      read(whole, from, most, into) {
        const read = encoding.read(whole, from, most, into);
        walked += read;
        return read;
      },
    };
    const whole = write(`a${'b2'.repeat(8000)}`).replaceAll('\n', '');
    const runs = new EncodedRuns();
    for (const group of decode(encoding, whole, 0, whole.length).starts)
      runs.goesOn(counting, whole, group, { count: 0, end: group }, units, 60);
    expect(walked).toBeLessThan(whole.length * 12);
  });
});
