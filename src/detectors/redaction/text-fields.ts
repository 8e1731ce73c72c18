/** A string that lies somewhere in plain data. */
export interface TextField {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Nesting that is looked into. Chunks have a level or two. */
const DEEPEST = 8;

/** The strings under some keys, at any place in plain data but below the keys that are skipped. */
export function textFields(
  value: unknown,
  keys: ReadonlySet<string>,
  skipped: string,
  path: readonly (string | number)[] = [],
): readonly TextField[] {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item, at) => textFields(item, keys, skipped, [...path, at]));
  return Object.entries(value).flatMap(([key, member]: readonly [string, unknown]) => {
    if (key === skipped) return [];
    if (typeof member !== 'string') return textFields(member, keys, skipped, [...path, key]);
    return keys.has(key) ? [{ path: [...path, key], text: member }] : [];
  });
}

/** A copy with another text at a path; the same value where there is none. */
export function withText(value: unknown, path: readonly (string | number)[], text: string): unknown {
  const [key, ...behind] = path;
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === key ? withText(item, behind, text) : item));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  const copy = Object.entries(value).map(([name, member]: readonly [string, unknown]) => [
    name,
    name === key ? withText(member, behind, text) : member,
  ]);
  return Object.fromEntries(copy);
}
