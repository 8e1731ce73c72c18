import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDifferent, isMixed, looksRandom } from '../../../src/detectors/secrets/entropy.ts';
import { isPlaceholder } from '../../../src/detectors/secrets/placeholder.ts';
import { random } from '../samples.ts';

/** The same by expressions alone, one after the other. */
function slowly(value: string): boolean {
  if (!/[A-Za-z]/.test(value) || !(/\d/.test(value) || isScrambled(value))) return false;
  const counts = [...value].map((unit) => value.split(unit).length - 1);
  const entropy = Math.log2(value.length) - counts.reduce((sum, count) => sum + Math.log2(count), 0) / value.length;
  const isHex = /^(?:[0-9a-f]{20,}|[0-9A-F]{20,})$/.test(value);
  if (entropy < (isHex ? 2.7 : value.length < 20 ? 3 : 3.3) - 1e-9) return false;
  return !(
    /^[0-9a-f]{1,19}$/i.test(value) ||
    /^(?:[a-zA-Z_]{1,40}[.(]){2}/.test(value) ||
    /^(?:this|self|self\.\w{1,40}|req|ctx|config|process|os|env|args?|opts?|options|params|props|data|event|state)\./.test(
      value,
    ) ||
    (value.includes('/') && /\.[A-Za-z][A-Za-z0-9]{1,4}$|:\/\//.test(value)) ||
    /^(?:[a-zA-Z_$][\w$]{0,40}(?:\.[a-zA-Z_$][\w$]{0,40}){1,6}=(?!=|$)){1,6}/.test(value) ||
    /^[/.]?(?:(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,24}|[a-z]\d{1,2}|\d{1,14})(?:[-_/.]|$)){2,40}$/.test(value) ||
    /^[A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?(?:[_.][A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?){1,12}$/.test(value) ||
    isPlaceholder(value) ||
    isIdentifier(value)
  );
}

const ALGORITHM =
  /(?:ed25519|x25519|curve25519|secp\d{3}|sha\d{1,3}|aes\d{3}|md5|base\d\d|utf\d{1,2}|oauth\d|x509|pkcs\d{1,2})/gi;

function isIdentifier(value: string): boolean {
  const named = value.replace(ALGORITHM, '');
  const digits = named.match(/\d/g)?.length ?? 0;
  if (digits > 4 || digits * 6 > named.length) return false;
  const words = named.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const letters = words.join('');
  return letters.length >= words.length * 4 && isSpoken(letters, letters.length);
}

const isSpoken = (letters: string, count: number): boolean =>
  (letters.match(/[aeiouy]/gi)?.length ?? 0) >= count * 0.27 && !/[bcdfghjklmnpqrstvwxz]{6}/i.test(letters);

function isScrambled(value: string): boolean {
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return value.length >= 20 && changes >= value.length * 0.36 && !isSpoken(value, value.length);
}

const word = fc.constantFrom(
  ...['OAuth2', 'Access', 'token', 'sha256', 'pkcs8', 'ed25519', 'x', 'HTTP', 'Provider', 'aBcDeFgHiJ', 'QwErTyUiOp'],
  ...['config.', 'self.a.', '/', '.', '-', '_', '=', '://', '12', '0123456789', '.json', 'a1', 'ff00', 'null', 'e5'],
);
const values = fc.oneof(
  fc.integer({ min: 12, max: 60 }).map(random),
  fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join('')),
  fc.string({ unit: fc.constantFrom(...'aAbBcCdDeE01289fFzZ'), minLength: 12, maxLength: 40, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...'aAbcdeXYZ0123._-/=$%'), minLength: 12, maxLength: 40, size: 'max' }),
);

describe('looksRandom', () => {
  it('says what its expressions say', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(looksRandom(value)).toBe(slowly(value));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('isPlaceholder', () => {
  const key = random(9);
  it.each([
    ...['<', '{', '$', '%', '[', '(', 'ENC[', 'enc(', 'xxx', '***', '...'].map((start) => start + key),
    ...['..', '-your', '.MY', '_null'].map((end) => key + end),
    ...['XxxX', '0123456789', '%0.', '1234-12341234', 'ABCDEFGHIJ', '***', '-Change_Me-', 'process.env', 'GETENV'].map(
      (part) => `q${part}q`,
    ),
    'qabcdefghijklmnopqrstuvwx',
    'qzyxwvutsrqponmq',
    'AKIAEXAMPLE',
  ])('knows %s', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it.each(['Myth0', 'nullable7', 'yours3', '1234', 'xxy', 'abcdefghi', '0.5'])('does not take %s for one', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });
});

describe('units that are not the same', () => {
  it('are counted as a set counts them', () => {
    const few = fc.string({ unit: fc.constantFrom(...'abcdefg'), maxLength: 20, size: 'max' });
    fc.assert(
      fc.property(few, fc.nat(8), (value, least) => {
        expect(hasDifferent(value, least)).toBe(new Set(value).size >= least);
      }),
    );
  });

  it('are of three kinds or not', () => {
    expect(['aB1', 'ab1', 'AB1', 'aBc', 'zZ9'].map(isMixed)).toEqual([true, false, false, false, true]);
  });
});
