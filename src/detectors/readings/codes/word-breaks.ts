/**
 * What a row of groups says, one unit each, with a space where something else than usual stands between two groups: a line feed, a
 * stroke, a wider gap. A text that has spaces is left as it is.
 */
export function withWordBreaks(read: string, row: string): string {
  if (read.includes(' ')) return read;
  const gaps = row.split(GROUP).slice(1, -1);
  if (gaps.length !== read.length - 1) return read;
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  const [usual] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0] as const);
  return gaps.reduce((words, gap, at) => words + (gap === usual ? '' : ' ') + read.charAt(at + 1), read.charAt(0));
}

const GROUP = /[0-9A-Za-z]+/;
