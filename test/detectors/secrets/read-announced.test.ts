import { describe, expect, it } from 'vitest';
import { readPassword, readSecret } from '../../../src/detectors/secrets/read-announced.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';

describe('values that words give', () => {
  const value = 'q7Zk2mX9pL4vT8wB';
  const secret = (text: string): string | undefined => {
    const span = readSecret(text, 0, undefined);
    return span === undefined ? undefined : text.slice(span.start, span.end);
  };
  it.each([' is ', ' was ', ' is: ', ' is "', ' = '])('api_key%s', (gives) =>
    expect(secret(`api_key${gives}${value}`)).toBe(value),
  );
  it.each([' is', ' is:', ' was:', ' isn ', ' '])('not api_key%s', (gives) =>
    expect(secret(`api_key${gives}${value}`)).toBeUndefined(),
  );
  it('are passwords in quotes up to a length', () => {
    const quoted = (length: number) => readPassword(`password = "${'x'.repeat(length)}"`, 0, undefined);
    expect(quoted(120)).toEqual({ start: 12, end: 132 });
    expect([quoted(121), quoted(130)]).toEqual([undefined, undefined]);
  });
  it('are keys of services, but no calls in a program', () => {
    const text = `datadog = ${'3f9a1c7e5b2d8064'}${'af13c9e7d5b20846'}`;
    const rules = (after: string): readonly string[] =>
      secrets()
        .scan(text + after)
        .findings.map(({ rule }) => rule);
    expect(rules('')).toEqual(['service-key']);
    for (const sign of ['(', '[']) expect(rules(sign)).toEqual([]);
  });
});
