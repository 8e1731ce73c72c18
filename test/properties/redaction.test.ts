import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalData } from '../../src/detectors/personal/personal-data.ts';
import { createRedactor } from '../../src/detectors/redaction/redact-text.ts';
import { knownSecrets } from '../../src/detectors/secrets/known-secrets.ts';
import { secrets } from '../../src/detectors/secrets/secrets.ts';
import { createApiKey } from '../../src/identity/api-key.ts';
import { moreSamples } from '../detectors/more-samples.ts';
import { personal, privateKey, random, samples } from '../detectors/samples.ts';
import { cut, redactedInPieces } from '../streams.ts';

const known = 'correct horse/battery+staple';
const redactor = createRedactor({ detectors: [knownSecrets([known]), secrets(), personalData()] });
const { key: apiKey } = createApiKey({ principal: { id: 'alice', roles: [] } });
const dashes = '-'.repeat(5);

/** Base64 of binary files is long stretches of `A`, in which the beginnings of some tokens occur by chance. */
const sparseBase64 = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.constantFrom(1, 4, 16, 64) },
      { weight: 1, arbitrary: fc.nat(255) },
    ),
    { maxLength: 600, size: 'max' },
  )
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const all = [...samples, ...moreSamples, ...personal];

/** Keys in other forms. */
const encoded = samples
  .slice(0, 8)
  .flatMap(([, , secret]) => [
    Buffer.from(`{"password":"${secret}"}`).toString('base64'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
    secret.replace(/./g, (unit) => `%${unit.charCodeAt(0).toString(16)}`),
    secret.replace(/./g, (unit) => `&#${unit.charCodeAt(0)};`),
    secret.replace(/.{12}/g, `$&" + "`),
    secret.replace(/.{12}/g, `$&\\\n  `),
  ]);

/** Pieces of which hard texts are made: secrets whole, cut short, glued together, and what surrounds them. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...all.map(([, before, secret, after]) => before + secret + after)),
  },
  { weight: 3, arbitrary: fc.constantFrom(...all.map(([, , secret]) => secret)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...all), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([[, before, secret], share]) =>
        (before + secret).slice(0, Math.round((before.length + secret.length) * share)),
      ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12, size: 'max' }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom(...'aB3 .:@-_=/+"\\%n2\n\u200b\u{1f600}'),
      maxLength: 30,
      size: 'max',
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      known,
      apiKey,
      '\\n',
      '%22',
      '\\"',
      'apiKey',
      'mon',
      '="',
      Buffer.from(`xx${known}`).toString('base64'),
      ...encoded,
      privateKey(30),
      `${dashes}END RSA PRIVATE KEY${dashes}`,
      `${dashes}BEGIN RSA PRIVATE KEY${dashes}`,
      random(3000),
      '\u200b'.repeat(30),
      'a\u200bb'.repeat(10),
      '\udb40\udc41',
      '\ud83d',
      ' ',
      'eyJ',
      '1 '.repeat(30),
    ),
  },
  { weight: 2, arbitrary: sparseBase64 },
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40, size: 'max' });

const streamed = (whole: string, sizes: readonly number[]) => redactedInPieces(redactor, whole, sizes);

describe('redaction', () => {
  it('makes of a stream, however it is cut, exactly what it makes of the whole text', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(text, cuts, (whole, sizes) => {
        expect(streamed(whole, sizes)).toBe(redactor.redact(whole));
      }),
      { numRuns: 1500 },
    );
  });

  it('is the same for single units', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(streamed(whole, [1])).toBe(redactor.redact(whole));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for base64 of files that hold many zeros', () => {
    fc.assert(
      fc.property(sparseBase64, cuts, (whole, sizes) => {
        expect(streamed(whole, sizes)).toBe(redactor.redact(whole));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no sample readable, whatever stands round it', () => {
    const boundary = fc.string({ unit: fc.constantFrom(...' \n\t,;()[]"'), minLength: 1, maxLength: 3 });
    const unannounced = samples.filter(([, before]) => before.trim() === '');
    fc.assert(
      fc.property(fc.constantFrom(...unannounced), boundary, boundary, cuts, ([, , secret], before, after, sizes) => {
        expect(streamed(before + secret + after, sizes)).not.toContain(secret.slice(0, 20));
      }),
    );
  });

  it('never returns a text with an unpaired half of a pair that the text did not have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60, size: 'max' }), cuts, (whole, sizes) => {
        const stream = redactor.stream();
        for (const chunk of cut(whole, sizes)) expect(stream.push(chunk).isWellFormed()).toBe(true);
      }),
    );
  });

  it('holds back a bounded length', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30, size: 'max' }), (pieces) => {
        const stream = redactor.stream();
        let given = '';
        let out = '';
        for (const part of pieces) {
          for (let index = 0; index < part.length; index += 64) {
            given += part.slice(index, index + 64);
            out += stream.push(part.slice(index, index + 64));
            const let_out = redactor.redact(given).length - out.length;
            expect(let_out).toBeLessThan(4096);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
