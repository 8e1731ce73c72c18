import { once } from '../../../once.ts';
import { reverse } from '../english/strange-letters.ts';
import { knownShare } from '../english/vocabulary.ts';
import { textOf } from '../folded-text.ts';
import type { Stretch } from '../stretches.ts';

const FEWEST_TURNED = 3;
const MOST_UNITS = 4000;
/** Share of letters in known words from which such letters are no accident. */
const SURE = 0.5;

/** Letters that look like others from behind or from above. */
interface Turning {
  /** Those that stand in hardly anything else. */
  readonly telling: RegExp;
  /** By unit, up to the last that is turned: the letter that it looks like, or itself. */
  readonly upright: () => Uint16Array;
}

const turning = (telling: RegExp, turned: string, upright: string): Turning => ({
  telling,
  upright: once(() => {
    const last = Math.max(...[...turned].map((letter) => letter.charCodeAt(0)));
    const units = Uint16Array.from({ length: last + 1 }, (_, unit) => unit);
    for (let at = 0; at < turned.length; at += 1) units[turned.charCodeAt(at)] = upright.charCodeAt(at);
    return units;
  }),
});

const UPSIDE_DOWN = turning(
  /[\u0250\u0254\u01dd\u025f\u0265\u026f\u0279\u0287\u028c\u028d\u028e\u029e]/g,
  '\u0250q\u0254p\u01dd\u025f\u0183\u0265\u1d09\u027e\u029e\u026fud\u0279\u0287n\u028c\u028d\u028eb',
  'abcdefghijkmnprtuvwyq',
);
const MIRRORED = turning(
  /[\u0252\u0258\u027f\u029c\u01a8\ua7fb]/g,
  '\u0252d\u0254b\u0258\ua7fb\u01eb\u029c\ua781\u029eqp\u027f\u01a8\u019a',
  'abcdefghjkpqrst',
);

/** Lines of a normalised text written upside down in letters that look like turned ones. */
export const upsideDown = (text: string): Stretch[] => turnedLines(text, UPSIDE_DOWN);

/** Lines written as in a mirror. Some of these letters are taken for others once a text is normalised. */
export const mirrored = (text: string): Stretch[] => turnedLines(text, MIRRORED);

function turnedLines(text: string, { telling, upright }: Turning): Stretch[] {
  const found: Stretch[] = [];
  if (text.search(telling) === -1) return found;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, Math.min(end, start + MOST_UNITS));
    if ((line.match(telling)?.length ?? 0) >= FEWEST_TURNED) {
      const read = uprightLine(line, upright());
      if (knownShare(read) >= SURE) found.push({ start, end: start + line.length, text: read });
    }
    start = end + 1;
  }
  return found;
}

function uprightLine(line: string, upright: Uint16Array): string {
  const turned = reverse(line.toLowerCase());
  const units = new Uint16Array(turned.length);
  for (let at = 0; at < turned.length; at += 1) units[at] = upright[turned.charCodeAt(at)] ?? turned.charCodeAt(at);
  return textOf(units);
}
