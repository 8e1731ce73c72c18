const isWordUnit = (text: string, at: number): boolean => /[a-z0-9_\u00c0-\u08ff]/.test(text.charAt(at));

/** What `createEntryFinder` tells of a text, found by a look for each entry at each place. */
export function findSlowly(
  entries: readonly string[],
  text: string,
): { readonly entry: number; readonly start: number; readonly end: number }[] {
  const found: { readonly entry: number; readonly start: number; readonly end: number }[] = [];
  entries.forEach((written, entry) => {
    const word = written.replace(/\*$/, '');
    for (let start = text.indexOf(word); word !== '' && start !== -1; start = text.indexOf(word, start + 1)) {
      const end = start + word.length;
      if (isWordUnit(word, 0) && isWordUnit(text, start - 1)) continue;
      if (written === word && isWordUnit(word, word.length - 1) && isWordUnit(text, end)) continue;
      found.push({ entry, start, end });
    }
  });
  return found.sort((a, b) => a.end - b.end || a.start - b.start || a.entry - b.entry);
}
