import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../src/detectors/finding.ts';
import { regularPattern } from '../../../src/detectors/pattern.ts';
import { createPatternDetector } from '../../../src/detectors/pattern-detector.ts';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { privateKey, random } from '../samples.ts';

const token = `gh${'p_'}${random(36)}`;
const redactor = createRedactor({ detectors: [secrets(), personalData()] });

/** A detector that knows nothing of streams and finds one word. */
const word = (text: string, rule = 'word', name = 'words'): Detector => ({
  name,
  scan(given) {
    const start = given.indexOf(text);
    if (start === -1) return { score: 0, findings: [] };
    return { score: 1, findings: [{ detector: name, rule, start, end: start + text.length, severity: 'high' }] };
  },
});

describe('createRedactor', () => {
  it('puts a mask with the name of the rule in place of each finding', () => {
    const seen: string[] = [];
    const out = redactor.redact(`${token} a@example.com ${token}`, (rule) => seen.push(rule));
    expect(out).toBe('[redacted:github-token] [redacted:email] [redacted:github-token]');
    expect(seen).toEqual(['github-token', 'email', 'github-token']);
  });

  it('gives back a clean text as it is', () => {
    expect(redactor.redact('nothing here')).toBe('nothing here');
    expect(redactor.redact('')).toBe('');
  });

  it('takes a mask of your own, which is told the rule only', () => {
    const given: unknown[][] = [];
    const masked = createRedactor({
      detectors: [secrets()],
      mask: (...values) => {
        given.push(values);
        return '#';
      },
    });
    expect(masked.redact(`a ${token} b`)).toBe('a # b');
    expect(given).toEqual([['github-token']]);
  });

  it('joins findings that overlap under the name of the first', () => {
    const overlapping = createRedactor({
      detectors: [word('bcd', 'late'), word('abc', 'early'), word('bc', 'inside')],
    });
    expect(overlapping.redact('xabcdx')).toBe('x[redacted:early]x');
    const same = createRedactor({ detectors: [word('abc', 'first'), word('abcd', 'second')] });
    expect(same.redact('xabcdx')).toBe('x[redacted:first]x');
  });

  it('lets ordinary text of a stream out word by word', () => {
    const stream = redactor.stream();
    const text = 'The quick brown fox jumps over the lazy dog and then it sleeps for a long while in the sun. ';
    expect(stream.push(text).length).toBeGreaterThan(text.length - 45);
    expect(stream.push('').length).toBe(0);
  });

  it('holds a secret that comes in two pieces', () => {
    const stream = redactor.stream();
    const out = [stream.push(`token: ${token.slice(0, 20)}`), stream.push(`${token.slice(20)} end`), stream.end()];
    expect(out.join('')).toBe('token: [redacted:github-token] end');
  });

  it('sees nothing where a stream was cut that the whole text does not have', () => {
    const pattern = regularPattern({
      rule: 'run',
      anchors: ['AAAA'],
      effort: 0,
      common: true,
      head: /(?<!\w)A{200}/,
      tail: /\w*/y,
    });
    const runs = createRedactor({ detectors: [createPatternDetector('runs', [pattern])] });
    const text = `b${'A'.repeat(1000)} and ${'A'.repeat(1000)}`;
    const stream = runs.stream();
    let out = '';
    for (const unit of text) out += stream.push(unit);
    expect(out + stream.end()).toBe(`b${'A'.repeat(1000)} and [redacted:run]`);
    expect(runs.redact(text)).toBe(`b${'A'.repeat(1000)} and [redacted:run]`);
  });

  it('drops a private key as it comes, without holding it', () => {
    const stream = redactor.stream();
    let out = stream.push(`key:\n${privateKey(2).slice(0, 120)}`);
    for (let lines = 0; lines < 2000; lines += 1) out += stream.push(`${random(64)}\n`);
    expect(out).toBe('key:\n[redacted:private-key]');
    out += stream.push(`${'-'.repeat(5)}END RSA PRIV`);
    out += stream.push(`ATE KEY${'-'.repeat(5)}`);
    out += stream.push('\nafter it ');
    expect(out + stream.end()).toBe('key:\n[redacted:private-key]\nafter it ');
  });

  it('masks the rest when a private key never ends', () => {
    const stream = redactor.stream();
    const out = stream.push(privateKey(2).slice(0, 150)) + stream.push(' and more') + stream.end();
    expect(out).toBe('[redacted:private-key]');
  });

  it('holds all of a stream for a detector that cannot say what is settled', () => {
    const stream = createRedactor({ detectors: [word('secret'), secrets()] }).stream();
    expect(stream.push('a sec')).toBe('');
    expect(stream.push('ret b')).toBe('');
    expect(stream.end()).toBe('a [redacted:word] b');
  });

  it('refuses to hold more than a million units for it', () => {
    const stream = createRedactor({ detectors: [word('secret')] }).stream();
    expect(() => {
      for (let piece = 0; piece < 20; piece += 1) stream.push('x'.repeat(100_000));
    }).toThrow(expect.objectContaining({ code: 'ERR_OUTPUT_INVALID' }));
  });

  it('does work in proportion to the text however small the pieces are', () => {
    const work = (text: string): number => {
      let units = 0;
      const { name, scan, streaming } = secrets();
      if (streaming?.begin === undefined) throw new Error('secrets() begins no streams');
      const { begin } = streaming;
      const counting: Detector = {
        name,
        scan,
        streaming: {
          ...streaming,
          begin() {
            const begun = begin();
            return {
              ...begun,
              scan(given) {
                units += given.length;
                return begun.scan(given);
              },
            };
          },
        },
      };
      const stream = createRedactor({ detectors: [counting] }).stream();
      for (const unit of text) stream.push(unit);
      stream.end();
      return units;
    };
    for (const seed of ['some words and ', 'eyJaaaa', random(32)]) {
      const small = work(seed.repeat(1000));
      expect(work(seed.repeat(4000)) / small).toBeLessThan(6);
    }
  });

  it('checks its options', () => {
    // @ts-expect-error no list
    expect(() => createRedactor({ detectors: secrets() })).toThrow(/"detectors" must be an array/);
    // @ts-expect-error the factory, not the detector
    expect(() => createRedactor({ detectors: [secrets] })).toThrow(
      /"detectors"\[0\] must have a scan\(text\) method. Call the factory/,
    );
    // @ts-expect-error null
    expect(() => createRedactor({ detectors: [null] })).toThrow(/"detectors"\[0\]/);
    // @ts-expect-error not a function
    expect(() => createRedactor({ detectors: [], mask: 'x' })).toThrow(/"mask" must be a function/);
  });
});
