import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { jwt, personal, random, samples } from '../samples.ts';

const redactor = createRedactor({ detectors: [secrets(), personalData()] });
const unannounced = samples.filter(([rule, before]) => before.trim() === '' && rule !== 'private-key');
const alone = personal.filter(([rule]) => rule !== 'email');
const escapes = ['\\n', '\\t', '\\u0022', '\\x22', '%3D', '%22', '%20', '%0a'];

// In JSON and in URLs the unit before a value is often the last one of an escape.

describe('text with escapes', () => {
  it.each([...unannounced, ...alone].map(([rule, , value]) => [rule, value] as const))(
    'hides %s behind each of them',
    (_, value) => {
      for (const before of escapes) expect(redactor.redact(`a${before}${value} b`)).not.toContain(value);
    },
  );

  it('leaves the escape whole', () => {
    const text = JSON.stringify({ note: `to:\njane.doe@example.com\t${jwt()}` });
    expect(JSON.parse(redactor.redact(text))).toEqual({ note: 'to:\n[redacted:email]\t[redacted:jwt]' });
    expect(redactor.redact('to=%20jane@example.com')).toBe('to=%20[redacted:email]');
  });

  it('still sees a word that goes on', () => {
    for (const text of [`n4111111111111111`, `%zz4111111111111111`, `\\q078-05-1120`, `x22078-05-1120`]) {
      expect(redactor.redact(text)).toBe(text);
    }
  });

  it('reads JSON in JSON, however often', () => {
    const secret = random(32);
    let text = JSON.stringify({ password: 'hunter2!x', apiKey: secret, env: 'DB_PASSWORD=hunter3!y\nA=1' });
    for (let round = 0; round < 3; round += 1) {
      const out = redactor.redact(text);
      expect(out).not.toContain('hunter');
      expect(out).not.toContain(secret);
      let inner: unknown = out;
      for (let back = 0; back <= round; back += 1) inner = JSON.parse(String(inner));
      expect(inner).toEqual({
        password: '[redacted:password]',
        apiKey: '[redacted:generic-secret]',
        env: 'DB_PASSWORD=[redacted:password]\nA=1',
      });
      text = JSON.stringify(text);
    }
  });
});
