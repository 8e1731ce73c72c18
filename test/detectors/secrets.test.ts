import { describe, expect, it } from 'vitest';
import { secrets } from '../../src/detectors/secrets.ts';
import { samples } from './samples.ts';

const detector = secrets();
const _found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

describe('secrets', () => {
  it.each(samples)('finds %s after "%s"', (rule, before, secret, after) => {
    const text = before + secret + after;
    const [first] = detector.scan(text).findings;
    expect(first).toMatchObject({ detector: 'secrets', rule });
    expect(text.slice(first?.start, first?.end)).toBe(secret);
  });
});
