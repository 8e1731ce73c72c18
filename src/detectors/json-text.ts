import type { Span } from './pattern.ts';

/** Longer text is not parsed. */
const LONGEST = 1_048_576;

/**
 * JSON text in which the strings that touch one of the spans are what `change` made of them; all else, numbers and white space
 * too, stays as it was written. Undefined for text that is not an object or array in JSON. Keys are strings as well.
 *
 * @param spans sorted by start
 */
export function changeJsonStrings(
  text: string,
  spans: readonly Span[],
  change: (value: string) => string,
): string | undefined {
  if (!isJson(text)) return undefined;
  let furthest = 0;
  const sorted = spans.map(({ start, end }) => {
    furthest = Math.max(furthest, end); // an early span can be the one that reaches furthest
    return { start, end: furthest };
  });
  let out = '';
  let copied = 0;
  let next = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    const end = endOfString(text, start);
    while (next < sorted.length && (sorted[next]?.end ?? 0) <= start) next += 1;
    const span = sorted[next];
    if (span === undefined) break;
    if (span.start < end) {
      const value: unknown = JSON.parse(text.slice(start, end));
      const changed = change(String(value));
      if (changed !== value) {
        out += text.slice(copied, start) + JSON.stringify(changed);
        copied = end;
      }
    }
    start = text.indexOf('"', end);
  }
  return out + text.slice(copied);
}

function isJson(text: string): boolean {
  if (text.length > LONGEST || !/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Behind the closing quote of a string that opens at an offset. */
export function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
