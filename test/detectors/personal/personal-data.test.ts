import { describe, expect, it } from 'vitest';
import { passesLuhn, passesMod97Within } from '../../../src/detectors/personal/checksums.ts';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';
import { personal } from '../samples.ts';

const detector = personalData();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

describe('personalData', () => {
  it.each(personal)('finds %s after "%s"', (rule, before, value, after) => {
    expect(found(before + value + after)).toContainEqual([rule, value]);
  });

  it.each([
    ['a wrong check digit', 'card 4111 1111 1111 1112'],
    ['a longer number', 'order 41111111111111111'],
    ['an IBAN with a wrong check digit', 'DE88 3704 0044 0532 0130 00'],
    ['an IBAN that is too short', 'DE89 3704 0044 0532 0130'],
    ['an unknown country', 'ZZ89 3704 0044 0532 0130 00'],
    ['an SSN that was never issued', '000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000'],
    ['addresses of no machine', '0.0.0.0 127.0.0.1 255.255.255.0 255.255.255.255 ::1 :: fe::'],
    ['versions and numbers', '1.2.3 v1.2.3.4 1.2.3.4.5 999.1.1.1 1,234,567'],
    ['an address of code', 'git@github.com:owner/name'],
    ['addresses of code with a scheme', 'ssh://git@github.com/owner/name git+ssh://git@github.com/owner'],
    ['names of files', 'img@2x.png @types/node@22.1.0.tgz icon@3x.webp'],
    ['a sum of eight digits', 'x +12345678 and +23456789'],
    ['a version behind a name', 'pkg@1.2.3 and left@right'],
    ['handles', '@somebody and a@ b'],
    ['dates and times', '2024-01-02T03:04:05 +02:00 2024-01-02'],
    ['a sum', '1+2 and +12 and a+1234567890'],
    ['groups with two separators', '4111  1111  1111  1111'],
    ['a card inside a word', 'x4111111111111111'],
    ['a decimal', '0.4111111111111111'],
    ['no digit at all', 'nothing here (really)'],
  ])('finds nothing in %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('keeps what follows a number out of it', () => {
    expect(found('4111 1111 1111 1111 12/27')).toEqual([['card-number', '4111 1111 1111 1111']]);
    expect(found('DE89370400440532013000, BIC')).toEqual([['iban', 'DE89370400440532013000']]);
    expect(found('see a@example.com. Then')).toEqual([['email', 'a@example.com']]);
  });

  it.each([
    '6011111111111117',
    '3530111333300000',
    '30569309025904',
    '2223003122003222',
    '4222222222222',
    '180012345678905',
  ])('knows the card %s', (number) => {
    expect(found(number)).toContainEqual(['card-number', number]);
  });

  it('takes spaces that do not break lines between groups', () => {
    for (const space of ['\u00a0', '\u202f']) {
      for (const number of ['4111 1111 1111 1111', 'DE89 3704 0044 0532 0130 00', '+49 170 1234567']) {
        const text = number.replaceAll(' ', space);
        expect(found(`no ${text}.`).map(([, value]) => value)).toEqual([text]);
      }
    }
  });

  it('ends a number behind +1 after eleven digits', () => {
    expect(found('+1 212 555 0147 2024')[0]).toEqual(['phone-number', '+1 212 555 0147']);
  });

  it('takes at most 64 units before the @', () => {
    const text = `${'a'.repeat(100)}@example.com`;
    expect(found(text)).toEqual([['email', `${'a'.repeat(64)}@example.com`]]);
  });

  it('leaves rules out, and refuses unknown ones', () => {
    expect(personalData({ without: ['email'] }).scan('a@example.com').findings).toEqual([]);
    expect(() => personalData({ without: ['mail'] })).toThrow(/unknown rule "mail"/);
  });

  it.each(['1 ', '4111 1111 1111 1111 ', 'a@', 'a.', '+1 ', 'DE89 ', `${'a'.repeat(49)}1`])(
    'takes time in proportion to the text: %j',
    (seed) => {
      const time = (length: number): number => {
        const text = seed.repeat(length / seed.length);
        let best = Number.POSITIVE_INFINITY;
        for (let run = 0; run < 5; run += 1) {
          const start = performance.now();
          detector.scan(text);
          best = Math.min(best, performance.now() - start);
        }
        return best;
      };
      // 16 times the text: about 16 when linear, 256 when not.
      expect(time(320_000) / Math.max(time(20_000), 0.2)).toBeLessThan(90);
    },
  );
});

describe('checksums', () => {
  it('notices any single wrong digit', () => {
    const card = Uint8Array.from('4111111111111111', Number);
    expect(passesLuhn(card, 0, 16)).toBe(true);
    for (let index = 0; index < card.length; index += 1) {
      const wrong = card.map((digit, at) => (at === index ? (digit + 1) % 10 : digit));
      expect(passesLuhn(wrong, 0, 16)).toBe(false);
    }
  });

  it('notices two units of an IBAN that changed places', () => {
    expect(passesMod97Within('no GB82 West-12345698765432.', 3, 27)).toBe(true);
    expect(passesMod97Within('GB82WEST12345698765423', 0, 22)).toBe(false);
    expect(passesMod97Within('GB82EWST12345698765432', 0, 22)).toBe(false);
  });
});

describe('words that announce a document', () => {
  it.each(['paspoort XR1234567', 'driver permit no: XR1234567', 'passport XR1234567'])(
    '%s is found alone as it is beside others',
    (text) => {
      const alone = personalData()
        .scan(`x ${text} ok.`)
        .findings.map(({ rule }) => rule);
      expect(alone).toHaveLength(1);
      expect(
        personalData()
          .scan(`The pass was here. ${text} ok.`)
          .findings.map(({ rule }) => rule),
      ).toEqual(alone);
    },
  );
});
