import { describe, expect, it } from 'vitest';
import { announcedRules } from '../../../src/detectors/secrets/announced-rules.ts';
import { inAllForms, secretPatterns } from '../../../src/detectors/secrets/secret-rules.ts';
import { mayHoldOtherForms } from '../../../src/detectors/secrets/secrets-other-forms.ts';
import { usualSecrets } from '../../../src/detectors/secrets/secrets-usual.ts';
import { random } from '../samples.ts';

const spelt = (text: string, write: (code: number) => string): string =>
  [...text].map((unit) => write(unit.charCodeAt(0))).join('');
const hexOf = (code: number): string => code.toString(16).padStart(2, '0');

/** As short as a value with a name can be. */
const short = `pwd=h${'unter'}2`;
const forms: readonly (readonly [form: string, text: string])[] = [
  ['base64', Buffer.from(short).toString('base64').replace(/=+$/, '')],
  ['base64, one byte on', Buffer.from(` ${short}`).toString('base64')],
  [
    'base64 in short lines',
    Buffer.from(`password=${random(20)}`)
      .toString('base64')
      .replace(/.{10}/g, '$&\n'),
  ],
  ['hex', Buffer.from(`password=${random(20)}`).toString('hex')],
  ['base64 with invisible units', [...Buffer.from(`password=${random(20)}`).toString('base64')].join('\u200b')],
  ['URL escapes', spelt(`password=${random(20)}`, (code) => `%${hexOf(code)}`)],
  ['entities', spelt(`password=${random(20)}`, (code) => `&#${code};`)],
  ['JSON escapes', spelt(`password=${random(20)}`, (code) => `\\u00${hexOf(code)}`)],
  ['short escapes', spelt(`password=${random(20)}`, (code) => `\\x${hexOf(code)}`)],
  ['pieces', `"gh${'p_'}${random(10)}" + "${random(26)}"`],
  ['pieces on lines', `'gh${'p_'}${random(10)}'\n   . '${random(26)}'`],
  ['a line that goes on', `gh${'p_'}${random(10)}\\\n  ${random(26)}`],
];

describe('the usual detector of secrets', () => {
  it.each(forms)('sees %s in the first text, and behind a text that held none', (_, form) => {
    const text = `see ${form} end`;
    expect(mayHoldOtherForms(text)).toBe(true);
    const first = usualSecrets().scan(text);
    const second = usualSecrets();
    expect(second.scan('Nothing is said here.').findings).toEqual([]);
    expect(second.scan(text)).toEqual(first);
  });

  it('finds what is written plainly as before and after it has got ready for other forms', () => {
    const detector = usualSecrets();
    const text = `gh${'p_'}${random(36)} is it`;
    const before = detector.scan(text);
    expect(before.findings).toMatchObject([{ rule: 'github-token', start: 0 }]);
    detector.scan(' '.repeat(200_000));
    expect(detector.scan(text)).toEqual(before);
  });

  it('need not get ready for words', () => {
    expect(mayHoldOtherForms('An internationally well-established organisation\nsays "so". It is 25 % of $100.')).toBe(
      false,
    );
  });

  it('knows that every name has a capital or digit in base64 and hex', () => {
    const names = new Set(announcedRules().map(({ rule }) => rule));
    const words = inAllForms(secretPatterns()).filter(
      ({ rule, reason }) => names.has(rule) && /base64|hex/.test(reason ?? ''),
    );
    expect(words.length).toBeGreaterThan(50);
    expect(words.flatMap(({ anchors }) => anchors).filter((anchor) => !/[A-Z0-9]/.test(anchor))).toEqual([]);
  });
});
