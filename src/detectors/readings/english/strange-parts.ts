import type { Span } from '../../pattern.ts';

/** Longer lines are read in parts of so many units. */
const PART = 400;

/** The lines of a text that strange spans, in rising order, lie in: each once, long ones in parts. */
export function strangeParts(text: string, strange: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let last = 0;
  // Where the line of an offset starts, and the feed that ends it, or the end of the text.
  let line = 0;
  let feed = -1;
  const goTo = (offset: number): void => {
    while (feed < offset) {
      line = feed + 1;
      const next = text.indexOf('\n', line);
      feed = next === -1 ? text.length : next;
    }
  };
  for (const span of strange) {
    goTo(span.start);
    for (let start = Math.max(last, line, span.start - PART); start < span.end; start = last) {
      goTo(start);
      const end = Math.min(feed, start + PART);
      parts.push({ start, end });
      last = end < start + PART ? end + 1 : end;
    }
  }
  return parts;
}
