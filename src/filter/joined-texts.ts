import type { Finding } from '../detectors/finding.ts';
import { Rewrite, type View } from '../detectors/rewrite.ts';
import { sentencesAround } from '../detectors/sentences.ts';
import { after, allOf, type Later } from './later.ts';
import type { TextJudge } from './text-judge.ts';

/** One string of a value, what was found in it, and what is known of it. */
export interface Leaf {
  readonly text: string;
  /** Written by the model itself, in a list of messages. */
  readonly byModel: boolean;
  /** A word of the structure, such as the `type` of a part: it says nothing to a reader. */
  readonly structural: boolean;
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
  const views = leaves.map(({ text }, index) => residueOf(text, own[index] ?? []));
  const all = leaves.map((leaf, index) => ({ leaf, index })).filter(({ leaf }) => !leaf.structural);
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

/** The text with a full stop in the place of each sentence that is an attempt by itself. */
function residueOf(text: string, findings: readonly Finding[]): View {
  const rest = new Rewrite(text);
  for (const { start, end } of findings.length === 0 ? [] : sentencesAround(text, findings))
    rest.replace(start, end, '.');
  return rest.finish();
}

function joinedOf(views: readonly View[], chain: readonly number[], before: string, seam: '' | ' '): Joined[] {
  const done: Joined[] = [];
  let text = '';
  let pieces: Piece[] = [];
  let parted = false; // whether an empty seam makes another text than a space does
  const close = (): void => {
    if (pieces.length > 1 && (seam === ' ' || parted)) done.push({ text, pieces });
    text = '';
    pieces = [];
    parted = false;
  };
  const add = (leaf: number, from: number, stretch: string): void => {
    if (pieces.length > 0) {
      if (LETTER_AT_END.test(text) && LETTER_AT_START.test(stretch)) {
        text += seam;
        parted = true;
      } else if (!/\s$/.test(text) && !/^\s/.test(stretch)) text += ' ';
    }
    pieces.push({ leaf, at: text.length, length: stretch.length, from });
    text += stretch;
  };
  if (before !== '') add(BEFORE, 0, before);
  for (const leaf of chain) {
    const stretch = views[leaf]?.text ?? '';
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

/** Gives findings back to their leaves, if more than one text takes part in the attempt. */
function share(
  findings: readonly Finding[],
  pieces: readonly Piece[],
  views: readonly View[],
  byLeaf: readonly Finding[][],
): void {
  const shares = findings.flatMap((finding) =>
    pieces
      .filter(({ at, length }) => finding.start < at + length && finding.end > at)
      .map(({ leaf, at, length, from }) => ({
        finding,
        leaf,
        start: Math.max(0, finding.start - at) + from,
        end: Math.min(length, finding.end - at) + from,
      })),
  );
  if (new Set(shares.map(({ leaf }) => leaf)).size < 2) return;
  for (const { finding, leaf, start, end } of shares) {
    if (leaf === BEFORE) continue;
    const span = views[leaf]?.origin(start, end) ?? { start, end };
    byLeaf[leaf]?.push({ ...finding, ...span, reason: finding.reason ?? 'read together with its neighbours' });
  }
}
