import type { Order } from '../rewrite.ts';
import type { Stretch } from './stretches.ts';
import { isKnown } from './vocabulary.ts';

export interface Marked {
  readonly reason: 'hidden markup' | 'markup in words';
  readonly stretches: readonly Stretch[];
  readonly order: Order;
}

/** What HTML and Markdown hold that a person who looks at the page does not see, and words that tags cut up; from lower-case text. */
export function markup(text: string): Marked[] {
  const found: Marked[] = [];
  const hidden = hiddenMarkup(text);
  if (hidden.length > 0) found.push({ reason: 'hidden markup', stretches: hidden, order: 'same' });
  const cut = text.includes('<') ? cutWords(text) : [];
  if (cut.length >= FEWEST_CUT)
    found.push({ reason: 'markup in words', stretches: together(text, cut), order: 'whole' });
  return found;
}

/** Shorter stretches are labels. */
const FEWEST_LETTERS = 16;
const LONGEST = 4000;

/** What a comment in Markdown holds; the others stand in tags. */
const MARKDOWN = ']: # ';

const LEADS: readonly (readonly [lead: string, pattern: RegExp])[] = [
  ['<!--', /<!--([\s\S]{1,4000}?)-->/y],
  [MARKDOWN, /\]: # [("']([^\n]{1,4000})[)"']/y],
  [' alt=', / alt=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')/y],
  [' title=', / title=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')/y],
  [' aria-label=', / aria-label=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')/y],
  [' hidden', / hidden(?:=["']?[a-z-]{0,10}["']?)?[^<>]{0,300}>([^<]{1,4000})</y],
  [' style=', STYLED()],
];

/** A style that shows nothing: not displayed, no size, no colour, or off the page. */
function STYLED(): RegExp {
  const unseen =
    'display:\\s?none|visibility:\\s?hidden|opacity:\\s?0(?![.\\d])|font-size:\\s?[01](?![.\\d])|color:\\s?(?:#fff|white|transparent)|(?:left|top|text-indent):\\s?-\\d{3}';
  return new RegExp(` style=["'][^"'<>]{0,300}?(?:${unseen})[^<>]{0,300}>([^<]{1,4000})<`, 'y');
}

function hiddenMarkup(text: string): Stretch[] {
  const found: Stretch[] = [];
  const hasTags = text.includes('<');
  for (const [lead, pattern] of LEADS) {
    if (!hasTags && lead !== MARKDOWN) continue;
    for (let at = text.indexOf(lead); at !== -1; ) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const inside = match?.[1] ?? match?.[2];
      if (match !== null && inside !== undefined && lettersIn(inside) >= FEWEST_LETTERS) {
        const start = at + match[0].lastIndexOf(inside);
        found.push({ start, end: start + inside.length, text: inside });
      }
      // What was looked through is not looked through again, so that time stays linear.
      at = text.indexOf(lead, Math.max(at + lead.length, match === null ? at + LOOKED_AT : pattern.lastIndex));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Units passed over where a lead does not lead to anything. */
const LOOKED_AT = 200;

const lettersIn = (text: string): number => text.slice(0, LONGEST).match(/[a-z]/g)?.length ?? 0;

const FEWEST_CUT = 3;
/** A word that so many tags cut up needs not be known. */
const MANY_TAGS = 3;
/** Tags as they stand in words, between the words. */
const AROUND = /<\/?(?:b|i|u|s|em|strong|span|font|small|big|sub|sup|wbr|mark|code|a)(?:\s[^<>]{0,100})?>/g;
const TAGS =
  /(?:<(?:!--[^<>]{0,60}--|\/?(?:b|i|u|s|em|strong|span|font|small|big|sub|sup|wbr|mark|code|a)(?:\s[^<>]{0,100})?\/?)>){1,4}/y;
const LONGEST_WORD = 30;
const isLetter = (text: string, at: number): boolean => text.charCodeAt(at) >= 97 && text.charCodeAt(at) <= 122;

/** Words with tags in them that are known without, or have many. */
function cutWords(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (!isLetter(text, at - 1)) continue;
    let start = at;
    while (at - start < LONGEST_WORD && isLetter(text, start - 1)) start -= 1;
    let word = text.slice(start, at);
    let end = at;
    let tags = 0;
    for (;;) {
      TAGS.lastIndex = end;
      if (!TAGS.test(text) || !isLetter(text, TAGS.lastIndex)) break;
      const next = TAGS.lastIndex;
      end = next;
      tags += 1;
      while (end - next < LONGEST_WORD && isLetter(text, end)) end += 1;
      word += text.slice(next, end);
    }
    if (tags >= MANY_TAGS || (tags > 0 && isKnown(word))) found.push({ start, end, text: word });
    at = Math.max(at, end - 1);
  }
  return found;
}

/** One stretch from the first word to the last, with what stands between them. */
function together(text: string, words: readonly Stretch[]): Stretch[] {
  const start = words[0]?.start ?? 0;
  let at = start;
  let read = '';
  for (const word of words) {
    read += text.slice(at, word.start).replace(AROUND, '') + word.text;
    at = word.end;
  }
  return [{ start, end: at, text: read }];
}
