import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const detector = personalData();
const addresses = (text: string) =>
  detector
    .scan(text)
    .findings.filter(({ rule }) => rule === 'ip-address')
    .map(({ start, end }) => text.slice(start, end));

describe('IP addresses', () => {
  it.each([
    '8.8.4.4',
    '192.168.1.20',
    '10.0.0.0/8',
    '2001:db8:0:0:0:0:2:1',
    '2001:db8::8a2e:370:7334',
    'fe80::1',
    'fe80::1%eth0',
    '2001:DB8::/32',
    '::ffff:192.0.2.1',
    '64:ff9b::192.0.2.33',
    '684D:1111:222:3333:4444:5555:6:77',
    'dead:beef::1',
  ])('%s', (address) => {
    for (const [before, after] of [
      ['from ', ' at'],
      ['"', '"'],
      ['[', ']:443'],
      ['src=', ','],
      ['to ', '.'],
    ])
      expect(addresses(`${before}${address}${after}`)).toEqual([address]);
    expect(addresses(address)).toEqual([address]);
  });

  it('leaves the port out, and knows URLs', () => {
    expect(addresses('http://8.8.4.4:8080/x and host/10.1.2.3:22')).toEqual(['8.8.4.4', '10.1.2.3']);
    expect(addresses('http://[2001:db8::1]:8080/x')).toEqual(['2001:db8::1']);
  });

  it.each([
    ['versions', 'version 1.2.3.4, v1.2.3.4, firmware: 10.2.0.1, Chrome/120.0.0.0, Version=4.0.0.0'],
    ['more or fewer parts', '1.2.3 1.2.3.4.5 1.2.3.4.5.6'],
    ['parts that are too large', '256.1.1.1 1.1.1.999'],
    ['addresses of no machine', '127.0.0.1 0.0.0.0 255.255.255.0 ::1 :: 0:0:0:0:0:0:0:1'],
    ['times', '12:34:56 2024-01-01T12:34:56 1:2:3:4'],
    ['programs', 'std::cout a::b1 crate::ab::c1 abc::d1 Foo::Bar1 de::E2'],
    ['other colons', 'gggg:hhhh::1234 12345:db8::1 2001::db8::1 2001:db8::256.1.1.1 1:2:3:4:5:6:7:8:9'],
    ['part of a name', 'ip-10.1.2.3 _1.2.3.4 host1.2.3.4'],
  ])('finds none in %s', (_, text) => {
    expect(addresses(text)).toEqual([]);
  });
});
