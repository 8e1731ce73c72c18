import { followsEscape, NOT_IN_BASE64, NOT_IN_WORD, notAfter } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { endOfRun, isMember, type UnitClass, unitClass } from '../unit-class.ts';

/** What a boundary lets no key follow, but where it ends an escape. */
const BOUNDARIES: ReadonlyMap<string, string> = new Map([
  [notAfter('A-Za-z0-9'), '[A-Za-z0-9]'],
  [NOT_IN_WORD, '[A-Za-z0-9_]'],
  [NOT_IN_BASE64, '[A-Za-z0-9_+/]'],
]);
const ONE_CLASS = /^(\[(?:[^\]\\]|\\.)*\]|\\[wd])\{(\d+)(?:,(\d+))?\}$/;
const BEHIND = /^\(\?!(\[(?:[^\]\\]|\\.)*\]|\\w)\)$/;

/**
 * Reads by hand what the expression `before`, one of the anchors, `body`, `behind` finds, where the body is units of one class and the
 * rest is known. Undefined where it is more.
 */
export function tokenReader(
  before: string,
  anchors: readonly string[],
  body: string,
  behind: string,
): RegularPattern['read'] {
  const boundary = BOUNDARIES.get(before);
  const [, source, least = '0', most = least] = ONE_CLASS.exec(body) ?? [];
  const end = BEHIND.exec(behind)?.[1];
  if (boundary === undefined || source === undefined || (behind !== '' && end === undefined)) return undefined;
  const shortest = Number(least);
  const longest = Number(most);
  let classes:
    | { readonly front: UnitClass; readonly units: UnitClass; readonly back: UnitClass | undefined }
    | undefined;
  return (text, at) => {
    classes ??= {
      front: unitClass(boundary),
      units: unitClass(source),
      back: end === undefined ? undefined : unitClass(end),
    };
    const { front, units, back } = classes;
    if (isMember(front, text, at - 1) && !followsEscape(text, at)) return undefined;
    for (const anchor of anchors) {
      if (!text.startsWith(anchor, at)) continue;
      const start = at + anchor.length;
      let last = endOfRun(units, text, start, Math.min(text.length, start + longest));
      while (back !== undefined && last >= start + shortest && isMember(back, text, last)) last -= 1;
      if (last >= start + shortest) return { start: at, end: last };
    }
    return undefined;
  };
}
