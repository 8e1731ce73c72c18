/**
 * Makes a text from outside fit for the log: whole characters, no control characters, redacted, at most `limit` UTF-16 units
 * and a mark. `length` is what the text had before the caller cut it.
 */
export type TextCleaner = (text: string, limit: number, length?: number) => string;

/** How far beyond the limit the redactor sees, so that a secret on the limit is seen whole. Longer ones are cut off with the text behind them. */
const MARGIN = 2048;
/** Longest run of digits and spaces, such as an IBAN in groups, that the end of what the redactor sees may split. */
const TAIL = 64;
/** Texts up to this length that held nothing to redact are remembered: names of guards, events and arguments come again and again. */
const REMEMBERED_LENGTH = 64;
const REMEMBERED_COUNT = 1024;

// Control characters, line and paragraph separators, and direction marks: they split or disguise lines in viewers of logs.
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;
const SEPARATOR = /[\s"'`,;<>(){}[\]|\\]/;
const PLAIN = /^[\w.:/-]*$/;

/** What stands in a record where the redactor threw: a failing redactor must not let anything through. */
export const WITHHELD_TEXT = '[withheld: the redactor failed]';

export function createTextCleaner(redactText: (text: string) => string): TextCleaner {
  const harmless = new Set<string>();
  return (text, limit, length = text.length) => {
    if (harmless.has(text) && text.length <= limit) return text;
    const { seen, whole } = windowOf(text, limit);
    let redacted: unknown;
    try {
      redacted = redactText(seen);
    } catch {
      return WITHHELD_TEXT;
    }
    if (typeof redacted !== 'string') return WITHHELD_TEXT;
    const clean = printable(whole ? redacted : redacted.slice(0, Math.max(0, redacted.length - TAIL)));
    if (whole && clean === text && text.length <= REMEMBERED_LENGTH) {
      if (harmless.size >= REMEMBERED_COUNT) harmless.clear(); // names that a model makes up must not fill the memory
      harmless.add(text);
    }
    return whole && clean.length <= limit ? clean : marked(clean.slice(0, limit), length);
  };
}

/** Makes an identifier of our own fit for the log: bounded and printable, not redacted. */
export function identifier(text: string, limit: number): string {
  if (text.length <= limit) return PLAIN.test(text) ? text : printable(text);
  return marked(printable(text.slice(0, limit)), text.length);
}

/** The part of a text that is redacted. It never ends inside a token, because no rule knows the first half of a key. */
function windowOf(text: string, limit: number): { readonly seen: string; readonly whole: boolean } {
  if (text.length <= limit + MARGIN) return { seen: text, whole: true };
  let end = limit + MARGIN;
  while (end > 0 && !SEPARATOR.test(text.charAt(end))) end--;
  const seen = text.slice(0, end);
  const block = seen.lastIndexOf('-----BEGIN');
  return { seen: block > seen.lastIndexOf('-----END') ? seen.slice(0, block) : seen, whole: false };
}

function marked(kept: string, length: number): string {
  const last = kept.charCodeAt(kept.length - 1);
  const characters = last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept; // half of a pair
  return `${characters} [cut: ${characters.length} of ${length} characters kept]`;
}

const printable = (text: string): string => text.toWellFormed().replace(UNPRINTABLE, '\ufffd');
