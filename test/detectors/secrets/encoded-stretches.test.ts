import { describe, expect, it } from 'vitest';
import { Stretches } from '../../../src/detectors/secrets/encoded-stretches.ts';
import { base64, decode, type Encoding, escapes, hex } from '../../../src/detectors/secrets/encoded-text.ts';
import { joined } from '../../../src/detectors/secrets/joined-text.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { random } from '../samples.ts';

const escaped = (text: string): string =>
  [...text].map((unit) => `%${unit.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

const encodings: readonly (readonly [name: string, encoding: Encoding, write: (text: string) => string])[] = [
  ['base64', base64, (text) => Buffer.from(text).toString('base64')],
  ['hex', hex, (text) => Buffer.from(text).toString('hex')],
  ['escapes', escapes, escaped],
  ['pieces', joined, (text) => text.replace(/.{16}/g, '$&"+"')],
];

describe.each(encodings)('stretches of %s', (_, encoding, write) => {
  it('decodes a text full of places a few times over, however many they are', () => {
    let decoded = 0;
    const counting: Encoding = {
      ...encoding,
      read(text, from, most, into) {
        const read = encoding.read(text, from, most, into);
        decoded += read;
        return read;
      },
    };
    const text = write('ghp_a'.repeat(4000));
    const stretches = new Stretches();
    const places = decode(encoding, text, 0, text.length).starts;
    const { alignments } = encoding;
    for (const at of places) for (let off = 0; off < alignments; off += 1) stretches.at(counting, text, at + off, 32);
    expect(decoded).toBeLessThan(text.length * 8);
  });

  it('gives at each place what is decoded there alone', () => {
    const text = write(`${random(700)}-`.repeat(5));
    const stretches = new Stretches();
    for (let step = 0; step < 400; step += 1) {
      const at = (step * 37) % text.length;
      const { run, index } = stretches.at(encoding, text, at, 40);
      expect(run.units.slice(index, index + 40)).toBe(decode(encoding, text, at, 40).units.slice(0, 40));
    }
  });

  it('sees each of many keys in one run', () => {
    const keys = Array.from({ length: 90 }, (_, index) => `gh${'p_'}${random(36)}${'.'.repeat(1 + (index % 3))}`);
    const found = secrets()
      .scan(` ${write(keys.join(''))} `)
      .findings.filter(({ rule, reason }) => rule === 'github-token' && reason === encoding.reason);
    // Pieces that end inside a key's beginning are read as they are.
    expect(found.length).toBeGreaterThanOrEqual(encoding === joined ? 60 : 90);
  });
});
