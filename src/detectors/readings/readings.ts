import type { Span } from '../pattern.ts';
import { asIs, through, type View } from '../rewrite.ts';
import { bySound } from './by-sound.ts';
import { deciphered } from './ciphers.ts';
import { decoded } from './codes.ts';
import { doubledLetters } from './doubled-letters.ts';
import { unescaped } from './escapes.ts';
import { frontMatter } from './front-matter.ts';
import { markup } from './markup.ts';
import { mended } from './mended-words.ts';
import { misplacedSpaces } from './misplaced-spaces.ts';
import { neighbourKeys } from './neighbour-keys.ts';
import { isAsciiOnly, type Normalized, normalize, type Odd } from './normalize.ts';
import { railFence } from './rail-fence.ts';
import { base85, morse, rot47, upsideDown } from './rare-codes.ts';
import { shortenedWords } from './shortened-words.ts';
import { spacedLetters } from './spaced-letters.ts';
import { spelledOut } from './spelled-words.ts';
import { strangeLetters } from './strange-letters.ts';
import { joined } from './stretches.ts';
import { unknownWords } from './unknown-words.ts';
import { uuencoded } from './uuencoded.ts';
import { backwardWords, runTogether, symbolsBetween } from './word-order.ts';
import { wordsByLine } from './words-by-line.ts';

export interface ReadingOptions {
  /** How many layers of encoding are opened: 0 to 3. */
  readonly depth: number;
}

/** How a text was disguised before it became readable. */
export type Disguise =
  | 'tag characters'
  | 'variation selectors'
  | 'invisible bits'
  | 'reversed by a bidi override'
  | 'hidden markup'
  | 'markup in words'
  | 'base64'
  | 'base58'
  | 'base32'
  | 'hex'
  | 'binary'
  | 'character codes'
  | 'digits read as letters'
  | 'scrambled letters'
  | 'spaced letters'
  | 'reversed'
  | 'reversed words'
  | 'shifted letters'
  | 'mirrored letters'
  | 'words in reverse order'
  | 'words run together'
  | 'one word a line'
  | 'rail fence'
  | 'misplaced spaces'
  | 'shortened words'
  | 'neighbouring keys'
  | 'another alphabet'
  | 'symbols between words'
  | 'Morse'
  | 'spelling alphabet'
  | 'doubled letters'
  | 'uuencode'
  | 'rotated by 47'
  | 'upside down'
  | 'base85';

/** A text as somebody may read it: normalised, in lower case, with the way back to the text that was given. */
export interface Reading extends View {
  /** How it was disguised, or `undefined` for the text as it stands. */
  readonly reason: Disguise | undefined;
  /** How many disguises had to be taken off: 0 for the text as it stands. */
  readonly depth: number;
  /** Whether it stands in characters that show nothing. */
  readonly unseen: boolean;
  /** What has no natural use where it stands, with its place in the text that was given. */
  readonly oddities: readonly Odd[];
}

/** A text that is still to be read: the one given, then what is found in it. */
interface Layer {
  readonly view: View;
  readonly depth: number;
  readonly reason: Disguise | undefined;
}

/** What is read beyond the text itself: so many times its length, and so many units more. It bounds the work, and so the time. */
const MOST_TIMES = 2;
const MOST_MORE = 4096;
/** What opening a layer costs beside its length, in units. */
const LAYER = 256;

/**
 * The readings of a text: first as it stands, with escapes read, look-alikes folded and invisible characters gone; then what is
 * disguised in it, as what it says, stretches of one kind in one reading. A reading that says the same as one before is left out.
 * Time and memory are in proportion to the length of the text.
 */
export function* readings(text: string, { depth }: ReadingOptions): Generator<Reading, void, undefined> {
  const layers: Layer[] = [{ view: asIs(text), depth: 0, reason: undefined }];
  const seen = new Set<string>();
  let room = text.length * MOST_TIMES + MOST_MORE;
  for (let layer = layers.shift(); layer !== undefined; layer = layers.shift()) {
    const { reason } = layer;
    let { view } = layer;
    if (reason !== undefined) {
      room -= view.text.length + LAYER;
      if (room < 0) return;
    }
    for (let round = 0; round < depth; round += 1) {
      const next = unescaped(view);
      if (next === view) break;
      view = next;
    }
    const normalized = normalize(view.text);
    if (seen.has(normalized.lower)) continue;
    seen.add(normalized.lower);
    const readable = through(view, normalized.view);
    const { depth: opened } = layer;
    yield {
      text: normalized.lower,
      origin: readable.origin,
      reason,
      depth: opened,
      unseen: UNSEEN.has(reason),
      oddities: oddities(view, normalized),
    };
    if (opened >= depth) continue;
    for (const why of HIDDEN) {
      const stretches = normalized.hidden.filter(({ reason: how }) => how === why);
      const found = joined(view, stretches, why === 'reversed by a bidi override' ? 'turned' : 'whole');
      if (found !== undefined) layers.push({ view: found, depth: opened + 1, reason: why });
    }
    // The alphabets of these hold all that escapes begin with.
    if (view !== layer.view) {
      const { text: given } = layer.view;
      for (const [why, stretches] of [
        ['base85', base85(given)],
        ['uuencode', uuencoded(given)],
        ['rotated by 47', rot47(given)],
      ] as const) {
        const found = joined(layer.view, stretches, 'whole');
        if (found !== undefined) layers.push({ view: found, depth: opened + 1, reason: why });
      }
    }
    for (const [found, why] of disguised(readable, normalized.lower)) {
      layers.push({ view: found, depth: opened + 1, reason: why });
    }
  }
}

