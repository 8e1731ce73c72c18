import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberRows } from '../../../src/detectors/personal/number-rows.ts';
import { DialledNumber } from '../../../src/detectors/personal/phone-groups.ts';

const groups = fc.constantFrom('1', '0', '07', '46', '123', '0123', '45678', '1234567', '123456789012345678');
const signs = fc.constantFrom(
  ' ',
  ' ',
  '-',
  '.',
  '/',
  '  ',
  ' - ',
  ' (',
  ') ',
  '(0)',
  ' (0) ',
  ')-(',
  ', ',
  '\n',
  '+',
  'x',
);
const texts = fc
  .tuple(
    fc.array(signs, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(groups, fc.nat(2)), { maxLength: 160, size: 'max' }),
  )
  .map(([few, parts]) => parts.map(([group, sign]) => group + few[sign % few.length]).join(''));

/** What can be asked of the group that rows stand at. */
function seen(rows: NumberRows): unknown {
  const each = Array.from({ length: rows.groups }, (_, group) => [
    rows.startOf(group),
    rows.endOf(group),
    rows.size(group),
    rows.gap(group),
    rows.nextOf(group),
    rows.digits(group),
    rows.dialledDigits(group),
  ]);
  return [rows.groups, Math.min(rows.joinedDigits, 25), rows.joinedDigits > 24 || rows.joinedGroups, each];
}

/** The number that starts at a digit, with what it says of its first groups. */
function dialled(rows: NumberRows, digit: number): unknown {
  const number = new DialledNumber(rows);
  if (!number.go(digit)) return undefined;
  const each = Array.from({ length: number.groups }, (_, index) => [
    number.digitsOf(index + 1),
    number.sizesOf(index + 1),
    number.signsOf(index + 1),
    number.mayEnd(index + 1),
    number.isOpen(index + 1),
  ]);
  return [number.groups, number.isWhole, [...number.digits.subarray(0, number.digitsOf(number.groups))], each];
}

describe('rows of numbers', () => {
  it('say of each group what is said where reading starts there, however many groups stand in front', () => {
    const rows = new NumberRows();
    fc.assert(
      fc.property(texts, (text) => {
        rows.open(text);
        for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
          const fresh = new NumberRows();
          fresh.open(text);
          fresh.go(index, index + digits.length);
          rows.go(index, index + digits.length);
          expect(seen(rows)).toEqual(seen(fresh));
          expect(dialled(rows, index)).toEqual(dialled(fresh, index));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are read on where some groups are passed over', () => {
    const text = '12 34 '.repeat(100);
    const rows = new NumberRows();
    rows.open(text);
    for (let digit = 0; digit < text.length; digit += 6) {
      rows.go(digit, digit + 2);
      expect([rows.startOf(0), rows.size(0), rows.joinedGroups > 20 || digit > 460]).toEqual([digit, 2, true]);
    }
  });

  it('keep no group of the text before', () => {
    const rows = new NumberRows();
    rows.open('12 34 56');
    rows.go(0, 2);
    rows.open('12, 34');
    rows.go(0, 2);
    expect([rows.groups, rows.joinedDigits, rows.size(1)]).toEqual([1, 2, 0]);
  });
});
