import { describe, expect, it } from 'vitest';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { jwt, privateKey, random, samples } from '../samples.ts';

const detector = secrets();

const writers: readonly (readonly [form: string, reason: string, write: (text: string) => string])[] = [
  ['base64', 'decoded base64', (text) => Buffer.from(text).toString('base64')],
  ['base64, one byte on', 'decoded base64', (text) => Buffer.from(`{${text}}`).toString('base64')],
  ['base64, two bytes on', 'decoded base64', (text) => Buffer.from(`= ${text}; `).toString('base64')],
  [
    'base64url inside a longer text',
    'decoded base64',
    (text) => Buffer.from(`${'word '.repeat(40)}${text} end`).toString('base64url'),
  ],
  [
    'base64 in lines',
    'decoded base64',
    (text) =>
      Buffer.from(`${'line '.repeat(9)}${text}`)
        .toString('base64')
        .replace(/.{76}/g, '$&\r\n'),
  ],
  ['hex', 'decoded hex', (text) => Buffer.from(`x=${text}`).toString('hex')],
  ['upper-case hex', 'decoded hex', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['URL escapes', 'decoded escapes', (text) => spelt(text, (code) => `%${code.toString(16).padStart(2, '0')}`)],
  ['decimal entities', 'decoded escapes', (text) => spelt(text, (code) => `&#${code};`)],
  [
    'hexadecimal entities',
    'decoded escapes',
    (text) => spelt(text, (code) => `&#x${code.toString(16).toUpperCase()};`),
  ],
  ['JSON escapes', 'decoded escapes', (text) => spelt(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
  ['pieces', 'joined', (text) => text.replace(/.{16}/g, `$&" + "`)],
  ['pieces on lines', 'joined', (text) => text.replace(/.{20}/g, `$&'\n    . '`)],
  ['a line that goes on', 'joined', (text) => text.replace(/.{18}/, `$&\\\r\n  `)],
  ['short escapes', 'decoded escapes', (text) => spelt(text, (code) => `\\x${code.toString(16).padStart(2, '0')}`)],
];
const spelt = (text: string, write: (code: number) => string): string =>
  [...text].map((unit) => write(unit.charCodeAt(0))).join('');

const keys = samples.filter(
  ([rule, before, secret]) =>
    before === '' &&
    /^(?:github|gitlab|slack|stripe|anthropic|openai|npm|digitalocean|shopify|sendgrid|google-oauth-secret|age)/.test(
      rule,
    ) &&
    secret.length < 150 &&
    !/^SG|T3Blbk/.test(secret), // beginnings too short to be told in other forms
);

describe('secrets in other forms', () => {
  it.each(writers)('sees keys in %s', (_, reason, write) => {
    for (const [rule, , secret] of keys) {
      const form = write(secret);
      const text = `see ${form} end`;
      const finding = detector.scan(text).findings.find((found) => found.reason === reason);
      expect([rule, finding?.rule]).toEqual([rule, rule]);
      // A character at either end may also hold bits of what stands beside the key.
      expect(text.slice(finding?.start, finding?.end).length).toBeGreaterThanOrEqual(secret.length);
    }
  });

  it.each(writers.filter(([, reason]) => reason !== 'joined'))('sees values with a name in %s', (_, __, write) => {
    expect(detector.scan(`a ${write('{"password":"hunter2!horse"}')} b`).findings).toMatchObject([
      { rule: 'password' },
    ]);
    expect(detector.scan(`a ${write(`clientSecret: ${random(32)}`)} b`).findings).toMatchObject([
      { rule: 'generic-secret' },
    ]);
  });

  it('sees a session in base64, and a key of which only what is no letter is escaped', () => {
    expect(
      detector.scan(
        Buffer.from(`session=${jwt().replace(/^.{33}/, 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9')}`).toString('base64'),
      ).findings,
    ).toMatchObject([{ rule: 'jwt' }]);
    const key = `xox${'b-'}123456789012-123456789012-${random(24)}`;
    expect(detector.scan(`?t=${key.replaceAll('-', '%2D')}&x=1`).findings).toMatchObject([
      { rule: 'slack-token', start: 3 },
    ]);
  });

  it('takes a private key in base64 whole', () => {
    const form = Buffer.from(privateKey(30)).toString('base64');
    expect(detector.scan(`file 1: ${form}\nnext: x`).findings).toMatchObject([
      { rule: 'encoded-private-key', start: 8, end: 8 + form.length, block: 'closed' },
    ]);
  });

  it('leaves what only starts like one', () => {
    for (const [, , write] of writers) {
      for (const text of [`gh${'p_'}tooShort`, 'the password is a word', 'passwords and tokens', 'token of esteem'])
        expect(detector.scan(`a ${write(text)} b`).findings).toEqual([]);
    }
  });

  it('can be left out by the names of their rules', () => {
    const form = Buffer.from(`gh${'p_'}${random(36)}`).toString('base64');
    expect(secrets({ without: ['github-token'] }).scan(form).findings).toEqual([]);
  });
});

describe('long rows of one unit in another form', () => {
  it.each(writers.filter(([form]) => /base64|hex|escapes|entities/.test(form)))(
    'are passed over, and a key behind them is found: %s',
    (_, reason, write) => {
      for (const unit of ['A', '0']) {
        const key = `gh${'p_'}${random(36)}`;
        expect(detector.scan(write(unit.repeat(3000))).findings).toEqual([]);
        expect(detector.scan(write(`${unit.repeat(3000)} ${key}`)).findings).toContainEqual(
          expect.objectContaining({ rule: 'github-token', reason }),
        );
      }
    },
  );
});
