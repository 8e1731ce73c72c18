import { expression } from '../../expression.ts';
import type { LinkContext } from './link-context.ts';

/** An address where a renderer of Markdown or HTML would take one. */
export interface Destination {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  /** What happens to it: fetched at once, followed by a click, or either, by a reference from elsewhere. */
  readonly kind: 'image' | 'link' | 'definition';
  /** The text ended before it did. */
  readonly open: boolean;
  /** It goes on, in a way that is not followed. */
  readonly cut: boolean;
  /** Who reads it follows rules that are not followed here: it is taken out, whatever it says. */
  readonly unread?: boolean;
  /** It may hold several addresses, or one behind something else. */
  readonly list?: boolean;
}

/** Longer ones are cut, and taken to carry data: what is left of them is no address any more. */
const LONGEST = 512;
/** How far back the bracket that opens the text of a link is looked for. */
const BRACKETS = 200;
/** White space before an address, or between the name of an attribute and its `=`. Renderers skip any number: behind more, all is taken out. */
const MOST_SPACE = 512;

/** Attributes that hold an address. `url` stands in the `content` of a refresh. */
const ATTRIBUTE =
  /(?:^|[\s"'/;,])(?:src|srcset|imagesrcset|href|xlink:href|data|poster|background|action|formaction|ping|url|content|lowsrc|dynsrc|longdesc|cite|icon|manifest|codebase|classid|profile|usemap|attributionsrc)$/i;

/** What may be the address that is announced at an offset, the likeliest first. */
export function destinationsAt(text: string, at: number, opener: string, before: LinkContext): readonly Destination[] {
  const behind = at + opener.length;
  switch (opener.toLowerCase()) {
    case '<':
      return NONE;
    case '\\':
      return before.style !== undefined && ESCAPED.test(text.slice(behind, behind + 8))
        ? [unread(text, at, behind)]
        : NONE;
    case '&':
      return before.style === 'attribute' ? [unread(text, at, behind)] : NONE;
    case '![':
      // Whether it refers to a definition takes a whole reader of Markdown to tell.
      return before.leftDefinition ? [unread(text, at, at + 1)] : NONE;
    case '](':
      return [inMarkdown(text, behind, closesImage(text, at, before.inImage) ? 'image' : 'link')];
    case ']:':
      return [inMarkdown(text, behind, before.seenImage ? 'image' : 'definition')];
    case '=':
      return before.tags.link || before.tags.other ? inAttribute(text, at, !before.tags.other) : NONE;
    case 'url(':
    case 'image-set(': {
      const isProgram = /\bnew\s{1,8}$/.test(text.slice(Math.max(0, at - 12), at)); // `new URL(`
      const isEnd = (unit: number) => unit === CLOSE || unit === OPEN || unit <= SPACE;
      return isProgram ? NONE : [quoted(text, behind, isEnd, 'image')];
    }
    case '@import':
      return [quoted(text, behind, (unit) => unit <= SPACE, 'image')];
    default:
      return bare(text, at, before.style !== undefined || isInTag(text, at, before) ? 'image' : 'link');
  }
}

/** In CSS: a letter or a sign that names a function or an address, in place of itself. Line ends in JSON are written so as well. */
const ESCAPED = /^(?:0{0,4}[2-7][0-9a-f](?![0-9a-f])|[g-z](?<![nrt]))/i;

const NONE: readonly Destination[] = [];

function skipSpace(text: string, from: number): number {
  let at = from;
  // Control characters in front of an address are dropped as spaces are.
  while (at < from + MOST_SPACE && text.charCodeAt(at) <= SPACE) at += 1;
  return at;
}

const unread = (text: string, start: number, end: number): Destination => ({
  ...destination(text, start, end, 'image', true),
  open: false,
  unread: true,
});

const SPACE = 32;
const [QUOTE, APOSTROPHE, OPEN, CLOSE, LESS, GREATER, BACKSLASH, BRACKET, BACKTICK, COLON, BRACE] = [
  ...'"\'()<>\\]`:{',
].map((unit) => unit.charCodeAt(0));

function inMarkdown(text: string, from: number, kind: Destination['kind']): Destination {
  const start = skipSpace(text, from);
  if (start === from + MOST_SPACE) return unread(text, start - 1, start);
  if (text.charCodeAt(start) === LESS) {
    const end = text.slice(start + 1, start + 1 + LONGEST).search(/[>\n]/);
    const most = Math.min(text.length, start + 1 + LONGEST);
    return destination(text, start + 1, end === -1 ? most : start + 1 + end, kind, false);
  }
  const most = Math.min(text.length, start + LONGEST);
  let depth = 0;
  let at = start;
  for (; at < most; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit <= SPACE) break;
    const next = text.charCodeAt(at + 1);
    if (unit === BACKSLASH && next > SPACE && next !== BRACKET) at += 1;
    else if (unit === OPEN) depth += 1;
    else if (unit === CLOSE) {
      depth -= 1;
      if (depth < 0) break;
    } else if (unit === BRACKET && (next === OPEN || next === COLON)) break; // what follows is looked at for itself
  }
  return destination(text, start, Math.min(at, most), kind, text.charCodeAt(at) === BRACKET);
}

function inAttribute(text: string, at: number, isLinkTag: boolean): readonly Destination[] {
  let behindName = at;
  while (behindName > at - MOST_SPACE && text.charCodeAt(behindName - 1) <= SPACE) behindName -= 1;
  if (behindName === at - MOST_SPACE) return [unread(text, at, at + 1)];
  const name = ATTRIBUTE.exec(text.slice(Math.max(0, behindName - 16), behindName))?.[0];
  if (name === undefined) return NONE;
  const isLink = isLinkTag && /href$/i.test(name);
  const found = quoted(text, at + 1, (unit) => unit <= SPACE || unit === GREATER, isLink ? 'link' : 'image');
  return [/srcset|content/i.test(name) ? { ...found, list: true } : found];
}

/** An address in quotes, or up to what else ends it. Quotes may be escaped, where HTML stands in JSON. */
function quoted(text: string, from: number, isEnd: (unit: number) => boolean, kind: Destination['kind']): Destination {
  const space = skipSpace(text, from);
  const first = text.charCodeAt(space) === BRACE ? skipSpace(text, space + 1) : space; // of JSX
  if (space === from + MOST_SPACE || first === space + 1 + MOST_SPACE) return unread(text, first - 1, first);
  const isEscaped = text.charCodeAt(first) === BACKSLASH;
  const quote = text.charCodeAt(isEscaped ? first + 1 : first);
  if (quote !== QUOTE && quote !== APOSTROPHE && quote !== BACKTICK) return upTo(text, first, isEnd, kind);
  return upTo(text, isEscaped ? first + 2 : first + 1, (unit) => unit === quote, kind);
}

/** Whether an address is the value of an attribute, in whatever way it is written there. Links are read as what they are. */
const isInTag = (text: string, at: number, { tags }: LinkContext): boolean =>
  tags.other && /=[\s"'`{]{0,16}$/.test(text.slice(Math.max(0, at - 20), at));

/** What an address without a scheme can begin with: the end of a host that renderers know for one. */
const HOST_END = /[a-z0-9]\.(?:[a-z]{2}|com|net|org|edu|gov|biz|info|pro|web|name|shop|aero|asia|coop|museum)[/?#]$/i;
const LONGEST_HOST = 253;

/** Where a word of a host starts that ends before an offset. */
export function startOfHost(text: string, end: number): number {
  let start = end;
  while (start > 0 && start > end - LONGEST_HOST && isInHost(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

const isInHost = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122) || unit === 45 || unit === 46;

/** `https://${host}` and `http://<host>` are no addresses. */
const HOST_START = expression(String.raw`[a-z]{3,5}://(?:[\p{L}\p{N}\[]|%[0-9a-f]{2})`, 'iuy');
const DOTTED = /\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/iy;

/** An address that stands in the text as it is: with a scheme, or as renderers guess them. */
function bare(text: string, at: number, kind: Destination['kind']): readonly Destination[] {
  if (/[hf]/i.test(text.charAt(at))) {
    const start = HOST_START();
    start.lastIndex = at;
    return start.test(text) ? asWritten(text, at, kind, '') : NONE;
  }
  if (text.startsWith('//', at)) {
    DOTTED.lastIndex = at;
    return /[:/\\]/.test(text.charAt(at - 1)) || !DOTTED.test(text) ? NONE : asWritten(text, at, kind, '');
  }
  const start = startOfHost(text, at);
  if (text.charAt(start - 1) === '/') return NONE; // seen with its slashes
  const isGuessed =
    /^www\./i.test(text.slice(start, start + 4)) || HOST_END.test(text.slice(Math.max(start, at - 10), at + 1));
  return isGuessed ? asWritten(text, start, kind, '//') : NONE;
}

/**
 * Renderers do not agree on what ends it: the first reading ends at what ends it for most of them, the second one at what ends it
 * for all.
 */
function asWritten(text: string, at: number, kind: Destination['kind'], before: string): readonly Destination[] {
  let depth = 0;
  const near = upTo(
    text,
    at,
    (unit) => {
      if (unit === OPEN) depth += 1;
      else if (unit === CLOSE) depth -= 1;
      return depth < 0 || unit <= SPACE || unit === LESS || unit === GREATER || unit === QUOTE || unit === BACKTICK;
    },
    kind,
  );
  const first = withoutPunctuation(near, before);
  const ended = text.charCodeAt(near.end);
  const isQuoted = ended !== GREATER && ended === text.charCodeAt(at - 1);
  const isWhole = near.open || near.cut || isQuoted || ended <= SPACE || ended === LESS;
  if (isWhole || !/\/\/[^/?#]+[/?#]/.test(first.written)) return [first];
  return [
    first,
    withoutPunctuation(
      upTo(text, at, (unit) => unit <= SPACE || unit === LESS, kind),
      before,
    ),
  ];
}

function withoutPunctuation(found: Destination, before: string): Destination {
  const written = found.written.replace(/[.,;:!?'"*_~)\]}>]{1,8}$/, '');
  return { ...found, end: found.start + written.length, written: before + written };
}

function upTo(text: string, start: number, isEnd: (unit: number) => boolean, kind: Destination['kind']): Destination {
  const most = Math.min(text.length, start + LONGEST);
  let end = start;
  while (end < most && !isEnd(text.charCodeAt(end))) end += 1;
  return destination(text, start, end, kind, false);
}

const destination = (
  text: string,
  start: number,
  end: number,
  kind: Destination['kind'],
  cut: boolean,
): Destination => ({
  start,
  end,
  written: text.slice(start, end),
  kind,
  open: end === text.length && end < start + LONGEST,
  cut: cut || end === start + LONGEST,
});

/**
 * Whether the bracket at an offset closes the text of an image. Where that takes a whole reader of Markdown to tell, it does
 * if an image was begun before it in the same paragraph.
 */
function closesImage(text: string, close: number, inImage: boolean): boolean {
  if (!inImage) return false;
  const least = Math.max(0, close - BRACKETS);
  let depth = 0;
  for (let at = close; at >= least; at -= 1) {
    const unit = text[at];
    const bracket = unit === '[' || unit === ']';
    if (unit === '`' || unit === '<' || (bracket && text[at - 1] === '\\')) break;
    if (unit === ']') depth += 1;
    else if (unit === '[') {
      depth -= 1;
      if (depth === 0) return text[at - 1] === '!';
    }
  }
  return true;
}
