/** Signs that join words to identifiers, paths and addresses, where they stand between units of words; none stands for a letter. */
const JOINS = 1;
/** Signs of them that do so before a word or behind it, too: those of tags, paths and places to be filled in. */
const OPENS = 2;
const CLOSES = 4;
/** What else may stand on the other side of one that joins. */
const OF_WORDS = 8;
const kinds = new Uint8Array(128).fill(OF_WORDS, 48, 58).fill(OF_WORDS, 97, 123);
for (const [signs, kind] of [
  ['._/\\:=&%', JOINS],
  ['<{/\\_', OPENS],
  ['>}/\\_', CLOSES],
  ['/{<', OF_WORDS],
] as const)
  for (let at = 0; at < signs.length; at += 1) kinds[signs.charCodeAt(at)] = (kinds[signs.charCodeAt(at)] ?? 0) | kind;

const kindAt = (text: string, at: number): number => {
  const unit = at >= 0 && at < text.length ? text.charCodeAt(at) : 0;
  return unit < 128 ? (kinds[unit] ?? 0) : 0;
};

/** Whether the word of a lower-case text that stands from `start` to `end` is part of an identifier, a path, an address or a tag. */
export function isOfCode(text: string, start: number, end: number): boolean {
  const before = kindAt(text, start - 1);
  if ((before & OPENS) !== 0) return true;
  if ((before & JOINS) !== 0 && (kindAt(text, start - 2) & OF_WORDS) !== 0) return true;
  const behind = kindAt(text, end);
  if ((behind & CLOSES) !== 0) return true;
  return (behind & JOINS) !== 0 && (kindAt(text, end + 1) & OF_WORDS) !== 0;
}
