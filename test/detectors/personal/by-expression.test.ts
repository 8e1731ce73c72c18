import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BirthDates } from '../../../src/detectors/personal/birth-date.ts';
import { isInternational } from '../../../src/detectors/personal/calling-codes.ts';
import { Context } from '../../../src/detectors/personal/context.ts';
import { topic } from '../../../src/detectors/personal/context-words.ts';
import { emailAt } from '../../../src/detectors/personal/email.ts';
import { Ipv6Addresses, ipv4At } from '../../../src/detectors/personal/ip-address.ts';
import { layoutLook } from '../../../src/detectors/personal/layout-look.ts';
import { MacAddresses } from '../../../src/detectors/personal/mac-address.ts';
import { numberRules } from '../../../src/detectors/personal/national-rules.ts';
import { NumberRows } from '../../../src/detectors/personal/number-rows.ts';
import { layoutOf, NumberRun } from '../../../src/detectors/personal/number-run.ts';
import { Streets } from '../../../src/detectors/personal/postal-address.ts';

type Found = [start: number, end: number];

/** What a finder emits. */
function emitted(find: (emit: (rule: string, start: number, end: number) => void) => void): Found[] {
  const found: Found[] = [];
  find((_, start, end) => found.push([start, end]));
  return found;
}

/** Where an expression matches that starts at an offset. */
function matched(expression: RegExp, text: string, at: number): Found[] {
  const sticky = new RegExp(expression.source, expression.flags.includes('i') ? 'iy' : 'y');
  sticky.lastIndex = at;
  return sticky.test(text) ? [[at, sticky.lastIndex]] : [];
}

const joined = (parts: readonly string[], most: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength: most, size: 'max' }).map((all) => all.join(''));
const same = (text: fc.Arbitrary<string>, check: (text: string) => void) =>
  fc.assert(fc.property(text, check), { numRuns: 3000 });

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`${OCTET}(?:\\.${OCTET}){3}(?![\\w]|\\.\\d)(?:/(?:3[0-2]|[12]?\\d)(?![\\w/]|\\.\\d))?`);

