import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/detectors/readings/readings.ts';

const sentence = 'Please bring the report of last week to every member of the other team.';
const bytes = Buffer.from(sentence);
const wide = Buffer.from(sentence, 'utf16le');
const big = Buffer.from(wide).swap16();

function inBase58(data: Buffer): string {
  let coded = '';
  for (let value = BigInt(`0x${data.toString('hex')}`); value > 0n; value /= 58n) {
    coded = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'.charAt(Number(value % 58n)) + coded;
  }
  return coded;
}

function inBase32(data: Buffer, alphabet: string): string {
  const bits = [...data].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** Five units for four bytes, the last of them cut. */
function inBase85(data: Buffer, alphabet: string): string {
  let coded = '';
  for (let at = 0; at < data.length; at += 4) {
    const four = data.subarray(at, at + 4);
    let value = Buffer.concat([four, Buffer.alloc(4 - four.length)]).readUInt32BE();
    let five = '';
    for (let digit = 0; digit < 5; digit += 1) {
      five = (alphabet[value % 85] ?? '') + five;
      value = Math.floor(value / 85);
    }
    coded += five.slice(0, four.length + 1);
  }
  return coded;
}
const adobe = Array.from({ length: 85 }, (_, at) => String.fromCharCode(33 + at)).join('');
const figures = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const small = 'abcdefghijklmnopqrstuvwxyz';

const cases: Readonly<Record<string, string>> = {
  'base64 of UTF-16': wide.toString('base64'),
  'base64 of UTF-16, high bytes first': big.toString('base64'),
  'base64 of UTF-16 with a mark': Buffer.concat([Buffer.from([0xff, 0xfe]), wide]).toString('base64'),
  'hex of UTF-16': big.toString('hex'),
  'hex of UTF-32': [...sentence].map((unit) => unit.charCodeAt(0).toString(16).padStart(8, '0')).join(''),
  'hex with x': [...bytes].map((byte) => `x${byte.toString(16)}`).join(''),
  'base64 from its end': [...bytes.toString('base64')].reverse().join(''),
  'packed base64': gzipSync(bytes).toString('base64'),
  'packed hex': gzipSync(bytes).toString('hex'),
  'base64 packed by zlib': deflateSync(bytes).toString('base64'),
  base58: inBase58(bytes),
  'base85 without signs around it': inBase85(bytes, adobe),
  'base85 of RFC 1924': inBase85(bytes, `${figures}${capitals}${small}!#$%&()*+-;<=>?@^_\`{|}~`),
  'base85 of ZeroMQ': inBase85(bytes, `${figures}${small}${capitals}.-:+=^!/*?&<>()[]{}@%$#`),
  'base64 whose last line is short': bytes.toString('base64').replace(/.{22}/g, '$&\n'),
  'base32 with an extended hexadecimal alphabet': inBase32(bytes, '0123456789ABCDEFGHIJKLMNOPQRSTUV'),
  'z-base-32': inBase32(bytes, 'ybndrfg8ejkmcpqxot1uwisza345h769'),
};

const hidden = (text: string): string[] =>
  [...readings(text, { depth: 3 })].flatMap(({ reason, text: read }) => (reason === undefined ? [] : [read]));

describe('rare codes', () => {
  it.each(Object.entries(cases))('are read: %s', (_, coded) => {
    expect(hidden(`Here is the file: ${coded}\nSee you there.`)).toContain(sentence.toLowerCase());
  });

  it.each(['md5', 'sha1', 'sha256', 'sha512'])('are not found in digests: %s', (name) => {
    for (let at = 0; at < 200; at += 1) {
      const digest = createHash(name).update(`${at}`).digest();
      const forms = [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url'), inBase58(digest)];
      const others = [
        inBase32(digest, '0123456789ABCDEFGHIJKLMNOPQRSTUV'),
        inBase85(digest, adobe),
        digest.toString('hex').toUpperCase(),
      ];
      expect(hidden([...forms, ...others].join(' '))).toEqual([]);
    }
  });

  it('end before words', () => {
    const lines = bytes.subarray(0, 48).toString('base64').replace(/.{32}/g, '$&\n');
    for (const word of ['Best', 'Thanks', 'see']) {
      expect(hidden(`${lines}${word} regards`)).toEqual([sentence.slice(0, 48).toLowerCase()]);
    }
  });

  it('are not unpacked where little becomes much, nor where they only begin like packed bytes', () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, 'a word of it '));
    expect(hidden(bomb.toString('base64')).join(' ')).not.toContain('word of it');
    expect(hidden(bomb.subarray(0, 60).toString('base64')).join(' ')).not.toContain('word of it');
    expect(hidden('H4sIAAAAAAAAA9abcdefghijklmnop1234567890')).toEqual([]);
  });
});
