import { sentencesAround } from '../detectors/injection/sentences.ts';
import type { Span } from '../detectors/pattern.ts';

/** Shorter texts are judged as a whole, and longer ones too: looking for the place must not take much longer than looking at all. */
const SHORTEST = 400;
const LONGEST = 40_000;
/** Stretches that are tried, those that score most first. */
const MOST_TRIED = 3;

/**
 * Where an attempt lies, for a verdict that says only that there is one: the few stretches without which the text is
 * harmless. The whole text where no few are to blame.
 *
 * @param rate the score of a text
 */
export function narrowed(text: string, threshold: number, rate: (text: string) => number): readonly Span[] {
  const whole = [{ start: 0, end: text.length }];
  // Where `rate` sees no attempt at all, it cannot say where one lies.
  if (text.length < SHORTEST || text.length > LONGEST || rate(text) < threshold) return whole;
  const rated = stretchesOf(text).map((span) => ({ ...span, score: rate(text.slice(span.start, span.end)) }));
  rated.sort((a, b) => b.score - a.score);
  const cuts: Span[] = [];
  for (const { start, end } of rated.slice(0, Math.min(MOST_TRIED, rated.length - 1))) {
    cuts.push({ start, end });
    cuts.sort((a, b) => a.start - b.start);
    if (rate(without(text, cuts)) < threshold) return cuts;
  }
  return whole;
}

/** Sentences, gathered up to some length. */
function stretchesOf(text: string): Span[] {
  const stretches: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const [sentence] = sentencesAround(text, [{ start: at, end: at + 1 }]);
    const end = Math.max(at + 1, sentence?.end ?? text.length);
    const last = stretches.at(-1);
    if (last !== undefined && end - last.start <= SHORTEST / 2) last.end = end;
    else stretches.push({ start: at, end });
    at = end;
  }
  return stretches;
}

function without(text: string, cuts: readonly Span[]): string {
  let out = '';
  let copied = 0;
  for (const { start, end } of cuts) {
    out += text.slice(copied, start);
    copied = end;
  }
  return out + text.slice(copied);
}
