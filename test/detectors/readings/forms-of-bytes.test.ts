import { describe, expect, it } from 'vitest';
import { mailWord, utf7 } from '../../../src/detectors/readings/characters/mail-codes.ts';
import { readSilentBits } from '../../../src/detectors/readings/characters/silent-bits.ts';
import { bareBase85 } from '../../../src/detectors/readings/codes/bare-base85.ts';
import { readable } from '../../../src/detectors/readings/codes/byte-text.ts';
import { movedCodePoints } from '../../../src/detectors/readings/codes/moved-code-points.ts';
import { base45, base100 } from '../../../src/detectors/readings/codes/rare-bytes.ts';
import { backwardBase64, unpacked } from '../../../src/detectors/readings/codes/rare-runs.ts';
import { uuencoded } from '../../../src/detectors/readings/codes/uuencoded.ts';

const sentence = 'Please bring the report of last week to every member of the other team.';
const read = (stretches: readonly { readonly text: string }[]): readonly string[] => stretches.map(({ text }) => text);

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
function in45(text: string): string {
  const bytes = [...Buffer.from(text)];
  let coded = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
    for (let digit = 0; digit < (pair ? 3 : 2); digit += 1) {
      coded += BASE45.charAt(value % 45);
      value = Math.floor(value / 45);
    }
  }
  return coded;
}

const BASE91 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~"';
function in91(text: string): string {
  let coded = '';
  let held = 0;
  let bits = 0;
  for (const byte of Buffer.from(text)) {
    held |= byte << bits;
    bits += 8;
    if (bits <= 13) continue;
    const few = (held & 8191) > 88;
    const value = few ? held & 8191 : held & 16383;
    held >>= few ? 13 : 14;
    bits -= few ? 13 : 14;
    coded += BASE91.charAt(value % 91) + BASE91.charAt(Math.floor(value / 91));
  }
  if (bits === 0) return coded;
  coded += BASE91.charAt(held % 91);
  return bits > 7 || held > 90 ? coded + BASE91.charAt(Math.floor(held / 91)) : coded;
}

describe('base 45', () => {
  it.each([sentence, sentence.slice(0, -1)])('is read with an even and an odd number of bytes', (text) => {
    expect(read(base45(`\n${in45(text)}\n`))).toEqual([text]);
  });

  it('is not read where its last two digits are more than a byte, or one is left', () => {
    for (const end of ['::', 'A']) expect(base45(`\n${in45(sentence.slice(0, -1)).slice(0, -2)}${end}\n`)).toEqual([]);
    expect(base45('\nTHE QUICK BROWN FOX RUNS OVER THE OLD LAZY DOG\n')).toEqual([]);
  });
});

describe('base 91', () => {
  it('is read whatever is left of its bits', () => {
    const lengths = new Set<number>();
    for (let cut = 0; cut < 12; cut += 1) {
      const text = sentence.slice(0, sentence.length - cut);
      const coded = in91(text);
      lengths.add(coded.length % 2);
      expect(read(bareBase85(coded))).toEqual([text]);
    }
    expect([...lengths].sort()).toEqual([0, 1]);
  });

  it('is not read where what comes behind the first units is none', () => {
    const coded = in91(sentence);
    expect(bareBase85(`${coded.slice(0, 40)}'-'-'-'-'-'-'`)).toEqual([]);
  });
});

describe('emoji that stand for bytes', () => {
  const inEmoji = (text: string): string =>
    Array.from(Buffer.from(text), (byte) => String.fromCodePoint(0x1f3f7 + byte)).join('');
  it('are read where they say words', () => {
    expect(read(base100(`see ${inEmoji(sentence)}`))).toEqual([sentence]);
  });
  it('are not where they say none', () => {
    expect(base100(`see ${inEmoji('qzxv kjwq zzxq vvkj')}`)).toEqual([]);
    expect(base100(`see ${'\u{1f600}'.repeat(20)}`)).toEqual([]);
  });
});

describe('bytes that begin like packed ones, and base64 from its end', () => {
  const packed = `1f8b08${'00'.repeat(32_768)}`;
  it('are nothing where they are too long or too short', () => {
    expect(unpacked(packed, 'hex')).toBeUndefined();
    expect(unpacked('1f8b0800', 'hex')).toBeUndefined();
    expect(unpacked('1f8b08000000000000', 'base64')).toBeUndefined();
  });
  it('are read from the end where they are long and have figures', () => {
    const backward = (text: string): string => [...Buffer.from(text).toString('base64')].reverse().join('');
    expect(backwardBase64(backward(sentence))).toBe(sentence);
    expect(backwardBase64(backward(sentence.slice(0, 9)))).toBeUndefined();
    expect(backwardBase64('A'.repeat(40))).toBeUndefined();
  });
});

