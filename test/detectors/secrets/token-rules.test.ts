import { describe, expect, it } from 'vitest';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { random } from '../samples.ts';

const rulesIn = (text: string) =>
  secrets()
    .scan(text)
    .findings.map(({ rule }) => rule);

describe('tokens that begin like other text', () => {
  it.each([
    ['an old access key', 'aws-access-key-id', `id A3${'T'}${random(17).toUpperCase()} end`],
    ['a vault token', 'vault-token', `VAULT s${'.'}${random(24)} end`],
  ])('are found: %s', (_, rule, text) => {
    expect(rulesIn(text)).toContain(rule);
  });

  it.each([
    ['a word in capitals', `A3${'T'}HEQUICKBROWNFOXJU`],
    ['one letter many times', `A3${'T'}${'A'.repeat(16)}1`],
    ['a property without a digit', 's.someFunctionNameThatIsLong'],
    ['a property without a capital', 's.value1value2value3value4v'.slice(0, 26)],
    ['a property without a small letter', 's.VALUE1VALUE2VALUE3VALUE4'],
    ['few letters again and again', `s.${'aB1'.repeat(8)}`],
    ['part of a longer name', `this.${random(24)}`],
  ])('are not %s', (_, text) => {
    expect(rulesIn(`the ${text} here`)).not.toContain('vault-token');
    expect(rulesIn(`the ${text} here`)).not.toContain('aws-access-key-id');
  });
});

describe('a key whose beginning goes on', () => {
  const key = `y0${'__'}${random(39)}`;

  it.each([
    ['as it is', key],
    ['in base64', Buffer.from(key).toString('base64')],
    ['in hex', Buffer.from(key).toString('hex')],
  ])('is found when it is as short as the rule allows: %s', (_, text) => {
    expect(rulesIn(`use ${text} here`)).toContain('yandex-token');
  });
});

describe('keys of known length that hold half an alphabet in its order', () => {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz';
  const key = (body: string) => `gsk${'_'}${body}`;

  it('are typed by hand', () => {
    expect(rulesIn(`use ${key(random(20) + alphabet.slice(3, 16) + random(19))} here`)).not.toContain('groq-key');
  });

  it('are keys when fewer are in order, or are in no order', () => {
    expect(rulesIn(`use ${key(random(20) + alphabet.slice(3, 15) + random(20))} here`)).toContain('groq-key');
    expect(rulesIn(`use ${key(`${random(20)}mlkjihgfedcba${random(19)}`)} here`)).toContain('groq-key');
  });

  it('do not hide a key that they are glued to', () => {
    const live = `gl${'pat-'}${random(20)}`;
    expect(rulesIn(`use ${live}${alphabet.slice(3, 16)} here`)).toContain('gitlab-token');
    expect(rulesIn(`use gl${'pat-'}${alphabet.slice(3, 16)}${random(5)} here`)).not.toContain('gitlab-token');
  });
});

describe('keys that were made up', () => {
  const project = (body: string) => `sk${'-proj-'}${body}`;
  const mark = `T3Blbk${'FJ'}`;

  it('are those of one repeated unit, whichever it is', () => {
    expect(rulesIn(`use ts${'key-api-'}${'M'.repeat(12)}-${'N'.repeat(24)} here`)).toEqual([]);
    expect(rulesIn(`use ts${'key-api-'}${random(12)}-${random(24)} here`)).toEqual(['tailscale-key']);
  });

  it('are those that say so by their end', () => {
    expect(rulesIn(`use ${project(`${random(60)}test`)} here`)).toEqual([]);
    expect(rulesIn(`use sk${'-'}${random(44)}test here`)).toEqual([]);
  });

  it('are not those with the mark of their issuer, whatever is glued to them', () => {
    expect(rulesIn(`use ${project(`${random(60)}${mark}${random(60)}test`)} here`)).toContain('openai-key');
    expect(rulesIn(`use sk${'-'}${random(20)}${mark}${random(20)}test here`)).toContain('openai-key');
  });

  it('are not keys of other issuers with something glued to them', () => {
    expect(rulesIn(`use sk${'-'}${random(32)}test here`)).toEqual(['secret-key']);
    expect(rulesIn(`use sk${'-'}${random(48)}test here`)).toEqual(['secret-key']);
    expect(rulesIn(`use ${project(random(60))}${'x'.repeat(20)} here`)).toEqual(['openai-key']);
  });
});
