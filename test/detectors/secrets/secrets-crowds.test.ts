import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { redactedInPieces } from '../../streams.ts';
import { jwt, privateKey, random, samples } from '../samples.ts';

const detector = secrets();
const redactor = createRedactor({ detectors: [detector] });
const rulesIn = (text: string) => detector.scan(text).findings.map(({ rule }) => rule);
const named = ['key=', 'AGE-SECRET-KEY-1=', 'PAGERDUTY://', 'AccountKey==', '://sumo:'];
const halves = [
  ...named,
  `gl${'pat-'}`,
  'IGQV-',
  'bkpt_',
  `fo${'1_'}`,
  `sk-${'proj-'}`,
  '414b4370',
  'kYXBp',
  'gsk%5f',
  'dG9rO',
];

describe('half keys in a crowd', () => {
  it.each(named)('are masked from the fourth name in one run on, unjudged: %s', (name) => {
    const redacted = redactor.redact(`see ${name.repeat(1000)} and more`);
    expect(redacted.length).toBeLessThan(name.length * 100);
    expect(redacted.endsWith(' and more')).toBe(true);
  });

  it('hide no key among them or behind them', () => {
    const key = random(40);
    for (const half of halves) {
      for (const announced of [`api_key=${key}`, `_api_key="${key}"`, ` api_key="${key}"`, `!api_key=${key}`])
        expect(redactor.redact(`${half.repeat(200)}${announced} x`)).not.toContain(key.slice(0, 20));
    }
  });

  const inOtherForms: readonly (readonly [string, (text: string) => string])[] = [
    ['base64', (text) => Buffer.from(text).toString('base64')],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['escapes', (text) => text.replace(/./g, (unit) => `%${unit.charCodeAt(0).toString(16)}`)],
    ['pieces', (text) => text.replace(/.{9}/g, '$&"+"')],
  ];
  it.each(inOtherForms)('are masked in %s as they are written plainly, with what goes on behind them', (_, write) => {
    const key = random(60);
    for (const half of ['IGQV-', `bkpt${'_'}`]) {
      const written = write(half.repeat(60) + key);
      const redacted = redactor.redact(`see ${written} and more`);
      expect(redacted).not.toContain(write(`${half.repeat(3)}${key}`).slice(-60, -20));
      expect(redacted.endsWith(' and more')).toBe(true);
    }
  });

  it('hide no part of a key of several parts', () => {
    const key = `gl${'pat-'}${random(30)}.01.0abcdefg1`;
    expect(redactor.redact(`${`gl${'pat-'}`.repeat(20)}${key} x`)).not.toContain('0abcdefg1');
  });

  it('are no list of settings, no path and no code', () => {
    for (const text of [
      Array.from({ length: 30 }, (_, at) => `key_${at}=value-${at}\n`).join(''),
      Array.from({ length: 30 }, (_, at) => `"token_${at}": "name of ${at}", `).join(''),
      'https://docs.example/datadog/datadog-agent/datadog-metrics/datadog-traces/datadog-logs?key=1&token=2&auth=3',
      's3://bucket/partition_key=2024/sort_key=01/cache_key=a',
      'a.key=b.key,c.token=d.token,e.secret=f.secret,g.auth=h.auth',
      '0'.repeat(2000),
      'sk-learn-sk-learn-sk-learn-sk-learn-sk-learn',
    ])
      expect(rulesIn(text)).toEqual([]);
  });

  it('are masked in a stream as in the whole text, however it is cut', { timeout: 60_000 }, () => {
    const piece = fc.oneof(
      fc.tuple(fc.constantFrom(...halves), fc.nat(60)).map(([half, times]) => half.repeat(times)),
      fc.constantFrom(
        ' ',
        '\n',
        '"',
        '=',
        '-',
        '!',
        'x'.repeat(90),
        'api_key="',
        random(24),
        random(60),
        random(300),
        'EAAG',
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(text, cuts, (whole, sizes) => {
        expect(redactedInPieces(redactor, whole, sizes)).toBe(redactor.redact(whole));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('more half keys than can be judged', () => {
  const floods = [
    `pc${'sk_'}"+"`,
    'c2lnP',
    'dG9rZW4g',
    '%41%75%74%68%3d',
    '746f6b656e3d',
    'auth":"',
    'login a password ',
    'y0__-',
  ];

  it.each(floods.filter((half) => !half.includes(' ')))('are masked but for a few of each 512 units: %s', (half) => {
    const redacted = redactor.redact(`see ${half.repeat(3000)} and more`);
    expect(redacted.length).toBeLessThan(half.length * 3000 * 0.8);
    expect(redacted.endsWith(' and more')).toBe(true);
  });

  it('hide no key that begins among them, wherever it lies', () => {
    const keys = [`gh${'p_'}${random(36)}`, jwt(), privateKey(30), `api_key = "${random(40)}"`];
    for (const half of floods) {
      for (const key of keys) {
        for (const shift of [0, 61, 130, 260, 390, 500]) {
          const redacted = redactor.redact(`${'x'.repeat(shift)} ${half.repeat(200)} ${key} end`);
          expect(redacted).not.toContain(key.slice(-30, -2));
        }
      }
    }
  });

  it('are not in files of settings, lists of names and encoded prose', () => {
    const prose = 'The password is kept by the keeper of the keys, and a token of thanks is all that he asks for. ';
    for (const text of [
      Array.from({ length: 200 }, (_, at) => `"token": "word${at % 7}", "key": ${at}\n`).join(''),
      Array.from({ length: 200 }, (_, at) => `AUTH_URL_${at}=https://auth.example/${at}\n`).join(''),
      '| a | b |\n|---|---|\n'.repeat(100),
      '_'.repeat(3000),
      Buffer.from('-'.repeat(2000)).toString('base64'),
      Buffer.from(prose.repeat(40)).toString('base64'),
      Buffer.from(prose.repeat(40)).toString('hex'),
      [...prose.repeat(20)].map((unit) => `%${unit.charCodeAt(0).toString(16)}`).join(''),
    ])
      expect(rulesIn(text)).toEqual([]);
  });

  it('are masked in a stream as in the whole text, also with what is invisible among them', { timeout: 60_000 }, () => {
    const beginnings = samples.map(([, before, secret]) => (before + secret).slice(0, 6 + (secret.length % 14)));
    const piece = fc.oneof(
      fc.tuple(fc.constantFrom(...floods), fc.nat(200)).map(([half, times]) => half.repeat(times)),
      fc.tuple(fc.constantFrom(...beginnings), fc.nat(140)).map(([half, times]) => half.repeat(times)),
      fc.constantFrom(
        '\u200b',
        'a\u200b'.repeat(20),
        '\u{1f600}',
        ' ',
        '\n',
        '"+"',
        'word '.repeat(30),
        'key = "',
        random(30),
        random(300),
        jwt(),
        privateKey(4),
      ),
    );
    const text = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
    const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(text, cuts, (whole, sizes) => {
        expect(redactedInPieces(redactor, whole, sizes)).toBe(redactor.redact(whole));
      }),
      { numRuns: 2000 },
    );
  });

  it('are judged alike whatever stands far behind them', () => {
    const flood = 'y0__-'.repeat(98) + '%41%75%74%68%3d'.repeat(130);
    const far = 'pcsk_"+"'.repeat(2);
    const found = (text: string) => detector.scan(text).findings.filter(({ end }) => end < 1000);
    expect(found(flood + far)).toEqual(found(flood));
  });

  it('never end between the halves of a pair', () => {
    for (let shift = 0; shift < 8; shift += 1) {
      const redacted = redactor.redact(`${'x'.repeat(shift)} ${`auth":"\u{1f600}`.repeat(400)}`);
      expect(redacted.isWellFormed()).toBe(true);
    }
  });
});

describe('what stands in front of a key and behind its first units', () => {
  it.each([
    ['two signs and a quote', (key: string) => `api_key=="${key}"`],
    ['a type', (key: string) => `apiKey:string="${key}"`],
    ['a sign in two parts', (key: string) => `api_key:="${key}"`],
    ['a quote in a quote', (key: string) => `'"api_key"': '"${key}"'`],
    ['a value on the next line', (key: string) => `name: api_key\n  value: ${key}`],
  ])('may be %s', (_, write) => {
    const key = random(32);
    expect(redactor.redact(write(key))).not.toContain(key);
  });
});
