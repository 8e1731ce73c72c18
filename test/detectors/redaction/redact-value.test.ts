import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../src/detectors/finding.ts';
import { createRedactor, type Treatment } from '../../../src/detectors/redaction/redact-text.ts';
import { createCleaner } from '../../../src/detectors/redaction/redact-value.ts';

/** Finds one form of text wherever it stands. */
const finds = (form: RegExp): Detector => ({
  name: 'form',
  scan: (text) => ({
    score: 1,
    findings: [...text.matchAll(form)].map(({ 0: found, index }) => ({
      detector: 'form',
      rule: 'form',
      start: index,
      end: index + found.length,
      severity: 'high',
    })),
  }),
});

/** What is written down, and what is reported, while a value is redacted. */
function redacted(form: RegExp, value: unknown) {
  const written: string[] = [];
  const reported: string[] = [];
  const treatment: Treatment = {
    of: () => 'value',
    write: (_, found) => `<${written.push(found)}>`,
  };
  const cleaner = createCleaner(createRedactor({ detectors: [finds(form)] }), (rule) => reported.push(rule), treatment);
  return { out: cleaner.value(value), written, reported };
}

describe('a value under a key that announces a secret', () => {
  it('is read together with its key, and written down once', () => {
    expect(redacted(/(?<=password=")\w+/g, { password: 'blue42' })).toEqual({
      out: { password: '<1>' },
      written: ['blue42'],
      reported: ['form'],
    });
  });

  it.each([
    ['the quote behind it', /blue42"?/g],
    ['the key in front of it', /(?:password=")?blue42/g],
  ])('is written down once where a finding takes %s', (_, form) => {
    expect(redacted(form, { password: 'blue42' })).toEqual({
      out: { password: '<1>' },
      written: ['blue42'],
      reported: ['form'],
    });
  });
});
