import { pairSum } from './letter-pairs.ts';
import { type Cipher, decipher, reverse, type Strange } from './strange-letters.ts';
import type { Stretch } from './stretches.ts';
import { isKnown, knownShare, reversedWord } from './vocabulary.ts';

export interface Deciphered {
  readonly reason: 'reversed' | 'shifted letters' | 'mirrored letters' | 'reversed words';
  readonly stretches: readonly Stretch[];
}

/** The words so near to the ends of a stretch, in units, are judged one by one. */
const MARGIN = 40;
/** Stretches of the same cipher that are so near, in units, are one. */
const NEAR = 120;
const FEWEST_LETTERS = 12;

/** Shares of letters in known words: in what is read, at least; and so much more than before. */
const READABLE = 0.6;
const GAINED = 0.25;

/** Without the words, in tenths of a bit: how likely letters must follow each other, each; and how much likelier all than before. */
const LIKELY = 6;
const EVIDENCE = 700;

/** Stretches that are English once letters are put back in their place, where most words are known then and were not before. */
export function deciphered(text: string, strange: readonly Strange[]): Deciphered[] {
  const byCipher = new Map<string, { cipher: Cipher; spans: { start: number; end: number }[] }>();
  for (const { start, end, cipher } of strange) {
    if (cipher === undefined) continue;
    const key = cipher.kind === 'shifted' ? `${cipher.by}` : cipher.kind;
    const group = byCipher.get(key) ?? { cipher, spans: [] };
    byCipher.set(key, group);
    const last = group.spans.at(-1);
    if (last !== undefined && start - last.end <= NEAR) last.end = end;
    else group.spans.push({ start, end });
  }
  const found: Deciphered[] = [];
  for (const { cipher, spans } of byCipher.values()) {
    const stretches: Stretch[] = [];
    for (const { start, end } of spans) {
      const core = text.slice(start, end);
      const read = decipher(core, cipher);
      if (!isWorthReading(core, read)) continue;
      const from = Math.max(stretches.at(-1)?.end ?? 0, startOf(text, start, end, cipher));
      const to = endOf(text, start, end, cipher);
      if (to > from) stretches.push({ start: from, end: to, text: decipher(text.slice(from, to), cipher) });
    }
    if (stretches.length === 0) continue;
    found.push({ reason: REASONS[cipher.kind], stretches });
    if (cipher.kind === 'reversed') {
      const words = stretches.map((stretch) => ({ ...stretch, text: reversedWords(reverse(stretch.text)) }));
      found.push({ reason: 'reversed words', stretches: words });
    }
  }
  return found;
}

const REASONS = {
  shifted: 'shifted letters',
  mirrored: 'mirrored letters',
  reversed: 'reversed',
  'shifted and reversed': 'reversed',
} as const;

/** Each word turned round, but known ones that would give none; their order stays. */
const reversedWords = (text: string): string =>
  text.replace(/[a-z]{2,40}/g, (word) => {
    const turned = reversedWord(word);
    return isKnown(turned) || !isKnown(word) ? turned : word;
  });

function isWorthReading(before: string, after: string): boolean {
  const letters = after.slice(0, SAMPLE).match(/[a-z]/g)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return false;
  const [old, read] = [sample(before), sample(after)];
  const share = knownShare(read);
  if (share >= READABLE && share >= knownShare(old) + GAINED) return true;
  const words = differentWords(read);
  const sum = pairSum(words);
  return sum >= LIKELY * words.length && sum - pairSum(differentWords(old)) >= EVIDENCE;
}

/** Drawings, figures and mojibake have few words that are long and not the same. */
const differentWords = (text: string): string => [...new Set(text.match(/[a-z]{3,}/g))].join(' ');

/** Units of a long text whose words are looked up: some of its start, its middle and its end. */
const SAMPLE = 600;

function sample(text: string): string {
  if (text.length <= 3 * SAMPLE) return text;
  const middle = text.length >> 1;
  return `${text.slice(0, SAMPLE)} ${text.slice(middle, middle + SAMPLE)} ${text.slice(-SAMPLE)}`;
}

const WORD = /[a-z]+/g;

/** What a word at the edge of a stretch says about it: above zero that it is disguised like the rest, below that it is not. */
function belonging(word: string, cipher: Cipher): number {
  const plain = isKnown(word);
  const read = isKnown(decipher(word, cipher));
  return plain === read ? 0.1 : plain ? -word.length : word.length;
}

/** Where the disguise starts: in front of the word from which on the words near to the start speak most for it. */
function startOf(text: string, start: number, end: number, cipher: Cipher): number {
  const from = Math.max(0, start - MARGIN);
  const words = [...text.slice(from, Math.min(end, start + MARGIN)).matchAll(WORD)].reverse();
  return from + (edgeOf(words, cipher)?.index ?? 0);
}

/** Where it ends: behind the word up to which they do. */
function endOf(text: string, start: number, end: number, cipher: Cipher): number {
  const from = Math.max(start, end - MARGIN);
  const last = edgeOf(text.slice(from, end + MARGIN).matchAll(WORD), cipher);
  if (last === undefined) return end;
  const behind = from + last.index + last[0].length;
  const sign = text.slice(behind, behind + MARGIN).match(/^[^a-z\n]*/)?.[0] ?? '';
  return behind + sign.trimEnd().length;
}

/** The last of the words up to which they speak most for the disguise. */
function edgeOf(words: Iterable<RegExpExecArray>, cipher: Cipher): RegExpExecArray | undefined {
  let sum = 0;
  let most = 0;
  let edge: RegExpExecArray | undefined;
  for (const word of words) {
    sum += belonging(word[0], cipher);
    if (sum <= most) continue;
    most = sum;
    edge = word;
  }
  return edge;
}
