import type { Finding } from '../detectors/finding.ts';
import { sentencesAround } from '../detectors/injection/sentences.ts';
import { Rewrite, type View } from '../detectors/rewrite.ts';
import { after, allOf, type Later } from './later.ts';
import type { TextJudge } from './text-judge.ts';

/** One string of a value, what was found in it, and what is known of it. */
export interface Leaf {
  readonly text: string;
  /** Written by the model itself, in a list of messages. */
  readonly byModel: boolean;
  /**
   * A word of the structure, such as the `type` of a part, a number or a path: it says nothing to a reader, and is not read
   * together with its neighbours.
   */
  readonly apart: boolean;
}

/** Units at each end of a text that are read together with its neighbours. */
const EDGE = 400;

/** A stretch of a leaf within a joined text. */
interface Piece {
  readonly leaf: number;
  readonly at: number;
  readonly length: number;
  /** Where the stretch starts in the view of the leaf. */
  readonly from: number;
}

/** Texts that a reader would read one after the other, as one text with a map back. */
interface Joined {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Stands for the text that came before in the same conversation. */
const BEFORE = -1;

/**
 * What is found only where the strings of a value are read as one text: an attempt that was split over parts of a message,
 * over messages, or over calls. Long texts are joined with their neighbours by their first and last 400 units: what lies
 * further inside has been judged in its own text.
 *
 * @param own what was found in each leaf by itself; it is left out here, so that it does not speak against its neighbours
 * @param before the end of what passed earlier in the same conversation or stream
 * @returns findings for each leaf, with offsets into its text
 */
export function findAcross(
  judge: TextJudge,
  leaves: readonly Leaf[],
  own: readonly (readonly Finding[])[],
  before: string,
): Later<readonly (readonly Finding[])[]> {
  const views = leaves.map(({ text }, index) => residueOf(text, own[index]));
  const all = leaves.map((leaf, index) => ({ leaf, index })).filter(({ leaf }) => !leaf.apart);
  const chains = [all.map(({ index }) => index)];
  if (all.some(({ leaf }) => leaf.byModel)) {
    chains.push(all.filter(({ leaf }) => !leaf.byModel).map(({ index }) => index));
  }
  const joined = chains.flatMap((chain) => [
    ...joinedOf(views, chain, before, ' '),
    ...joinedOf(views, chain, before, ''),
  ]);
  const found: Later<readonly Finding[]>[] = [];
  for (const { text } of joined) found.push(judge.find(text));
  return after(allOf(found), (lists) => {
    const byLeaf = leaves.map((): Finding[] => []);
    lists.forEach((findings, index) => {
      const { pieces } = joined[index] ?? { pieces: [] };
      share(findings, pieces, views, byLeaf);
    });
    return byLeaf;
  });
}

/** What is left of a text, and the way back; most are as they were. */
type Residue = string | View;

const textOf = (residue: Residue | undefined): string => (typeof residue === 'object' ? residue.text : (residue ?? ''));

/** The text with a full stop in the place of each sentence that is an attempt by itself. */
function residueOf(text: string, findings: readonly Finding[] = []): Residue {
  if (findings.length === 0) return text;
  const rest = new Rewrite(text);
  for (const { start, end } of sentencesAround(text, findings)) rest.replace(start, end, '.');
  return rest.finish();
}

function joinedOf(views: readonly Residue[], chain: readonly number[], before: string, seam: '' | ' '): Joined[] {
  const done: Joined[] = [];
  let texts: string[] = [];
  let length = 0;
  let last = '';
  let pieces: Piece[] = [];
  let parted = false; // whether an empty seam makes another text than a space does
  const close = (): void => {
    if (pieces.length > 1 && (seam === ' ' || parted)) done.push({ text: texts.join(''), pieces });
    texts = [];
    length = 0;
    pieces = [];
    parted = false;
  };
  const add = (leaf: number, from: number, stretch: string): void => {
    let between = '';
    if (pieces.length > 0) {
      const glued = LETTER_AT_END.test(last) && LETTER_AT_START.test(stretch);
      parted ||= glued;
      between = glued ? seam : SPACE_AT_END.test(last) || SPACE_AT_START.test(stretch) ? '' : ' ';
    }
    texts.push(between, stretch);
    pieces.push({ leaf, at: length + between.length, length: stretch.length, from });
    length += between.length + stretch.length;
    last = stretch.slice(-2); // a letter may be a pair
  };
  if (before !== '') add(BEFORE, 0, before);
  for (const leaf of chain) {
    const stretch = textOf(views[leaf]);
    if (stretch.length <= EDGE * 2) {
      if (stretch !== '') add(leaf, 0, stretch);
      continue;
    }
    add(leaf, 0, stretch.slice(0, EDGE));
    close();
    add(leaf, stretch.length - EDGE, stretch.slice(-EDGE));
  }
  close();
  return done;
}

const LETTER_AT_END = /\p{L}$/u;
const LETTER_AT_START = /^\p{Ll}/u;
const SPACE_AT_END = /\s$/;
const SPACE_AT_START = /^\s/;

/** Gives findings back to their leaves, if more than one text takes part in the attempt. */
function share(
  findings: readonly Finding[],
  pieces: readonly Piece[],
  views: readonly Residue[],
  byLeaf: readonly Finding[][],
): void {
  const shares = findings.flatMap((finding) =>
    touched(pieces, finding).map(({ leaf, at, length, from }) => ({
      finding,
      leaf,
      start: Math.max(0, finding.start - at) + from,
      end: Math.min(length, finding.end - at) + from,
    })),
  );
  if (new Set(shares.map(({ leaf }) => leaf)).size < 2) return;
  for (const { finding, leaf, start, end } of shares) {
    if (leaf === BEFORE) continue;
    const view = views[leaf];
    const span = typeof view === 'object' ? view.origin(start, end) : { start, end };
    byLeaf[leaf]?.push({ ...finding, ...span, reason: finding.reason ?? 'read together with its neighbours' });
  }
}

/** The pieces that a finding touches. Pieces are sorted. */
function touched(pieces: readonly Piece[], { start, end }: Finding): Piece[] {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && piece.at + piece.length <= start) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while ((pieces[to]?.at ?? end) < end) to += 1;
  return pieces.slice(low, to);
}
