import { describe, expect, it } from 'vitest';
import { codeRules } from '../../../src/detectors/personal/national-codes.ts';
import { numberRules } from '../../../src/detectors/personal/national-rules.ts';
import { NumberRun } from '../../../src/detectors/personal/number-run.ts';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const runOf = (text: string): NumberRun => {
  const run = new NumberRun();
  run.read(text, 0);
  return run;
};

describe('a number in groups', () => {
  it('ends a group where no digit goes on, and never behind more digits than it has', () => {
    const text = '12-345 6789';
    const run = runOf(text);
    expect([9, 5].map((count) => run.endsGroup(text, count))).toEqual([true, true]);
    expect([2, 4, 10].map((count) => run.endsGroup(text, count))).toEqual([false, false, false]);
  });
  it('has a layout that tells its signs, where it is short and has few groups', () => {
    expect(runOf('12-345 6789').layout(9)).not.toBe(runOf('12 345 6789').layout(9));
    expect(runOf('12-345 6789').layout(9)).toBe(runOf('98-765 4321').layout(9));
    expect(runOf('1234 5678 9012 3456 7').layout(17)).toBe(-1);
    expect(runOf('1 2 3 4 5 6 7 8 9').layout(9)).toBe(-1);
  });
});

describe('national numbers', () => {
  it('of France have a month, or what stands for one', () => {
    const nir = numberRules.find(({ rule }) => rule === 'fr-nir');
    const passes = (month: string, sex = '1'): boolean | undefined => {
      const number = `${sex}85${month}78006084`;
      const key = String(97n - (BigInt(number) % 97n)).padStart(2, '0');
      return nir?.passes(Uint8Array.from(number + key, Number), 15, true);
    };
    for (const month of ['01', '12', '20', '42', '59', '90', '99']) expect(passes(month)).toBe(true);
    for (const month of ['00', '13', '19', '60', '89']) expect(passes(month)).toBe(false);
    expect(passes('01', '3')).toBe(false);
  });
  it('of Spain may lack a zero only where a word names them', () => {
    const dni = codeRules.find(({ rule }) => rule === 'es-dni');
    const withLetter = (number: number): string => `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)}`;
    expect(dni?.passes(withLetter(12345678), false)).toBe(true);
    expect(dni?.passes(withLetter(1234567), true)).toBe(true);
    expect(dni?.passes(withLetter(1234567), false)).toBe(false);
    expect(dni?.passes(`1${withLetter(2345679)}`, true)).toBe(false);
  });
});

describe('letters beside units that are folded', () => {
  const found = (text: string): readonly string[] =>
    personalData()
      .scan(text)
      .findings.map(({ start, end }) => text.slice(start, end));
  it('stay as they are', () => {
    expect(found('to ren\u00e9\uff20m\u00fcller.de now')).toEqual(['ren\u00e9\uff20m\u00fcller.de']);
    expect(found('to \uff20 \u00e9t\u00e9 now')).toEqual([]);
  });
});
