import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokens } from '../../../src/detectors/redaction/token-vault.ts';
import { type RedactOptions, redact } from '../../../src/guards/content/redact.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { personal, privateKey, random, samples } from '../../detectors/samples.ts';
import { failure } from '../../recording.ts';
import { cut, throughStream } from '../../streams.ts';

const token = `gh${'p_'}${random(36)}`;

const plain = (value: unknown, options: RedactOptions) =>
  pipeline()
    .use(redact(options))
    .wrap(
      'tool:t',
      unchecked<string>(),
      () => value,
    )('x');

const streamed = (chunks: readonly unknown[], options: RedactOptions) => throughStream(redact(options), chunks);

describe('redact with an action', () => {
  it('hashes: equal values stay equal, with the key of the user also elsewhere', async () => {
    const text = 'a@acme.example b@acme.example a@acme.example';
    const out = String(await plain(text, { action: 'hash' }));
    expect(out).toMatch(/^(\[hashed:email:[0-9a-f]{16}\]) (?!\1)\[hashed:email:[0-9a-f]{16}\] \1$/);
    expect(await plain(text, { action: 'hash' })).not.toBe(out); // a random key for each guard
    const hashKey = 'a key of sixteen bytes or more';
    const known = await plain(text, { action: 'hash', hashKey });
    expect(await plain(text, { action: 'hash', hashKey: Buffer.from(hashKey) })).toBe(known);
    expect(await plain('a\u200b@acme.example', { action: 'hash', hashKey })).toBe(String(known).split(' ')[0]);
  });

  it('takes one action for each rule, masks the others, and leaves its own marks alone', async () => {
    const tokens = createTokens();
    const action = { email: 'hash', 'github-token': 'tokenise' } as const;
    const out = await plain(`${token} a@acme.example 4111 1111 1111 1111`, { action, tokens });
    expect(out).toMatch(/^\[github-token-1#\w{4}\] \[hashed:email:\w{16}\] \[redacted:card-number\]$/);
    expect(await plain({ token: out, key: out, text: out }, {})).toEqual({ token: out, key: out, text: out });
    expect(await plain('a@acme.example +44 20 7946 0958', { action: { '*': 'hash', email: 'mask' } })).toMatch(
      /^\[redacted:email\] \[hashed:phone-number:/,
    );
  });

  it('refuses, without the text and with the name of the rule', async () => {
    const error = await failure(plain({ a: ['x', token] }, { action: { 'github-token': 'refuse' } }));
    expect(error).toMatchObject({ code: 'ERR_SENSITIVE_DATA', guard: 'redact', message: /github-token/ });
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain(token.slice(8));
    expect(await plain('a@acme.example', { action: { 'github-token': 'refuse' } })).toBe('[redacted:email]');
  });

  it('ends a stream with the refusal, aborts what is behind, and tells what had left', async () => {
    const before = 'some ordinary words '.repeat(4);
    const { out, error, events, aborted } = await streamed([before, token.slice(0, 9), `${token.slice(9)} and more`], {
      action: 'refuse',
    });
    expect(error).toMatchObject({ code: 'ERR_SENSITIVE_DATA', guard: 'redact' });
    expect(aborted).toBe(true);
    expect(before.startsWith(out.join(''))).toBe(true);
    const units = out.join('').length;
    expect(units).toBeGreaterThan(50);
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'cut-off',
        details: { rule: 'github-token', chunks: out.length, units },
      }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'outcome', outcome: 'denied', chunks: out.length });
  });

  it('makes of a stream, however it is cut, what it makes of the whole text', async () => {
    const hashKey = random(32);
    const pieces = fc.constantFrom(
      ...[...samples, ...personal].map(([, before, secret, after]) => before + secret + after),
      ' and ',
      '\u{1f468}\u200d\u{1f469} e\u0301',
      privateKey(3),
      `gh${'p_'}${random(36)}${random(5000)}`,
      `${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)}\n${random(400)}`,
    );
    const action = { '*': 'hash', 'card-number': 'mask' } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(pieces, { maxLength: 5 }).map((list) => list.join(' ')),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20, size: 'max' }),
        async (text, sizes) => {
          const { out } = await streamed(cut(text, sizes), { action, hashKey });
          expect(out.join('')).toBe(await plain(text, { action, hashKey }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses a stream, however it is cut, when it refuses the whole text, and lets nothing of what was found out', async () => {
    const texts = fc.constantFrom(
      'no secret at all, only words',
      `first ${token} last`,
      `mail a@acme.example ${token}`,
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (text, lengths) => {
        const options = { action: { 'github-token': 'refuse' } } as const;
        const { out, error } = await streamed(cut(text, lengths), options);
        expect(error !== undefined).toBe(text.includes(token));
        expect(text.replace('a@acme.example', '[redacted:email]').startsWith(out.join(''))).toBe(true);
        expect(out.join('')).not.toContain(token.slice(0, 4));
      }),
      { numRuns: 60 },
    );
  });

  it('hashes a private key whole, and masks one that is too long for it', async () => {
    const whole = privateKey(3);
    const text = `a ${whole} b`;
    expect(await plain(text, { action: 'hash' })).toMatch(/^a \[hashed:private-key:\w{16}\] b$/);
    expect(await plain(privateKey(200), { action: 'hash' })).toBe('[redacted:private-key]');
  });

  it('refuses options that would do nothing', () => {
    const hashKey = 'a key of sixteen bytes or more';
    const tokens = createTokens();
    expect(() => redact({ hashKey })).toThrow(/"hashKey" is for the action hash.*Leave it out, or add 'hash'/);
    expect(() => redact({ action: { email: 'tokenise' }, tokens, hashKey })).toThrow(/"hashKey" is for/);
    expect(() => redact({ tokens })).toThrow(/"tokens" is for the action tokenise.*Leave it out, or add 'tokenise'/);
    expect(() => redact({ action: 'hash', tokens })).toThrow(/"tokens" is for/);
    expect(() => redact({ action: 'refuse', mask: () => '' })).toThrow(/"mask" writes nothing/);
    expect(() => redact({ action: { '*': 'refuse', email: 'hash' }, mask: () => '', hashKey })).not.toThrow();
  });

  it('checks its options', () => {
    expect(() => redact({ action: { emial: 'hash' } })).toThrow(/unknown rule "emial" in "action"/);
    // @ts-expect-error no such action
    expect(() => redact({ action: 'drop' })).toThrow(/"action" must be one of/);
    // @ts-expect-error no such action
    expect(() => redact({ action: { email: 'drop' } })).toThrow(/action\["email"\]/);
    // @ts-expect-error no list
    expect(() => redact({ action: [] })).toThrow(/"action" must be one of/);
    expect(() => redact({ action: 'hash', hashKey: 'short' })).toThrow(/"hashKey" must be/);
    expect(() => redact({ action: 'hash', hashKey: 12345678901234567890n as never })).toThrow(/"hashKey" must be/);
    // @ts-expect-error not made by createTokens
    expect(() => redact({ action: 'tokenise', tokens: {} })).toThrow(/"tokens" must be made by createTokens/);
  });
});
