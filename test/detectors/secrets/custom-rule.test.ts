import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import type { SecretRule } from '../../../src/detectors/secrets/custom-rule.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { random } from '../samples.ts';

const rule: SecretRule = { name: 'acme-key', keyword: 'acme_', expression: /acme_(?:live|test)_[a-z0-9]{8,20}/i };
const detector = secrets({ rules: [rule] });

describe('rules of your own', () => {
  it('find what they describe, named and graded as they say', () => {
    const text = 'use acme_live_abcd1234EF, please';
    const [finding] = detector.scan(text).findings;
    expect(finding).toMatchObject({ rule: 'acme-key', severity: 'high' });
    expect(text.slice(finding?.start, finding?.end)).toBe('acme_live_abcd1234EF');
    expect(detector.scan('acme_free_abcd1234').findings).toEqual([]);
    expect(secrets({ rules: [{ ...rule, severity: 'low' }] }).scan(text).score).toBe(0.4);
  });

  it('take the first group for the secret', () => {
    const grouped = secrets({ rules: [{ name: 'pin', keyword: 'PIN is', expression: /PIN is (\d{4})/ }] });
    expect(grouped.scan('her PIN is 1234.').findings).toMatchObject([{ start: 11, end: 15 }]);
  });

  it('name what a built-in rule sees too, and can be the only ones', () => {
    const text = `api_key = "acme_live_${random(16).toLowerCase()}"`;
    expect(createRedactor({ detectors: [detector] }).redact(text)).toBe('api_key = "[redacted:acme-key]"');
  });

  it('see other forms of it', () => {
    for (const form of [
      Buffer.from('xx acme_live_abcd1234EF').toString('base64'),
      Buffer.from('acme_live_abcd1234EF').toString('hex'),
      'acme_live_" + "abcd1234EF',
    ])
      expect(detector.scan(`a ${form} b`).findings).toMatchObject([{ rule: 'acme-key', reason: expect.any(String) }]);
  });

  it('work on streams, however they are cut', () => {
    const spaced = secrets({
      rules: [{ name: 'two-words', keyword: 'swordfish', expression: /swordfish {1,3}[a-z]{3,9}/ }],
    });
    const redactor = createRedactor({ detectors: [spaced] });
    const text = 'say swordfish  melon and swordfish, or swordfish kiwi';
    for (let size = 1; size < 12; size += 1) {
      const stream = redactor.stream();
      let out = '';
      for (let at = 0; at < text.length; at += size) out += stream.push(text.slice(at, at + size));
      expect(out + stream.end()).toBe(redactor.redact(text));
    }
    expect(redactor.redact(text)).toBe('say [redacted:two-words] and swordfish, or [redacted:two-words]');
  });

  it.each([
    [/acme_(a{1,9}){1,9}/, /repeated group holds a repetition, an alternative or an optional part\. Repeat a class/],
    [/acme_(?:[a-z]{0,5}x?){2}/, /repeated group holds/],
    [/acme_(?:a|ab){2,30}/, /repeated group holds/],
    [/acme_\w+/, /no upper bound\. Give it one, such as/],
    [/acme_\w*/, /no upper bound/],
    [/acme_\w{20,}/, /no upper bound/],
    [/acme_(a)\1/, /refers back to a group\. Write out/],
    [/acme_\w{2000}/, /1 to 1024 characters, and can match 2005/],
    [/acme_a{0,99}a{0,99}a{0,99}a{0,99}/, /too many ways/],
    [/acme_\w/m, /flag "m"/],
    [/(?:)/, /must match 1 to 1024/],
    ['acme_', /must be a regular expression/],
  ])('refuse %s', (expression, problem) => {
    // @ts-expect-error one is not an expression
    const make = () => secrets({ rules: [{ name: 'acme-key', keyword: 'acme_', expression }] });
    expect(make).toThrow(problem);
    expect(make).toThrow(/^secrets: "rules"\[0\]: "expression"/);
  });

  it.each([
    [{ keyword: '' }, /"keyword" must be a string of 3 to 64/],
    [{ keyword: '   ' }, /"keyword"/],
    [{ keyword: 'x'.repeat(65) }, /"keyword"/],
    [{ name: 'Acme Key' }, /"name" must be lower-case words/],
    [{ name: 'jwt' }, /"jwt" is a built-in rule/],
    [{ severity: 'critical' }, /"severity" must be one of/],
    [{ pattern: /x/ }, /unknown option "pattern"/],
  ])('refuse %j', (change, problem) => {
    expect(() => secrets({ rules: [{ ...rule, ...change }] } as never)).toThrow(problem);
  });

  it('are a list of at most 100', () => {
    // @ts-expect-error not an array
    expect(() => secrets({ rules: rule })).toThrow(/"rules" must be an array of at most 100/);
    expect(() => secrets({ rules: Array.from({ length: 101 }, () => rule) })).toThrow(/at most 100/);
  });
});
