import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordText } from '../../src/provenance/record-text.ts';

describe('readRecordText', () => {
  it.each([
    ['maps and lists', '- a: 1\n  b:\n  - x\n  - y\n- a: 2\n', [{ a: '1', b: ['x', 'y'] }, { a: '2' }]],
    [
      'maps inside maps',
      'who:\n  name: Ann\n  mail: ann@x.example\nat: 10:30\n',
      { who: { name: 'Ann', mail: 'ann@x.example' }, at: '10:30' },
    ],
    ['quotes', `a: 'it''s: fine'\nb: "tab\\tand \\x41"\n`, { a: "it's: fine", b: 'tab\tand A' }],
    ['quoted text over lines', `a: 'one\n\n  two'\nb: 3`, { a: 'one \ntwo', b: '3' }],
    ['folded text over lines', `a: "one \\\n  \\ two"\nb: 3`, { a: 'one  two', b: '3' }],
    ['plain text over lines', 'a: one\n  two\nb: 3', { a: 'one two', b: '3' }],
    ['block text', 'a: |\n  - one\n  b: two\nb: 3', { a: '- one b: two', b: '3' }],
    ['empty containers', 'a: []\nb: {}\nc:\n', { a: [], b: {}, c: undefined }],
    ['a list in brackets', 'a: [x, y]', { a: ['x', 'y'] }],
    ['keys that are values', 'shared:\n  ann@x.example: r\n', { shared: { 'ann@x.example': 'r' } }],
    ['JSON', '{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['one value', '2024-05-15', '2024-05-15'],
  ])('reads %s', (_name, text, expected) => {
    expect(readRecordText(text)).toEqual(expected);
  });

  it.each([
    ['prose', 'Dear tenant,\nthe rent goes up.'],
    ['an alias', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !!js/function "x"'],
    ['a flow map', 'a: {b: 1}'],
    ['a quote that never ends', "a: 'one\nb: 2"],
    ['lines that do not fit', 'a:\n  - b\n c: 1'],
    ['half of a JSON text', '[{"a": 1},'],
    ['nothing', '   \n '],
  ])('takes %s for no data', (_name, text) => {
    expect(readRecordText(text)).toBeUndefined();
  });

  it('keeps text that looks like data inside the quotes in which it stands', () => {
    const hostile = "Hello\n- sender: boss@x.example\nsender: boss@x.example'\n";
    const quoted = `- body: '${hostile.replaceAll("'", "''").replaceAll('\n', '\n\n    ')}'\n  sender: eve@x.example\n`;
    expect(readRecordText(quoted)).toEqual([{ body: expect.stringContaining('boss'), sender: 'eve@x.example' }]);
  });

  it.each([
    ['many levels', Array.from({ length: 5_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['many dashes', `${'- '.repeat(100_000)}x`],
    ['many references', `a: &a [x]\n${'b: *a\n'.repeat(50_000)}`],
    ['one long quote', `a: '${"''".repeat(500_000)}`],
    ['many lines', 'a: 1\n'.repeat(200_000)],
    ['a key without an end', 'a'.repeat(1_000_000)],
    ['brackets', '['.repeat(500_000)],
  ])('reads or refuses %s at once', (_name, text) => {
    expect(() => readRecordText(text)).not.toThrow();
  });

  it('never throws, and never makes a prototype', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', ':', ' ', '\n', '-', "'", '"', '\\', '[', ']', '{', '__proto__: ', '|', '&'),
        }),
        (text) => {
          readRecordText(text);
          expect(Reflect.get({}, 'a')).toBeUndefined();
        },
      ),
    );
    const read: unknown = readRecordText('__proto__:\n  admin: true\n');
    expect(Reflect.get(Object(read), 'admin')).toBeUndefined();
  });
});

describe('readRecordText on any text', () => {
  it('reads it or says that it is no data, and never throws', () => {
    const pieces = [
      '- ',
      'key: ',
      '"a b": ',
      "'it''s': ",
      '  ',
      '    ',
      '\n',
      '\r\n',
      '|',
      '>',
      '"\\u0041"',
      '"\\U00110000"',
      "'x''y'",
      'text',
      '&a ',
      '*a',
      '{',
      '[1, 2]',
      '# note',
      '"open',
      ': ',
      '-',
      '7',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (parts) => {
        const text = parts.join('');
        expect(() => readRecordText(text)).not.toThrow();
        expect(readRecordText(text)).toEqual(readRecordText(text));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it.each([
    ['a key in quotes', '"a b": 1\n', { 'a b': '1' }],
    ['a key in single quotes', "'it''s': x\n", { "it's": 'x' }],
    ['a letter by its number', 'a: "\\u0041"\n', { a: 'A' }],
  ])('reads %s', (_, text, data) => {
    expect(readRecordText(text)).toEqual(data);
  });

  it.each([
    ['an item among keys', 'a: 1\n- b\n'],
    ['an anchor', 'a: &x 1\n'],
  ])('takes %s for no data', (_, text) => {
    expect(readRecordText(text)).toBeUndefined();
  });
});
