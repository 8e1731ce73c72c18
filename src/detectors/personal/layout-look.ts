import type { NumberRule } from './national-numbers.ts';
import type { NumberRows } from './number-rows.ts';
import { joins } from './number-signs.ts';

/** Says whether the groups that follow are one of the layouts that need no words. */
export type LayoutLook = (rows: NumberRows) => boolean;

/** Groups of so many digits and more are in no layout. */
const MOST_SIZE = 16;
/** None, and the four that layouts have. */
const SIGNS = 5;

/** How a layout ends: with spaces in it, it does not go on behind another. */
const PLAIN = 1;
const SPACED = 2;

/** The layouts and bare lengths of some rules as a tree: from group to group, with the sign in front, to where a layout ends. */
export function layoutLook(rules: readonly NumberRule[]): LayoutLook {
  const layouts = rules.flatMap(({ layouts: written = [], bare, digits }) => [
    ...written,
    ...(bare === true ? digits.map(String) : []),
  ]);
  const groups = layouts.map((layout) => [...layout.matchAll(/(\D?)(\d+)/g)]);
  const next = new Uint8Array((groups.flat().length + 1) * (MOST_SIZE + 1) * SIGNS);
  const ends = new Uint8Array(groups.flat().length + 1);
  let last = 0;
  for (const [index, layout] of layouts.entries()) {
    let node = 0;
    for (const [, sign = '', size] of groups[index] ?? []) {
      const step = stepOf(node, sign.charCodeAt(0), Number(size));
      if (next[step] === 0) {
        last += 1;
        next[step] = last;
      }
      node = next[step] ?? 0;
    }
    ends[node] = layout.includes(' ') ? SPACED : PLAIN;
  }
  return (rows) => {
    let node = 0;
    let sign = 0;
    for (let group = 0; ; group += 1) {
      node = next[stepOf(node, sign, rows.size(group))] ?? 0;
      if (node === 0) return false;
      sign = rows.gap(group);
      const end = ends[node] ?? 0;
      if (end !== 0 && !joins(sign) && (end === PLAIN || sign !== 32)) return true;
    }
  };
}

/** Where the next node stands, behind a node, a sign and a group. */
const stepOf = (node: number, sign: number, size: number): number =>
  (node * (MOST_SIZE + 1) + Math.min(size, MOST_SIZE)) * SIGNS + (sign === 32 ? 1 : sign >= 45 ? sign - 43 : 0);
