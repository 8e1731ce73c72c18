import type { Span } from '../../pattern.ts';

/** Longer lines are read in parts of so many units. */
const PART = 400;
const FEED = 10;

/** The lines of a text that strange spans, in rising order, lie in: each once, long ones in parts. */
export function strangeParts(text: string, strange: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let last = 0;
  for (const span of strange) {
    for (let start = Math.max(last, lineStart(text, span.start)); start < span.end; start = last) {
      const end = lineEnd(text, start);
      parts.push({ start, end });
      last = end < start + PART ? end + 1 : end;
    }
  }
  return parts;
}

/** Where the line of an offset starts, or a part of it. */
function lineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - PART);
  let start = offset;
  while (start > from && text.charCodeAt(start - 1) !== FEED) start -= 1;
  return start;
}

/** Where the line ends that starts at an offset, or a part of it. */
function lineEnd(text: string, start: number): number {
  const to = Math.min(text.length, start + PART);
  let end = start;
  while (end < to && text.charCodeAt(end) !== FEED) end += 1;
  return end;
}
