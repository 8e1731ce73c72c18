import { pairSum } from './letter-pairs.ts';
import { type Cipher, decipher, reverse, type Strange } from './strange-letters.ts';
import type { Stretch } from './stretches.ts';
import { isKnown, knownShare } from './vocabulary.ts';

export interface Deciphered {
  readonly reason: 'reversed' | 'shifted letters' | 'mirrored letters' | 'reversed words';
  readonly stretches: readonly Stretch[];
}

/** A stretch that cannot be judged piece by piece at its ends is read so much further, in units. */
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
      const from = Math.max(stretches.at(-1)?.end ?? 0, widened(text, start, -MARGIN));
      const to = widened(text, end, MARGIN);
      stretches.push({ start: from, end: to, text: decipher(text.slice(from, to), cipher) });
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

const REASONS = { shifted: 'shifted letters', mirrored: 'mirrored letters', reversed: 'reversed' } as const;

/** Each word turned round, where that gives a known one; their order stays. */
const reversedWords = (text: string): string =>
  text.replace(/[a-z]{2,40}/g, (word) => {
    const turned = reverse(word);
    return isKnown(turned) ? turned : word;
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

/** An offset some way off, moved on to the end of the word it falls into. */
function widened(text: string, offset: number, by: number): number {
  let at = Math.max(0, Math.min(text.length, offset + by));
  const step = by < 0 ? 1 : -1;
  while (at > 0 && at < text.length && at !== offset && /[a-z0-9]/.test(text[step < 0 ? at : at - 1] ?? '')) at += step;
  return at;
}
