import type { PathUnderConstraint } from './constraint.ts';
import type { Predicate, Rule } from './rule.ts';

const MAX_PATH = 4_096;

/**
 * Whether a path is absolute POSIX and has one reading only. What would have to be repaired first is refused: `..`, `.`,
 * empty segments, `%`, `\`, control characters, text that is not in Unicode NFC, segments with a space at either end or a
 * dot at the end (Windows drops them). It says nothing about symbolic links: the tool must open beneath its root.
 */
export function isCanonicalPath(path: string): boolean {
  if (path[0] !== '/' || path.length > MAX_PATH) return false;
  let ascii = true;
  for (let index = 0; index < path.length; index += 1) {
    const code = path.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === BACKSLASH || code === PERCENT) return false;
    if (code >= 0xa0) ascii = false;
  }
  if (!ascii && path.normalize('NFC') !== path) return false;
  if (path === '/') return true;
  return path
    .slice(1)
    .split('/')
    .every((segment) => segment !== '' && !segment.endsWith('.') && segment.trim() === segment);
}

/** Whether a canonical path is the root or below it, by whole segments: `/database` is not under `/data`. */
export const isUnder = (path: string, root: string): boolean =>
  root === '/' || path === root || (path.startsWith(root) && path[root.length] === '/');

/** The roots that are above no other: who is under these is under all. */
export const deepest = (roots: readonly string[]): readonly string[] =>
  [...new Set(roots)].filter((root, _index, all) => !all.some((other) => other !== root && isUnder(other, root)));

export const pathUnder: Rule<PathUnderConstraint> = {
  members: ['root'],
  check({ root }, fail) {
    if (typeof root !== 'string' || !isCanonicalPath(root)) {
      fail(
        '"root" must be an absolute POSIX path such as "/data/reports", without "..", ".", "%", "\\" and without a slash at the end.',
      );
    }
  },
  predicate: (constraint) => underAll([constraint]),
  together: (constraints) => underAll(constraints),
  narrower: (child, parent) => isUnder(child.root, parent.root),
};

const underAll = (constraints: readonly PathUnderConstraint[]): Predicate => {
  const roots = deepest(constraints.map(({ root }) => root));
  return (value) => typeof value === 'string' && roots.every((root) => isUnder(value, root)) && isCanonicalPath(value);
};

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