const HIDDEN = ['tag characters', 'variation selectors', 'invisible bits', 'reversed by a bidi override'] as const;
const UNSEEN: ReadonlySet<Disguise | undefined> = new Set(HIDDEN.slice(0, 3));

/** What is disguised in a text, each kind as one text. */
function* disguised(view: View, lower: string): Generator<readonly [View, Disguise], void, undefined> {
  const small = { text: lower, origin: view.origin };
  const isAscii = isAsciiOnly(lower);
  for (const [code, stretches] of decoded(view.text)) {
    const found = joined(view, stretches, 'whole');
    if (found !== undefined) yield [found, code];
  }
  for (const { reason, stretches, order } of markup(lower)) {
    const found = joined(small, stretches, order);
    if (found !== undefined) yield [found, reason];
  }
  for (const [reason, stretches] of [
    ['words run together', runTogether(view.text)],
    ['one word a line', wordsByLine(lower)],
    ['hidden markup', frontMatter(lower)],
    ['neighbouring keys', neighbourKeys(lower)],
    ['another alphabet', isAscii ? [] : bySound(lower)],
    ['Morse', morse(lower)],
    ['spelling alphabet', spelledOut(lower)],
    ['doubled letters', doubledLetters(lower)],
    ['base85', base85(view.text)],
    ['uuencode', uuencoded(view.text)],
    ['rotated by 47', rot47(view.text)],
    ['upside down', isAscii ? [] : upsideDown(view.text)],
    ['words in reverse order', backwardWords(view.text)],
    ['symbols between words', isAscii ? [] : symbolsBetween(lower)],
  ] as const) {
    const found = joined(view, stretches, 'whole');
    if (found !== undefined) yield [found, reason];
  }
  const spaced = joined(small, spacedLetters(lower), 'whole');
  if (spaced !== undefined) yield [spaced, 'spaced letters'];
  const strange = strangeLetters(lower);
  const unknown = unknownWords(lower);
  if (strange.length === 0 && unknown.length === 0) return;
  const ciphers = deciphered(lower, strange);
  for (const { reason, stretches } of ciphers) {
    const found = joined(small, stretches, reason === 'reversed' ? 'turned' : 'same');
    if (found !== undefined) yield [found, reason];
  }
  const fence = ciphers.length > 0 ? undefined : joined(small, railFence(lower, unknown), 'whole');
  if (fence !== undefined) yield [fence, 'rail fence'];
  const explained = ciphers.flatMap(({ stretches }) => stretches);
  const isLeft = ({ start, end }: Span): boolean => !explained.some((known) => known.start < end && start < known.end);
  const left = unknown.filter(isLeft);
  const cut = joined(small, misplacedSpaces(lower, left), 'whole');
  if (cut !== undefined) yield [cut, 'misplaced spaces'];
  const whole = joined(small, shortenedWords(lower, left), 'whole');
  if (whole !== undefined) yield [whole, 'shortened words'];
  const words = mended(lower, together(strange.filter(isLeft), left));
  const found = words === undefined ? undefined : joined(small, words.stretches, 'same');
  if (words !== undefined && found !== undefined) yield [found, words.reason];
}

/** The spans of both, in rising order; those that touch are one. */
function together(some: readonly Span[], others: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of [...some, ...others].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || start > last.end) all.push({ start, end });
    else last.end = Math.max(last.end, end);
  }
  return all;
}

function oddities(view: View, normalized: Normalized): Odd[] {
  return normalized.oddities.map(({ oddity, count, first, last }) => ({
    oddity,
    count,
    first: view.origin(first.start, first.end),
    last: view.origin(last.start, last.end),
  }));
}
