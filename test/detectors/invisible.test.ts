import { describe, expect, it } from 'vitest';
import { withoutInvisible } from '../../src/detectors/invisible.ts';
import { closesIsolate } from '../../src/detectors/natural-invisibles.ts';

describe('what is invisible', () => {
  it('is left out up to a length, and what goes on stays', () => {
    expect(withoutInvisible(`a${'\u200b'.repeat(16)}b`).text).toBe('ab');
    expect(withoutInvisible(`a${'\u200b'.repeat(20)}b`).text).toBe(`a${'\u200b'.repeat(4)}b`);
    expect(withoutInvisible('ab').text).toBe('ab');
  });
  it('closes an isolate that holds something', () => {
    expect(closesIsolate('ab\u2069', 0)).toBe(2);
    for (const none of ['\u2069', 'a\n\u2069', 'a\u2067b\u2069', 'a', 'a'.repeat(80)])
      expect(closesIsolate(none, 0)).toBe(-1);
  });
});
