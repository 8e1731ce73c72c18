import { Rewrite, standingFor, through, type View } from './rewrite.ts';

/** At most so many units are decoded in one text: what is beyond was too long to be read as an instruction. */
const MOST_DECODED = 262_144;

const ESCAPES =
  /(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);|(?:\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})+|(?<=[A-Za-z]\u00ad?)-\r?\n(?=[a-z])/g;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** URL, HTML and JavaScript escapes read in place, and words put together that a hyphen divides at the end of a line; the same view if there are none. */
export function unescaped(view: View): View {
  const { text } = view;
  if (!text.includes('%') && !text.includes('&') && !text.includes('\\') && !/-\r?\n/.test(text)) return view;
  const rewrite = new Rewrite(text);
  let changed = false;
  for (const { 0: written, index } of text.matchAll(ESCAPES)) {
    const read = readEscape(written);
    if (read === undefined) continue;
    rewrite.replace(index, index + written.length, read);
    changed = true;
  }
  if (!changed) return view;
  return through(view, rewrite.finish());
}

function readEscape(written: string): string | undefined {
  if (written.startsWith('-')) return '';
  if (written.startsWith('%')) return utf8(Buffer.from(written.replaceAll('%', ''), 'hex'));
  if (written.startsWith('\\'))
    return written.replace(/\\[ux]([0-9A-Fa-f]+)/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  const name = written.slice(1, -1);
  const named = NAMED[name];
  if (named !== undefined) return named;
  const point = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCodePoint(point);
}

export interface Decoded {
  readonly view: View;
  readonly reason: 'decoded base64' | 'decoded hex';
}

const BASE64 = /[A-Za-z0-9+/_-]{20,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;
const HEX = /(?:[0-9A-Fa-f]{2}){12,}|[0-9A-Fa-f]{2}(?:(?:[ :,]|\\x| 0x)[0-9A-Fa-f]{2}){11,}/g;

/** Stretches that are text in base64 or hex. What decodes to something else is left alone. */
export function decoded(view: View): Decoded[] {
  const found: Decoded[] = [];
  let room = MOST_DECODED;
  const add = (match: string, index: number, bytes: Buffer, reason: Decoded['reason']): void => {
    const text = utf8(bytes);
    if (text !== undefined && looksLikeText(text)) {
      const inner = standingFor(text, view.origin(index, index + match.length));
      found.push({ view: inner, reason });
    }
  };
  for (const { 0: match, index } of view.text.matchAll(BASE64)) {
    if (!couldBeBase64(match)) continue;
    room -= match.length;
    if (room < 0) return found;
    add(match, index, Buffer.from(match, 'base64'), 'decoded base64');
  }
  for (const { 0: match, index } of view.text.matchAll(HEX)) {
    room -= match.length;
    if (room < 0) return found;
    add(match, index, Buffer.from(match.replace(/\\x|0x|[ :,]/g, ''), 'hex'), 'decoded hex');
  }
  return found;
}

/** Base64 of text has both cases and few slashes; words, paths and hex have not. Looks at the start only. */
function couldBeBase64(match: string): boolean {
  const start = match.slice(0, 64);
  return (
    /[A-Z]/.test(start) &&
    /[a-z]/.test(start) &&
    !/^[A-Fa-f0-9]+$/.test(start) &&
    (start.match(/[/_-]/g)?.length ?? 0) < start.length / 8
  );
}

function utf8(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  // A cut at the end of a stretch may leave half a character: one is forgiven.
  const broken = text.indexOf('\ufffd');
  return broken === -1 ? text : broken >= text.length - 2 ? text.slice(0, broken) : undefined;
}

/** Whether most of a decoded text is letters, digits and ordinary punctuation. */
function looksLikeText(text: string): boolean {
  const start = text.slice(0, 512);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes that are not text decode to control characters
  const control = start.match(/[\x00-\x08\x0e-\x1f\x7f-\x9f]/g)?.length ?? 0;
  const letters = start.match(/[\p{L}\p{N}\s]/gu)?.length ?? 0;
  return text.length >= 8 && control === 0 && letters >= start.length * 0.7;
}

/** A text and itself with letters put back that were written as digits (`1gn0r3`), where words are disguised so. */
export function withoutLeet(view: View): View | undefined {
  const { text } = view;
  if ((text.match(/[a-z@$][0134578@$!][a-z@$]/g)?.length ?? 0) < 3) return undefined;
  const read = text.replace(/[a-z0-9@$!]{3,40}/g, (word) =>
    /[a-z]/.test(word) && /[0134578@$!]/.test(word)
      ? word.replace(/[0134578@$!]/g, (sign) => LEET[sign] ?? sign)
      : word,
  );
  return { text: read, origin: view.origin };
}

const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const SPACED = /(?<![a-z0-9])(?:[a-z][ ._*|/-]{1,3}){7,2000}[a-z](?![a-z0-9])/g;

/** The words in text written with something between all letters (`i g n o r e`), without what stands between them. */
export function withoutSpacing(view: View): View | undefined {
  const { text } = view;
  let rewrite: Rewrite | undefined;
  for (const { 0: match, index } of text.matchAll(SPACED)) {
    rewrite ??= new Rewrite(text);
    const usual = mostCommonGap(match);
    for (const { 0: gap, index: at } of match.matchAll(GAP)) {
      rewrite.replace(index + at, index + at + gap.length, gap === usual ? '' : gap.includes('.') ? '. ' : ' ');
    }
  }
  return rewrite === undefined ? undefined : through(view, rewrite.finish());
}

const GAP = /[ ._*|/-]{1,3}/g;

/** What stands between the letters of a word; what stands between words differs from it. */
function mostCommonGap(match: string): string {
  const counts = new Map<string, number>();
  for (const [gap] of match.matchAll(GAP)) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0] as const)[0];
}

/** The text read backwards, when words of an instruction stand in it backwards. */
export function reversed(view: View): View | undefined {
  const { text } = view;
  if (!BACKWARDS.some((word) => text.includes(word))) return undefined;
  return {
    text: Array.from({ length: text.length }, (_, index) => text[text.length - 1 - index]).join(''),
    origin: (start, end) => view.origin(text.length - end, text.length - start),
  };
}

/** The text with its letters turned by thirteen places, when words of an instruction stand in it so. */
export function rotated(view: View): View | undefined {
  const { text } = view;
  if (!ROTATED.some((word) => text.includes(word))) return undefined;
  return { text: rot13(text), origin: view.origin };
}

const rot13 = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));

const TELLING = ['ignore', 'previous', 'instructions', 'disregard', 'system prompt', 'forget'];
const BACKWARDS = TELLING.map((word) => [...word].reverse().join(''));
const ROTATED = TELLING.map(rot13);
