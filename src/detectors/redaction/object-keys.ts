/**
 * Calls `see` for each different key of plain data that `mapLeaves` has walked, so that it holds no cycle and is not too deep. Keys of class instances, Maps
 * and Sets are not seen.
 */
export function eachKey(value: unknown, see: (key: string) => void): void {
  const known = new Set<string>();
  const visited = new Set<object>();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null || visited.has(next)) continue;
    visited.add(next);
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === 'object') pending.push(item);
    } else if (isPlain(next)) {
      for (const [key, member] of Object.entries(next)) {
        if (!known.has(key)) see(key);
        known.add(key);
        if (typeof member === 'object') pending.push(member);
      }
    }
  }
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
