import { describe, expect, it } from 'vitest';
import { readAddress, withoutEntities, withoutEscapes } from '../../../src/detectors/leaks/address.ts';

describe('an address', () => {
  it.each([
    ['https://m\u00fcnchen.example/x', 'xn--mnchen-3ya.example', '/x'],
    ['HTTPS://Host.Example.:8080?q', 'host.example', '?q'],
    ['//host.example', 'host.example', ''],
    ['mailto:a@host.example?body=x', 'host.example', '?body=x'],
    ['mailto:a@m\u00fcnchen.example?subject=x', 'xn--mnchen-3ya.example', '?subject=x'],
  ])('leads to its host as it is looked up: %s', (written, host, rest) => {
    expect(readAddress(written)).toEqual({ host, rest });
  });

  it.each([
    'https://user@host.example/',
    'https:\\\\host.example',
    'ht\ntps://host.example',
    '\\/host.example',
    'javascript:x',
  ])('names no host where it takes a renderer to tell: %j', (written) => {
    expect(readAddress(written)?.host).toBe('');
  });

  it.each(['page.html', '#part', 'data:image/png;base64,AA==', 'mailto:a@host.example', '/a//b'])(
    'stays where it is: %s',
    (written) => {
      expect(readAddress(written)).toBeUndefined();
    },
  );

  it('is read with its entities, of which some are none', () => {
    expect(withoutEntities('https&colon;&#47;&#x2F;h&period;example&#x3F;a&amp;b')).toBe('https://h.example?a&b');
    expect(withoutEntities('&#x110000;&#9999999;&unknown;&amp')).toBe('&#x110000;&#9999999;&unknown;&');
    expect(withoutEntities('plain')).toBe('plain');
    expect(withoutEscapes('a\\_b\\.c\\d')).toBe('a_b.c\\d');
  });
});
