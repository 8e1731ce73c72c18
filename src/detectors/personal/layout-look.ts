import type { NumberRule } from './national-numbers.ts';
import type { NumberRows } from './number-rows.ts';

/** Says whether the groups that follow start as one of the layouts that need no words. */
export type LayoutLook = (rows: NumberRows) => boolean;

/** Groups of so many digits and more are in no layout. */
const MOST_SIZE = 15;
/** None, and the four that layouts have. */
const SIGNS = 5;

/** The layouts and bare lengths of some rules, looked up by the first two groups, and then the third where there is one. */
export function layoutLook(rules: readonly NumberRule[]): LayoutLook {
  const pairs = new Uint8Array((MOST_SIZE + 1) * (MOST_SIZE + 1) * SIGNS);
  const triples = new Set<number>();
  let bare = 0;
  for (const rule of rules) {
    if (rule.bare === true) for (const count of rule.digits) bare |= 1 << count;
    for (const layout of rule.layouts ?? []) {
      const [size = 0, second = 0, third] = (layout.match(/\d+/g) ?? []).map(Number);
      const [gap = 0, secondGap = 0] = (layout.match(/\D/g) ?? []).map((sign) => sign.charCodeAt(0));
      const pair = joined(size, gap, second);
      pairs[pair] = Math.max(pairs[pair] ?? 0, third === undefined ? PAIR : TRIPLE);
      if (third !== undefined) triples.add(joined(pair, secondGap, third));
    }
  }
  const isBare = (size: number): boolean => size <= MOST_SIZE && ((bare >> size) & 1) === 1;
  return (rows) => {
    const size = rows.size(0);
    const gap = rows.gap(0);
    if (gap === 0) return isBare(size);
    const pair = joined(size, gap, rows.size(1));
    const found = pairs[pair];
    return found === PAIR || (found === TRIPLE && triples.has(joined(pair, rows.gap(1), rows.size(2)))) || isBare(size);
  };
}

const TRIPLE = 1;
const PAIR = 2;

/** A group, or two as one number, with the sign behind and the size of the next: no two that are looked up are the same. */
const joined = (before: number, sign: number, size: number): number =>
  (before * (MOST_SIZE + 1) + Math.min(size, MOST_SIZE)) * SIGNS + (sign === 32 ? 1 : sign < 45 ? 0 : sign - 43);
