/** Which units below U+0080 belong to a run, and whether those above do. */
export interface RunUnits {
  readonly ascii: Uint8Array;
  readonly others: boolean;
}

/**
 * Calls `found` for each longest stretch of at least `shortest` units that all belong to a run, in rising order. A stretch is looked at
 * from the end of the shortest that it could be, so that most units of ordinary text are never looked at.
 */
export function longRuns(
  text: string,
  { ascii, others }: RunUnits,
  shortest: number,
  found: (start: number, end: number) => void,
): void {
  const other = others ? 1 : 0;
  const { length } = text;
  for (let start = 0; start + shortest <= length; ) {
    let at = start + shortest - 1;
    for (; at >= start; at -= 1) {
      const unit = text.charCodeAt(at);
      if ((unit < 128 ? ascii[unit] : other) !== 1) break;
    }
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    for (; end < length; end += 1) {
      const unit = text.charCodeAt(end);
      if ((unit < 128 ? ascii[unit] : other) !== 1) break;
    }
    found(start, end);
    start = end + 1;
  }
}
