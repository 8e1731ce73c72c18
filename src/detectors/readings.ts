import { decoded, reversed, rotated, unescaped, withoutLeet, withoutSpacing } from './decode.ts';
import { type Normalized, normalize, type Odd } from './normalize.ts';
import { asIs, standingFor, through, type View } from './rewrite.ts';

export interface ReadingOptions {
  /** How many layers of encoding are opened: 0 to 3. */
  readonly depth: number;
}

/** How a text was disguised before it became readable. */
export type Disguise =
  | 'tag characters'
  | 'variation selectors'
  | 'reversed by a bidi override'
  | 'decoded base64'
  | 'decoded hex'
  | 'digits read as letters'
  | 'spaced letters'
  | 'reversed'
  | 'rotated by thirteen';

/** A text as somebody may read it: normalised, in lower case, with the way back to the text that was given. */
export interface Reading extends View {
  /** How it was disguised, or `undefined` for the text as it stands. */
  readonly reason: Disguise | undefined;
  /** How many disguises had to be taken off: 0 for the text as it stands. */
  readonly depth: number;
  /** Whether it stands in characters that show nothing. */
  readonly unseen: boolean;
  /** Whether words may have lost the spaces between them. */
  readonly wordsGlued: boolean;
  /** What has no natural use where it stands, with its place in the text that was given. */
  readonly oddities: readonly Odd[];
}

/** Most stretches that are opened in one text. */
const MOST_STRETCHES = 256;

/** A stretch that is still to be read: the text itself, then what is found in it. */
interface Layer {
  readonly view: View;
  readonly depth: number;
  readonly reason: Disguise | undefined;
}

/**
 * The readings of a text: first as it stands, with escapes read, look-alikes folded and invisible characters gone; then each
 * stretch that is disguised, as what it says. Linear in the length of the text.
 */
export function* readings(text: string, { depth }: ReadingOptions): Generator<Reading, void, undefined> {
  const layers: Layer[] = [{ view: asIs(text), depth: 0, reason: undefined }];
  for (let layer = layers.pop(); layer !== undefined; layer = layers.pop()) {
    const { reason } = layer;
    let { view } = layer;
    for (let round = 0; round < depth; round += 1) {
      const next = unescaped(view);
      if (next === view) break;
      view = next;
    }
    const normalized = normalize(view.text);
    const readable = through(view, normalized.view);
    const lower = { text: normalized.lower, origin: readable.origin };
    yield reading(lower, layer.depth, reason, oddities(view, normalized));
    if (depth === 0) return;
    yield* lettersRead(lower, layer.depth + 1);
    if (layer.depth >= depth || layers.length > MOST_STRETCHES) continue;
    const inner = layer.depth + 1;
    for (const hidden of normalized.hidden.slice(0, MOST_STRETCHES)) {
      const span = view.origin(hidden.start, hidden.end);
      layers.push({ view: standingFor(hidden.text, span), depth: inner, reason: hidden.reason });
    }
    for (const found of decoded(readable).slice(0, MOST_STRETCHES)) {
      layers.push({ view: found.view, depth: inner, reason: found.reason });
    }
  }
}

/** Words disguised letter by letter: only read where the text shows signs of it. */
function* lettersRead(view: View, depth: number): Generator<Reading, void, undefined> {
  const leet = withoutLeet(view);
  if (leet !== undefined) yield reading(leet, depth, 'digits read as letters');
  const spaced = withoutSpacing(view);
  if (spaced !== undefined) yield reading(spaced, depth, 'spaced letters');
  const backwards = reversed(view);
  if (backwards !== undefined) yield reading(backwards, depth, 'reversed');
  const turned = rotated(view);
  if (turned !== undefined) yield reading(turned, depth, 'rotated by thirteen');
}

const reading = (view: View, depth: number, reason: Disguise | undefined, odd: readonly Odd[] = []): Reading => ({
  text: view.text,
  origin: view.origin,
  reason,
  depth,
  unseen: reason === 'tag characters' || reason === 'variation selectors',
  wordsGlued: reason === 'spaced letters',
  oddities: odd,
});

function oddities(view: View, normalized: Normalized): Odd[] {
  return normalized.oddities.map(({ oddity, count, first, last }) => ({
    oddity,
    count,
    first: view.origin(first.start, first.end),
    last: view.origin(last.start, last.end),
  }));
}
