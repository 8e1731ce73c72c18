import type { Span } from '../../pattern.ts';

/** Longer lines are read in parts of so many units. */
const PART = 400;

/** The lines of a text that strange spans, in rising order, lie in: each once, long ones in parts. */
export function* strangeParts(text: string, strange: readonly Span[]): Generator<Span, void, undefined> {
  let last = 0;
  for (const span of strange) {
    for (let start = Math.max(last, lineStart(text, span.start)); start < span.end; start = last) {
      const feed = text.slice(start, start + PART).indexOf('\n');
      const end = Math.min(text.length, start + (feed === -1 ? PART : feed));
      yield { start, end };
      last = feed === -1 ? end : end + 1;
    }
  }
}

/** Where the line of an offset starts, or a part of it. */
function lineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - PART);
  return from + text.slice(from, offset).lastIndexOf('\n') + 1;
}
