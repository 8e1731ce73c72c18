import { expression } from '../../../expression.ts';
import { knownShare } from '../english/vocabulary.ts';
import { fold } from '../fold.ts';
import { longRuns } from '../long-runs.ts';
import type { Stretch } from '../stretches.ts';

/** Runs of at least so many characters beyond ASCII, with white space between them. */
const SHORTEST = 16;
const white = new Uint8Array(128);
for (const space of '\t\n ') white[space.charCodeAt(0)] = 1;
const RUN = expression(String.raw`[^\p{ASCII}](?:[^\p{ASCII}]|[\t\n ]){14,}[^\p{ASCII}]`, 'gu');
/** Scripts whose languages fill as few places as ASCII does: their letters stand for themselves. */
const IN_USE = expression(
  String.raw`[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Devanagari}]`,
  'u',
);
/** How many printable characters ASCII has. */
const PRINTABLE = 95;
/** Characters by which it is told how far they were moved, and those that most distances fail at. */
const TRIED = 120;
const TRIED_FIRST = 40;
/** What one of the commonest of them is likeliest to be, and how many of those are asked. */
const COMMONEST = 'e taoinsr';
const MOST_TRIED = 2;
/** Share of letters in known words, at least. */
const READABLE = 0.7;

/** Stretches whose characters were moved on by one number, from ASCII to some other part of Unicode. White space may have stayed. */
export function movedCodePoints(text: string): Stretch[] {
  const found: Stretch[] = [];
  longRuns(text, { ascii: white, others: true }, SHORTEST, (start, end) => {
    for (const { 0: run, index } of text.slice(start, end).matchAll(RUN())) {
      if (IN_USE().test(run.slice(0, 2))) continue;
      const points = [...run.slice(0, TRIED * 2)].slice(0, TRIED).map((character) => character.codePointAt(0) ?? 0);
      const by = distanceOf(points);
      const from = start + index;
      if (by !== undefined) found.push({ start: from, end: from + run.length, text: movedBack(run, by) });
    }
  });
  return found;
}

/** How far characters were moved, if what they are then is English, and is not what they are read as where they stand. */
function distanceOf(points: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const point of points) {
    if (point < 0x80) continue;
    least = Math.min(least, point);
    most = Math.max(most, point);
    if (most - least >= PRINTABLE) return undefined;
    counts.set(point, (counts.get(point) ?? 0) + 1);
  }
  if (isReadAsItStands([...counts.keys()])) return undefined;
  const usual = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_TRIED);
  const distances = usual.flatMap(([point]) => [...COMMONEST].map((meant) => point - meant.charCodeAt(0)));
  const start = points.slice(0, TRIED_FIRST);
  for (const by of new Set(distances)) {
    if (least - by < 0x20 || most - by > 0x7e) continue;
    const isReadable = (some: readonly number[], share: number): boolean =>
      knownShare(String.fromCodePoint(...some.map((point) => (point < 0x80 ? point : point - by))).toLowerCase()) >=
      share;
    if (isReadable(start, READABLE / 2) && isReadable(points, READABLE)) return by;
  }
  return undefined;
}

/** Whether characters are letters of ASCII in another shape, all in their order. */
function isReadAsItStands(points: readonly number[]): boolean {
  const [first = 0] = points;
  const by = first - fold(first).charCodeAt(0);
  return by > 0 && points.every((point) => fold(point).length === 1 && fold(point).charCodeAt(0) === point - by);
}

const movedBack = (run: string, by: number): string =>
  run.replace(/[^\t\n ]/gu, (character) => String.fromCodePoint(Math.max(0x20, (character.codePointAt(0) ?? by) - by)));