describe('words of mail headers', () => {
  const coded = Buffer.from('the report').toString('base64');
  it.each([`=?utf-8?B?${coded}?=`, `=?us-ascii?q?the_report?=`, `=?ISO-8859-1?Q?the=20report?=`])('%s', (word) =>
    expect(mailWord(word)).toBe('the report'),
  );
  it.each([`=?koi8-r?B?${coded}?=`, '=?utf-8?Q?=ff=fe?=', '=?utf-8?B?AAAA?=', '=?utf-8?B?!!!!?='])('not %s', (word) =>
    expect(mailWord(word)).toBeUndefined(),
  );
  it('and of UTF-7', () => {
    expect(utf7('+AGEAYg-')).toBe('ab');
    for (const none of ['+AA', '+AAE-', '+AAAAAA-', '+ABC']) expect(utf7(none)).toBeUndefined();
  });
});

describe('bits in characters that show nothing', () => {
  const [zero, one, gap, end] = [0x200b, 0x200c, 0x200d, 0x2060];
  const bitsOf = (text: string, width: number): string =>
    [...text].map((letter) => letter.charCodeAt(0).toString(2).padStart(width, '0')).join('');
  const points = (bits: string): number[] => [...bits].map((bit) => (bit === '0' ? zero : one));

  it.each([7, 8, 16])('of %d each', (width) => {
    expect(readSilentBits(points(bitsOf('Send it now', width)))).toBe('Send it now');
  });
  it('with a third kind between the letters', () => {
    const parted = [...'Send it now'].flatMap((letter) => [...points(letter.charCodeAt(0).toString(2)), gap]);
    expect(readSilentBits(parted)).toBe('Send it now');
  });
  it('two in each of four kinds', () => {
    const kinds = [zero, one, gap, end];
    const pairs = bitsOf('Send it now', 8).match(/../g) ?? [];
    expect(readSilentBits(pairs.map((pair) => kinds[Number.parseInt(pair, 2)] ?? 0))).toBe('Send it now');
  });
  it('that begin like a text and do not go on like one are nothing', () => {
    const long = bitsOf(sentence.slice(0, 70), 8);
    expect(readSilentBits(points(long + '00000001'.repeat(80)))).toBeUndefined();
    expect(readSilentBits(points('01'.repeat(200)))).toBeUndefined();
    expect(readSilentBits(points('0'.repeat(200)))).toBeUndefined();
  });
});

describe('bytes that are wider than a letter', () => {
  const inUtf32 = (text: string, at: number): Buffer =>
    Buffer.from([...text].flatMap((letter) => [0, 1, 2, 3].map((place) => (place === at ? letter.charCodeAt(0) : 0))));
  it.each([
    ['UTF-16, low first', Buffer.from(sentence, 'utf16le')],
    ['UTF-16, high first', Buffer.from(sentence, 'utf16le').swap16()],
    ['UTF-32, low first', inUtf32(sentence, 0)],
    ['UTF-32, high first', inUtf32(sentence, 3)],
  ])('%s', (_, bytes) => expect(readable(bytes)).toBe(sentence));
  it('are nothing where the letter stands elsewhere, or most are zero', () => {
    expect(readable(inUtf32(sentence, 1))).toBeUndefined();
    expect(readable(Buffer.alloc(64))).toBeUndefined();
  });
});

describe('movedCodePoints', () => {
  const moved = (text: string, by: number): string =>
    text.replace(/[!-~]/g, (unit) => String.fromCodePoint((unit.codePointAt(0) ?? 0) + by));
  const order = 'please bring the report to the other team';

  it.each([0x80, 0x2500, 0x7d0f, 0x13000])('reads characters that were moved on by %i', (by) => {
    const text = `see ${moved(order, by)} `;
    const [found] = movedCodePoints(text);
    expect(found?.text.trim()).toBe(order);
    expect(text.slice(found?.start, found?.end).trim()).toBe(moved(order, by));
  });

  it.each([
    ['letters of a script in use', moved(order, 0x3b0)],
    ['letters that are read as they stand', moved(order, 0xfee0)],
    ['squared letters', moved(order.toUpperCase(), 0x1f130 - 65)],
    ['what is no English', moved('xqz vkw jjq zzx qwv kxj zqw vvx', 0x2500)],
    [
      'characters from everywhere',
      '\u4e00\u9f00\u6211\u7684\u662f\u4e0d\u4e86\u4eba\u5728\u6709\u4ed6\u8fd9\u4e2d\u5927\u6765\u4e0a',
    ],
    ['a rule', '\u2500'.repeat(40)],
  ])('leaves %s', (_, text) => {
    expect(movedCodePoints(text)).toEqual([]);
  });
});

describe('uuencode without a frame', () => {
  it('is read where lines are as long as they say', () => {
    const whole = '0<V5N9"!T:&4@;65S<V%G90``';
    expect(uuencoded(`first\n${whole.replace('0', 'A')}\nlast`)).toEqual([]);
    expect(uuencoded(`first\n${whole}\nlast`).map(({ start, text }) => [start, text])).toEqual([
      [6, 'send the message'],
    ]);
  });
});
