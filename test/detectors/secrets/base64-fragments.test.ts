import { describe, expect, it } from 'vitest';
import { base64 } from '../../../src/detectors/secrets/encoded-text.ts';

describe('keywords in base64', () => {
  it('have a second form for addresses where a sign differs', () => {
    const forms = [...base64.fragments('~~~?')].map(([fragment]) => fragment);
    expect(forms.some((form) => /[+/]/.test(form))).toBe(true);
    expect(forms.some((form) => /[-_]/.test(form))).toBe(true);
    expect([...base64.fragments('abcd')]).toHaveLength(3);
  });
});