describe('what is read by hand is read as its expression reads it', () => {
  it('addresses of IPv4', () => {
    same(joined(['1', '2', '0', '9', '25', '.', '.', '.', '/', 'a', ' ', '8.8.8.', '10.0.0.1'], 12), (tail) => {
      const text = `8${tail}`;
      const [address] = matched(IPV4, text, 0);
      const isMachine = address !== undefined && !/^(?:0\.0\.0\.0|127\.|255\.)/.test(text);
      expect(emitted((emit) => ipv4At(text, 0, new Context(text), emit))).toEqual(isMachine ? [address] : []);
    });
  });

  it('addresses of IPv6, group by group', () => {
    const isAddress = (address: string): boolean => {
      const parts = address.split('::');
      const groups = parts.flatMap((part) => (part === '' ? [] : part.split(':')));
      const isGrouped = groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group));
      return isGrouped && (parts.length === 2 ? groups.length <= 7 : parts.length === 1 && groups.length === 8);
    };
    same(joined(['1', '2', 'ab', ':', ':', ':', '::', '0', '12345', '1:2:3:', 'f:'], 14), (tail) => {
      const address = `2${tail}`.replace(/(?<!:):$/, '');
      const ipv6 = new Ipv6Addresses(`1:20 ${address} `);
      const found = emitted((emit) => {
        for (const digit of [0, 2, 5]) ipv6.at(digit, emit);
      });
      expect(found).toEqual(isAddress(address) ? [[5, 5 + address.length]] : []);
    });
  });

  it('hardware addresses, which are looked for at every place where one could start', () => {
    const MAC =
      /(?<![0-9A-Za-z:_])(?:(?:[0-9A-F]{2}:){5}[0-9A-F]{2}|(?:[0-9A-F]{2}-){5}[0-9A-F]{2})(?![0-9A-Z_]|[:.-][0-9A-Z])/gi;
    same(
      joined(['0A', '1b', '22', ':', ':', '-', '0A:1b:22:', '3c-3d-3e-', ' ', 'x', '_', '00:00:00:'], 14),
      (text) => {
        const macs = new MacAddresses(text);
        const found = emitted((emit) => {
          for (const { 0: token, index } of text.matchAll(/[0-9A-Za-z]+/g)) {
            if (token.length === 2 && /\d/.test(token)) macs.at(index, index + 2, emit);
          }
        });
        const wanted = [...text.matchAll(MAC)]
          .filter(([address]) => !/^[0:-]+$/.test(address) && !/^[\d-]+$/.test(address))
          .map(({ 0: address, index }): Found => [index, index + address.length]);
        expect(found).toEqual(wanted);
      },
    );
  });

  it('domains of e-mail addresses', () => {
    const LABEL = '[A-Za-z0-9\\u00df-\\u024f\\u0370-\\u052f-]{1,63}';
    const DOT = '(?:\\.|\\s?[[({<]\\s?(?:\\.|dot|punkt|punto|ponto|point)\\s?[\\])}>]\\s?|\\s(?:dot|DOT|Dot)\\s)';
    const domains = [new RegExp(`${LABEL}(?:\\.${LABEL}){1,8}`), new RegExp(`${LABEL}(?:${DOT}${LABEL}){1,4}`, 'i')];
    const TOP_LEVEL = /(?:^|[\].)}>\s])(?:[A-Za-z\u0430-\u044f]{2,24}|xn--[A-Za-z0-9-]{2,59})$/;
    const parts = ['a', 'com', 'xn--a1', '\u00c0', '\u00e9', '.', '.', ' dot ', '[.]', ' (dot) ', '1', '-', ' ', '@'];
    same(joined([...parts, 'x'.repeat(60), 'a.b.c.d.e.f.'], 12), (tail) => {
      const text = `jane@${tail}`;
      const wanted = domains
        .flatMap((domain) => matched(domain, text, 5))
        .find(([start, end]) => TOP_LEVEL.test(text.slice(start, end)));
      expect(emitted((emit) => emailAt(text, 4, emit))).toEqual(wanted === undefined ? [] : [[0, wanted[1]]]);
    });
  });

  it('English streets, and the first postcode behind them', () => {
    const STREET = /\d{1,5}[A-Za-z]?,? (?:[A-Z][A-Za-z'.-]{0,24} ){1,4}?(?:Street|St|Road|Rd|Way|Row)\b\.?/;
    const POSTCODE =
      /(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[A-CEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)(?![A-Za-z0-9])/;
    const parts = [
      '12 ',
      '7b, ',
      '5 ',
      ' ',
      ', ',
      'Baker ',
      'Aa ',
      'St',
      'Street ',
      'Rd.',
      'Row_',
      'NW1 6XE',
      'K1A 0B1',
    ];
    same(joined([...parts, 'x'.repeat(40), 'Row ', 'London '], 14), (tail) => {
      const text = `12 ${tail}`;
      const streets = new Streets(text);
      const numbers = [...text.matchAll(/(?<![A-Za-z0-9])\d[A-Za-z0-9]*/g)];
      const found = emitted((emit) => {
        for (const { 0: token, index } of numbers) streets.at(index, index + token.length, emit);
      });
      const wanted = numbers.flatMap(({ index }) => {
        const [street] = matched(STREET, text, index);
        if (street === undefined) return [];
        const code = POSTCODE.exec(text.slice(street[1], street[1] + 96));
        if (code === null || code.index > 64) return [];
        const between = text.slice(street[1], street[1] + code.index);
        // A sentence that ends, and a word that goes on.
        const isFree = !/[a-z]\. /.test(between) && !/[A-Za-z0-9]$/.test(text.slice(0, street[1]) + between);
        return isFree ? [[index, street[1] + code.index + code[0].length]] : [];
      });
      expect(found).toEqual(wanted);
    });
  });

  it('dates of birth, however many words announce the same one', () => {
    const DATE =
      /(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}([-/. ])\d{1,2}\2(?:(?:19|20)\d{2}|\d{2})(?!\d)|\d{1,2} (?:may|jan)[a-z]{0,8},? (?:18|19|20)\d{2}(?!\d)|(?:may|jan)[a-z]{0,8} \d{1,2},? (?:18|19|20)\d{2}(?!\d)/i;
    const parts = [
      'born ',
      'birth',
      ' ',
      '1990-01-02',
      '31.12.80',
      '3 May 1999',
      'jan 5, 1980',
      '1',
      '.',
      'x'.repeat(17),
      '1/2/'.repeat(600),
    ];
    same(joined(parts, 14), (text) => {
      const wanted = [...text.matchAll(/born|birth/g)].flatMap(({ 0: word, index }): Found[] => {
        const behind = index + word.length;
        const date = DATE.exec(text.slice(behind, behind + 72));
        if (date === null || date.index > 40 || /\d/.test(text.charAt(behind + date.index - 1))) return [];
        return [[behind + date.index, behind + date.index + date[0].length]];
      });
      // Whether there is such a day is another question.
      const isReal = ([start, end]: Found) => ['1990-01-02', '31.12.80'].includes(text.slice(start, end));
      const found = emitted((emit) => {
        const births = new BirthDates(text, emit);
        for (const { 0: digits, index } of text.matchAll(/\d+/g)) births.at(index, index + digits.length);
        births.finish();
      });
      expect(found.filter(isReal)).toEqual(wanted.filter(isReal));
    });
  });
});

describe('what is looked up', () => {
  it('speaks of what the words in front of a number say, 56 units back', () => {
    const words = [
      'tel ',
      'Order ',
      'SSN ',
      'card: ',
      'phone',
      'Telefonnummer ',
      'x ',
      'number ',
      '1 ',
      '12, ',
      ' \u043c\u043e\u0431 ',
    ];
    const slow = new Map([
      ['phone-number', /^(?:tel|\u043c\u043e\u0431)$|^phone|phone$|^telef/],
      ['us-ssn', /^ssn$/],
      ['card-number', /^card$/],
    ]);
    same(joined(words, 20), (text) => {
      const context = new Context(text);
      for (const { index } of text.matchAll(/\d+/g)) {
        context.go(index);
        // A word of ASCII letters counts when something stands in front of it that is in reach as well.
        const near = [
          ...text
            .slice(0, index)
            .toLowerCase()
            .matchAll(/[a-z\u0400-\u04ff]+/g),
        ].filter(({ 0: word, index: start }) => index <= 56 || start > index - 56 - (/[a-z]/.test(word) ? 0 : 1));
        for (const [name, expression] of slow)
          expect([index, name, context.names(topic(name))]).toEqual([
            index,
            name,
            near.some(([word]) => expression.test(word)),
          ]);
      }
    });
  });

  it('knows the layouts of numbers by the sizes of their groups and the signs between', () => {
    const layouts = new Set(numberRules.flatMap((rule) => rule.layouts ?? []));
    expect(new Set([...layouts].map(layoutOf)).size).toBe(layouts.size);
    const run = new NumberRun();
    for (const layout of layouts) {
      const digits = layout.replace(/\d+/g, (size) => '1'.repeat(Number(size)));
      run.read(`${digits}, 5`, 0);
      expect([layout, run.layout(run.count)]).toEqual([layout, layoutOf(layout)]);
    }
    run.read('12-345 6', 0);
    expect(layouts.has('2-3 1')).toBe(false);
    expect(run.layout(run.count)).toBe(layoutOf('2-3 1'));
    expect(run.layout(run.count)).not.toBe(layoutOf('2-3-1'));
  });

  it('sees at once whether groups are a layout, which ends where no sign goes on', () => {
    const look = layoutLook(numberRules);
    const distinct = numberRules.flatMap(({ layouts = [], bare, digits }) => [
      ...layouts,
      ...(bare === true ? digits.map(String) : []),
    ]);
    const expressions = distinct.map((layout) => {
      const groups = layout.replace(/\d+|\D/g, (part) => (/\d/.test(part) ? `\\d{${part}}(?!\\d)` : `[${part}]`));
      return new RegExp(`^${groups}(?![-./]\\d)${layout.includes(' ') ? '(?! \\d)' : ''}`);
    });
    const start = fc
      .constantFrom(...distinct)
      .map((layout) => layout.replace(/\d+/g, (size) => '1'.repeat(Number(size))));
    const rest = joined(['', '1', '22', '-', '.', ' ', '/', '1-2', ', ', '/4-2', '1234'], 4);
    const rows = new NumberRows();
    fc.assert(
      fc.property(start, rest, fc.nat(20), (layout, tail, cut) => {
        const text = `1${layout.slice(cut)}${tail}`;
        rows.open(text);
        rows.go(0, /\D|$/.exec(text)?.index ?? 0);
        expect([text, look(rows)]).toEqual([text, expressions.some((expression) => expression.test(text))]);
        const whole = layout + tail;
        rows.open(whole);
        rows.go(0, /\D|$/.exec(whole)?.index ?? 0);
        expect([whole, look(rows)]).toEqual([whole, expressions.some((expression) => expression.test(whole))]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['14155552671', true],
    ['4930123456', true],
    ['442079460958', true],
    ['4402079460958', true],
    ['9991234567', false],
    ['1', false],
    ['', false],
    ['12345678901234567', false],
  ])('knows the lengths of numbers by their calling codes: %s', (digits, isOne) => {
    const values = Uint8Array.from(`00${digits}`, Number);
    expect(isInternational(values, 2, values.length)).toBe(isOne);
  });
});
