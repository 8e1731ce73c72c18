import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/detectors/readings/readings.ts';

const sentence = 'Please bring the report of last week to every member of the other team.';
const squeezed = (text: string): string => text.toLowerCase().replace(/[^a-z]+/g, '');
const NAMES = (
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra ' +
  'Tango Uniform Victor Whiskey X-ray Yankee Zulu'
).split(' ');
const spelt = (text: string): string =>
  [...text.toLowerCase().replace(/[^a-z ]/g, '')]
    .map((letter) => (letter === ' ' ? '/' : (NAMES[letter.charCodeAt(0) - 97] ?? '')))
    .join(' ');

const posixSign = (six: number): string => String.fromCharCode(six === 0 ? 96 : six + 32);
const signOfXxencode = (six: number): string =>
  '+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.charAt(six);

/** Parts of a text in another order, and the template that puts them in theirs. */
function formatted(text: string, quote: string): readonly [template: string, strings: string] {
  const parts = text.match(/.{1,9}/g) ?? [];
  const places = parts.map((_, at) => (at * 3 + 1) % parts.length);
  const strings = parts.map((_, place) => quote + (parts[places.indexOf(place)] ?? '') + quote);
  return [places.map((place) => `{${place}}`).join(''), strings.join(', ')];
}

/** Lines of 45 bytes, each with its length in front. See POSIX, uuencode. */
function uuencoded(text: string, feed: string, sign = posixSign): string {
  const lines = (text.match(/.{1,45}/g) ?? []).map((line) => {
    const groups = (line.match(/.{1,3}/g) ?? []).map((three) => {
      const [a = 0, b = 0, c = 0] = [...Buffer.from(three)];
      return [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63].map(sign).join('');
    });
    return sign(line.length) + groups.join('');
  });
  return ['begin 644 note.txt', ...lines, '`', 'end', ''].join(feed);
}

const placed = (between: string): string =>
  (sentence.toLowerCase().match(/[a-z]+/g) ?? [])
    .map((word) => [...word].map((letter) => letter.charCodeAt(0) - 96).join(' '))
    .join(between);

const cases: Readonly<Record<string, string>> = {
  'letters that are called by their names': spelt(sentence),
  'such letters without a sign between words': spelt(sentence).replaceAll(' / ', ' '),
  'doubled letters': sentence.replace(/[a-z]/gi, '$&$&'),
  'doubled letters, signs and spaces': sentence.replace(/./g, '$&$&'),
  'letters that stand three times': sentence.replace(/[a-z]/gi, '$&$&$&'),
  uuencode: uuencoded(sentence, '\n'),
  'uuencode in lines of another system': uuencoded(sentence, '\r\n'),
  xxencode: uuencoded(sentence, '\n', signOfXxencode).replace('`', '+'),
  'an operator with parts in another order': formatted(sentence, "'").join('" -f ').replace('{', '"{'),
  'a call with parts in another order': `'${formatted(sentence, '"').join("'.format(")})`,
  'places in the alphabet with strokes between words': placed(' / '),
  'places in the alphabet with spaces alone': placed(' '),
  'letters in tags': sentence.replace(/[a-z]/gi, '<i>$&</i>'),
};

const all = (text: string): string[] => [...readings(text, { depth: 3 })].map((reading) => reading.text);

describe('rare spellings', () => {
  it.each(Object.entries(cases))('are read: %s', (_, hidden) => {
    const found = all(`The meeting is at nine.\n\n${hidden}\n\nSee you there.`);
    expect(found.map(squeezed).some((text) => text.includes(squeezed(sentence)))).toBe(true);
  });

  it('are not found in any numbers', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 26 }), { minLength: 7, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (list) => {
        const reasons = [...readings(list.join(' '), { depth: 3 })].map(({ reason }) => reason);
        expect(reasons).not.toContain('character codes');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a list of names', 'Squads alpha, bravo, charlie, delta, echo, foxtrot, golf and hotel dance the tango in India.'],
    ['a call sign', 'This is Kilo Echo Tango one five, over.'],
    ['doubled letters in words', 'The bookkeeper called off all the necessary successful coffee committee meetings.'],
    ['cries', 'Aaaaaahhhhhh nooooooo whyyyyyy sooooo looooong!!! Zzzzzz zzzzzz mmmmmm hhhhhh ooooooo'],
    ['a beginning', 'begin 644 of them\nMany more words stand here, and no code.\nend\n'],
    ['a format', 'print("{0} of {1}, {2} and {3}".format("7", "8", "9", "x"))'],
    ['a format of a number alone', '"{0}{1}{2}{3}" -f 1, 2, 3, 4 and then "{0}{1}{2}{3}" alone'],
    ['a beginning of a file in letters', 'begin 644 of\nplain\nwords\nend\n'],
    ['bold words', 'A <b>bold</b> word and an <i>oblique</i> one, and a <b>n</b>.'],
  ])('are not found in %s', (_, text) => {
    expect(all(text)).toHaveLength(1);
  });
});
