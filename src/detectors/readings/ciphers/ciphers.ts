import { byStart } from '../../finding.ts';
import { Effort } from '../effort.ts';
import { lettersAt } from '../english/letter-likeness.ts';
import { pairSum } from '../english/letter-pairs.ts';
import { ROOT } from '../english/packed-tree.ts';
import { type Cipher, type Ciphered, decipher, lettersBehind } from '../english/strange-letters.ts';
import { isKnownAt, knownShare, knownShareAt, knownWords } from '../english/vocabulary.ts';
import { textOf } from '../folded-text.ts';
import type { Stretch } from '../stretches.ts';

export interface Deciphered {
  readonly reason: 'reversed' | 'shifted letters' | 'mirrored letters' | 'reversed words';
  readonly stretches: readonly Stretch[];
}

/** The words so near to the ends of a stretch, in units, are judged one by one. */
const MARGIN = 40;
/** Stretches of the same cipher that are so near, in units, are one. */
const NEAR = 120;
const FEWEST_LETTERS = 12;
/** What it takes to look for the ends of a stretch, in units that are read. */
const EDGES = 24;
const TRYING = 0.5;

/** Shares of letters in known words: in what is read, at least; and so much more than before. */
const READABLE = 0.6;
const GAINED = 0.25;

/** Without the words, in tenths of a bit: how likely letters must follow each other, each; and how much likelier all than before. */
const LIKELY = 6;
const EVIDENCE = 700;

/** Stretches that are English once letters are put back in their place, where most words are known then and were not before. */
export function deciphered(text: string, pieces: readonly Ciphered[], effort = new Effort()): readonly Deciphered[] {
  const byCipher = new Map<string, { cipher: Cipher; spans: { start: number; end: number }[] }>();
  for (const { start, end, cipher } of pieces) {
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
      if (!effort.allows((end - start) * TRYING, start, end)) continue;
      if (!isWorthReading(text, start, end, cipher)) continue;
      effort.allows((end - start) * TRYING + EDGES, start, end);
      const from = Math.max(stretches.at(-1)?.end ?? 0, startOf(text, start, end, cipher));
      const to = endOf(text, start, end, cipher);
      if (to > from) stretches.push({ start: from, end: to, text: decipher(text.slice(from, to), cipher) });
    }
    if (stretches.length === 0) continue;
    found.push({ reason: REASONS[cipher.kind], stretches });
    if (cipher.kind !== 'reversed') continue;
    const order = orderOf(stretches);
    if (order <= -SURELY) found.pop();
    if (order >= SURELY) continue;
    const words = stretches.map((stretch) => ({ ...stretch, text: reversedWords(stretch.text) }));
    found.push({ reason: 'reversed words', stretches: words });
  }
  return withFewShifts(found);
}

/** Letters that were moved on in more ways than one: those of the most letters, and all others in one. */
function withFewShifts(found: readonly Deciphered[]): readonly Deciphered[] {
  const shifts = found.filter(({ reason }) => reason === REASONS.shifted);
  if (shifts.length <= MOST_SHIFTS) return found;
  const units = ({ stretches }: Deciphered): number => stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  const [most, ...others] = shifts.sort((a, b) => units(b) - units(a));
  const stretches = others.flatMap((other) => other.stretches).sort(byStart);
  const rest = found.filter(({ reason }) => reason !== REASONS.shifted);
  return [...(most === undefined ? [] : [most]), { reason: REASONS.shifted, stretches }, ...rest];
}

const MOST_SHIFTS = 2;

const REASONS = {
  shifted: 'shifted letters',
  mirrored: 'mirrored letters',
  reversed: 'reversed',
  'shifted and reversed': 'reversed',
  'mirrored and reversed': 'reversed',
} as const;

/** Words that stand in front of others, and those that mostly stand right before an article: they tell which way words are read. */
const BEFORE_ARTICLES: ReadonlySet<string> = new Set(
  'of in to for on and with from at by is all into under about'.split(' '),
);
const ARTICLES: ReadonlySet<string> = new Set('the your my our their this a an'.split(' '));
/** So many more pairs of words in one order than in the other leave no doubt. */
const SURELY = 3;
const READ_FOR_ORDER = 1800;

/** How many more pairs of words stand in their order than from the last to the first. */
function orderOf(stretches: readonly Stretch[]): number {
  let order = 0;
  let left = READ_FOR_ORDER;
  for (const { text } of stretches) {
    let before = '';
    for (const word of shortWords(text, Math.min(text.length, left))) {
      if (ARTICLES.has(word) && BEFORE_ARTICLES.has(before)) order += 1;
      if (ARTICLES.has(before) && BEFORE_ARTICLES.has(word)) order -= 1;
      before = word;
    }
    left -= text.length;
    if (left <= 0) break;
  }
  return order;
}

/** The words of the start of a text, each longer than those that tell their order as an empty one. */
function* shortWords(text: string, end: number): Generator<string, void, undefined> {
  for (let at = 0; at < end; ) {
    const start = at;
    while (at < end && text.charCodeAt(at) >= 97 && text.charCodeAt(at) <= 122) at += 1;
    if (at > start) yield at - start > LONGEST_TELLING ? '' : text.slice(start, at);
    else at += 1;
  }
}

/** `under`, `about` and `their` are the longest. */
const LONGEST_TELLING = 5;

