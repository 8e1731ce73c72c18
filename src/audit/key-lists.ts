/** Lists of keys that are remembered, and the most characters of one: a tool is called with the same keys again and again. */
const MOST_LISTS = 1024;
const MOST_CHARACTERS = 256;

const lists = new Map<string, readonly string[]>();

/** The same list for equal lists of keys, as long as it is remembered, so that what was made of it can be found by identity. */
export function sameList(keys: readonly string[]): readonly string[] {
  const joined = keys.join();
  const known = lists.get(joined);
  if (known !== undefined && areEqual(known, keys)) return known;
  if (joined.length > MOST_CHARACTERS) return keys;
  if (lists.size >= MOST_LISTS) lists.clear();
  const kept = [...keys]; // the owner of the other may change it
  lists.set(joined, kept);
  return kept;
}

/** Keys with a comma in them may look like others when they are joined. */
function areEqual(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index++) if (some[index] !== others[index]) return false;
  return true;
}

/** What `make` made of a list, made once for each list that `sameList` gives. */
export function madeOnce<T>(make: (keys: readonly string[]) => T): (keys: readonly string[]) => T {
  const made = new WeakMap<readonly string[], T>();
  return (keys) => {
    let result = made.get(keys);
    if (result === undefined) {
      result = make(keys);
      made.set(keys, result);
    }
    return result;
  };
}
