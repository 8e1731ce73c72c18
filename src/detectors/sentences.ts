import type { Span } from './pattern.ts';

/** Longest way in UTF-16 units that a span is widened to the end of its sentence, each way. */
const LONGEST_HALF = 400;

/**
 * Widens spans to the sentences that they stand in and joins those that meet, in order. A sentence ends at `.`, `!`, `?`, an
 * ideographic full stop or a line break.
 */
export function sentencesAround(text: string, spans: readonly Span[]): Span[] {
  const widened: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = startOfSentence(text, span.start);
    const end = endOfSentence(text, span.end);
    const last = widened.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else widened.push({ start, end });
  }
  return widened;
}

/** The last offset at or before `limit` behind which a new sentence starts, or -1. */
export function lastSentenceEnd(text: string, limit: number): number {
  for (let index = Math.min(limit, text.length) - 1; index >= 0; index -= 1) {
    if (endsSentence(text, index)) return index + 1;
  }
  return -1;
}

function startOfSentence(text: string, offset: number): number {
  const furthest = Math.max(0, offset - LONGEST_HALF);
  let start = offset;
  while (start > furthest && !endsSentence(text, start - 1)) start -= 1;
  while (start < offset && /\s/.test(text.charAt(start))) start += 1;
  return isLowSurrogate(text, start) ? start - 1 : start;
}

function endOfSentence(text: string, offset: number): number {
  const furthest = Math.min(text.length, offset + LONGEST_HALF);
  let end = offset;
  while (end < furthest && !endsSentence(text, end - 1) && text[end] !== '\n') end += 1;
  return isLowSurrogate(text, end) ? end + 1 : end;
}

const isLowSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

function endsSentence(text: string, at: number): boolean {
  const sign = text[at];
  if (sign === '\n' || sign === '\u3002') return true;
  return (sign === '.' || sign === '!' || sign === '?') && /^\s?$/.test(text.charAt(at + 1));
}
