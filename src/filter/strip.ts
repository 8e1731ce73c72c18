import type { Finding } from '../detectors/finding.ts';
import { sentencesAround } from '../detectors/injection/sentences.ts';
import { changeJsonStrings } from '../detectors/json-text.ts';
import type { Span } from '../detectors/pattern.ts';
import { withWhatFollows } from './continuation.ts';
import { aroundEscapes, JsonSegments } from './json-segments.ts';

/** Stands in place of what `strip` takes out, so that readers of a result can tell. */
export const REMOVED_INSTRUCTION = '[removed: instruction in untrusted content]';

/** What is left of the text itself: the words of the note are not its own. */
export function withoutNotes(stripped: string): string {
  const rest = stripped.replaceAll(REMOVED_INSTRUCTION, ' ');
  return /\S/.test(rest) ? rest : '';
}

/**
 * Takes the sentences out that findings stand in, and those that go on with them. In JSON only strings change, so that it stays
 * what it was: first their sentences, then, if that does not do, all of what the findings touch.
 *
 * @param sees what the detector still finds in a text
 */
export function strip(text: string, findings: readonly Finding[], sees: (text: string) => readonly Finding[]): string {
  const withoutSentences = changeJsonStrings(text, findings, (value) => {
    const found = sees(value);
    return found.length === 0 ? value : strip(value, found, sees);
  });
  if (withoutSentences === undefined) return stripSentences(text, findings);
  if (withoutSentences !== text && sees(withoutSentences).length === 0) return withoutSentences;
  const withoutStrings = changeJsonStrings(text, findings, () => REMOVED_INSTRUCTION) ?? text;
  if (withoutStrings !== text && sees(withoutStrings).length === 0) return withoutStrings;
  return stripPiece(text, findings, new JsonSegments().next(text)).text;
}

/** What is left of a piece of a text, and whether it ends with an attempt, so that the next one may go on with it. */
export interface StrippedPiece {
  readonly text: string;
  readonly open: boolean;
}

/**
 * The same for one piece of a text.
 *
 * @param segments of JSON strings in it, if the text is JSON
 * @param open whether the piece before it ended with an attempt
 */
export function stripPiece(
  text: string,
  spans: readonly Span[],
  segments: readonly Span[] | undefined,
  open = false,
): StrippedPiece {
  if (segments !== undefined) return { text: cutOut(text, inSegments(text, spans, segments)), open: false };
  const followed = withWhatFollows(text, sentencesAround(text, spans), open);
  return { text: cutOut(text, followed.cuts), open: followed.open };
}

const stripSentences = (text: string, spans: readonly Span[]): string => stripPiece(text, spans, undefined).text;

function cutOut(text: string, spans: readonly Span[]): string {
  let out = '';
  let copied = 0;
  for (const { start, end } of spans) {
    out += text.slice(copied, start) + REMOVED_INSTRUCTION;
    copied = end;
  }
  return out + text.slice(copied);
}

/** The sentences round the spans, each within its own segment. Segments are sorted. */
function inSegments(text: string, spans: readonly Span[], segments: readonly Span[]): Span[] {
  const joined = union(spans);
  const cuts: Span[] = [];
  let next = 0;
  for (const segment of segments) {
    while ((joined[next]?.end ?? Number.POSITIVE_INFINITY) <= segment.start) next += 1;
    const touching: Span[] = [];
    for (let index = next; (joined[index]?.start ?? segment.end) < segment.end; index += 1) {
      const { start, end } = joined[index] ?? segment;
      touching.push({
        start: Math.max(0, start - segment.start),
        end: Math.min(segment.end, end) - segment.start,
      });
    }
    if (touching.length === 0) continue;
    const part = text.slice(segment.start, segment.end);
    for (const { start, end } of withWhatFollows(part, sentencesAround(part, touching)).cuts) {
      cuts.push(aroundEscapes(text, { start: start + segment.start, end: end + segment.start }, segment));
    }
  }
  return cuts;
}

function union(spans: readonly Span[]): Span[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
