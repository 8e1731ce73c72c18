import { BEFORE_STEM, ENTRY, EntryTable, IN_WORD, letterBit, NEXT, SIGN, SPACE, STEM_SIGN } from './entry-table.ts';
import { type Found, FoundEntries } from './found-entries.ts';
import { EMPTY, lengthened } from './text-hash.ts';

/**
 * Finds words, phrases and signs where they stand as such: an entry that starts with a letter or digit starts a word, and one that
 * ends with one ends a word, unless `*` follows, which stands for any ending. They are told in the order of their ends, of those that
 * end together the longest first.
 *
 * A text is read as words and other units. Most begin no entry, which one look into a table tells. From those that do, entries are
 * followed token by token. Linear in the length of the text: none is followed further than the longest goes.
 */
export function createEntryFinder(entries: readonly string[], found: Found): (lower: string) => void {
  const { kinds, signs, beginnings, texts, isStem, same, shortestStem, longest } = new EntryTable(entries);
  const { numbers } = beginnings;
  const waiting = new FoundEntries(found);

  /** Adds the entries that a beginning is: inside a word, those that are stems. */
  const add = (text: string, place: number, start: number, end: number, inWord: boolean): void => {
    for (let entry = (numbers[place + ENTRY] ?? 0) - 1; entry !== -1; entry = same[entry] ?? -1) {
      if (inWord && isStem[entry] === 0) continue;
      if (isWritten(texts[entry] ?? '', text, start, end)) waiting.add(entry, start, end);
    }
  };

  /** Adds entries that end inside the word from `from` to `to`; `before` is the hash of what they have before it. */
  const addStems = (text: string, start: number, before: number, from: number, to: number): void => {
    const furthest = Math.min(to - 1, start + longest);
    let hash = before;
    for (let at = from; at < furthest; at += 1) {
      hash = lengthened(hash, text.charCodeAt(at));
      const place = beginnings.find(hash);
      if (place !== -1) add(text, place, start, at + 1, true);
    }
  };

  /** Adds entries that go on behind their beginning, which stands from `start` to `firstEnd`. */
  const follow = (text: string, first: number, begun: number, start: number, firstEnd: number): void => {
    const furthest = Math.min(text.length, start + longest + 1);
    let place = first;
    let hash = begun;
    for (let end = firstEnd; end < furthest && ((numbers[place + NEXT] ?? 0) & letterBit(text, end)) !== 0; ) {
      const before = hash;
      const from = end;
      let unit = text.charCodeAt(end);
      hash = lengthened(hash, unit);
      end += 1;
      if (kinds[unit] === IN_WORD || unit === SPACE) {
        for (; end < furthest; end += 1) {
          unit = text.charCodeAt(end);
          if (kinds[unit] !== IN_WORD) break;
          hash = lengthened(hash, unit);
        }
        if (numbers[place + BEFORE_STEM] === 1) addStems(text, start, before, from, end);
      }
      place = beginnings.find(hash);
      if (place === -1) return;
      add(text, place, start, end, false);
    }
  };

  return (text) => {
    const { length } = text;
    waiting.clear();
    for (let end = 0; end < length; ) {
      const start = end;
      let unit = text.charCodeAt(start);
      const kind = kinds[unit] ?? 0;
      end += 1;
      if (kind === 0) continue;
      if (kind === SIGN && unit < 128) {
        const next = end < length ? text.charCodeAt(end) : 0;
        if ((((signs[unit] ?? 0) >>> next) & 1) === 0) continue;
      }
      let hash = lengthened(EMPTY, unit);
      if (kind === IN_WORD) {
        let stem = hash;
        for (; end < length; end += 1) {
          unit = text.charCodeAt(end);
          if (kinds[unit] !== IN_WORD) break;
          hash = lengthened(hash, unit);
          if (end - start < shortestStem) stem = hash;
        }
        if (end - start > shortestStem && beginnings.find(lengthened(stem, STEM_SIGN)) !== -1)
          addStems(text, start, EMPTY, start, end);
      }
      const place = beginnings.find(hash);
      if (place === -1) continue;
      if (numbers[place + ENTRY] !== 0) add(text, place, start, end, false);
      if (numbers[place + NEXT] !== 0) follow(text, place, hash, start, end);
      waiting.tell(end);
    }
    waiting.tell(length);
  };
}

/** Whether an entry stands there. Faster than `startsWith` for a few units. */
function isWritten(entry: string, text: string, start: number, end: number): boolean {
  if (entry.length !== end - start) return false;
  for (let at = 0; at < entry.length; at += 1) if (entry.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