/** A text from its end to its start, in which each word is turned round again, but known ones that would give none. */
function reversedWords(turned: string): string {
  const words = knownWords();
  const units = new Uint16Array(turned.length);
  let at = 0;
  const isLetter = (index: number): boolean => {
    const unit = turned.charCodeAt(index);
    return unit >= 97 && unit <= 122;
  };
  for (let end = turned.length; end > 0; ) {
    let start = end;
    while (start > 0 && end - start < LONGEST_WORD && isLetter(start - 1)) start -= 1;
    if (start === end) {
      const isPair = end > 1 && isPairAt(turned, end - 2);
      start -= isPair ? 2 : 1;
      for (let index = start; index < end; index += 1, at += 1) units[at] = turned.charCodeAt(index);
    } else {
      // The word as it was given is turned round here: as it reads now, it is put back.
      let node = ROOT;
      for (let index = end - 1; index >= start; index -= 1) node = words.step(node, turned.charCodeAt(index));
      const wasKnown = words.valueAt(node) > 0;
      const isTurned = !wasKnown || words.value(turned, start, end) > 0;
      for (let index = 0; index < end - start; index += 1) {
        units[at + index] = turned.charCodeAt(isTurned ? start + index : end - 1 - index);
      }
      at += end - start;
    }
    end = start;
  }
  return textOf(units);
}

const LONGEST_WORD = 40;
const isPairAt = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;

function isWorthReading(text: string, start: number, end: number, cipher: Cipher): boolean {
  if (lettersAt(text, start, Math.min(end, start + SAMPLE)) < FEWEST_LETTERS && !isTurned(cipher)) return false;
  // Letters that stay where they are need not be written anew to be looked up.
  const isShort = end - start <= 3 * SAMPLE;
  if (isShort && !isTurned(cipher)) {
    const share = knownShareAt(text, start, end, lettersBehind(cipher));
    if (share >= READABLE && share >= knownShareAt(text, start, end) + GAINED) return isVaried(text, start, end);
  }
  const before = text.slice(start, end);
  const after = decipher(before, cipher);
  if (lettersAt(after, 0, Math.min(after.length, SAMPLE)) < FEWEST_LETTERS) return false;
  const [old, read] = [sample(before), sample(after)];
  const share = knownShare(read);
  if (share >= READABLE && share >= knownShare(old) + GAINED) return isVaried(text, start, end);
  const words = differentWords(read);
  const sum = pairSum(words);
  return sum >= LIKELY * words.length && sum - pairSum(differentWords(old)) >= EVIDENCE;
}

/** Tags and the like are the same few words again and again, in whichever letters they are written. */
function isVaried(text: string, start: number, end: number): boolean {
  const words: string[] = text.slice(start, Math.min(end, start + SAMPLE)).match(/[a-z]{2,}/g) ?? [];
  return new Set(words).size >= Math.min(FEWEST_DIFFERENT, words.length / 2);
}

const FEWEST_DIFFERENT = 3;

const isTurned = ({ kind }: Cipher): boolean => kind.endsWith('reversed');

/** Drawings, figures and mojibake have few words that are long and not the same. */
const differentWords = (text: string): string => [...new Set(text.match(/[a-z]{3,}/g))].join(' ');

/** Units of a long text whose words are looked up: some of its start, its middle and its end. */
const SAMPLE = 600;

function sample(text: string): string {
  if (text.length <= 3 * SAMPLE) return text;
  const middle = text.length >> 1;
  return `${text.slice(0, SAMPLE)} ${text.slice(middle, middle + SAMPLE)} ${text.slice(-SAMPLE)}`;
}

/** What a word at the edge of a stretch says about it: above zero that it is disguised like the rest, below that it is not. */
function belonging(text: string, start: number, end: number, cipher: Cipher): number {
  const plain = isKnownAt(text, start, end);
  const read = isKnownBehind(text, start, end, cipher);
  return plain === read ? 0.1 : plain ? start - end : end - start;
}

/** Whether the word from `start` to `end` is a known one once its cipher is undone. */
function isKnownBehind(text: string, start: number, end: number, cipher: Cipher): boolean {
  const words = knownWords();
  const letters = lettersBehind(cipher);
  const isBackwards = isTurned(cipher);
  let node = ROOT;
  for (let index = 0; index < end - start && node !== 0; index += 1)
    node = words.step(node, letters[text.charCodeAt(isBackwards ? end - 1 - index : start + index)] ?? 0);
  return words.valueAt(node) > 0;
}

/** Where the disguise starts: in front of the word from which on the words near to the start speak most for it. */
function startOf(text: string, start: number, end: number, cipher: Cipher): number {
  const from = Math.max(0, start - MARGIN);
  let sum = 0;
  let most = 0;
  let edge = from;
  for (let at = Math.min(end, start + MARGIN); at > from; at -= 1) {
    const behind = at;
    while (at > from && isLetter(text, at - 1)) at -= 1;
    if (at === behind) continue;
    sum += belonging(text, at, behind, cipher);
    if (sum <= most) continue;
    most = sum;
    edge = at;
  }
  return edge;
}

/** Where it ends: behind the last of the words up to which they speak most for it, and the signs there. */
function endOf(text: string, start: number, end: number, cipher: Cipher): number {
  const stop = Math.min(text.length, end + MARGIN);
  let sum = 0;
  let most = 0;
  let edge = -1;
  for (let at = Math.max(start, end - MARGIN); at < stop; at += 1) {
    const from = at;
    while (at < stop && isLetter(text, at)) at += 1;
    if (at === from) continue;
    sum += belonging(text, from, at, cipher);
    if (sum <= most) continue;
    most = sum;
    edge = at;
  }
  if (edge === -1) return end;
  let behind = edge;
  while (behind < edge + MARGIN && behind < text.length && !isLetter(text, behind) && text.charCodeAt(behind) !== 10)
    behind += 1;
  return edge + text.slice(edge, behind).trimEnd().length;
}

const isLetter = (text: string, at: number): boolean => text.charCodeAt(at) >= 97 && text.charCodeAt(at) <= 122;
