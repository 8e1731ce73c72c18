import type { Span } from '../../pattern.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { nextOf } from './next-sign.ts';

/** Shorter stretches are labels. */
const FEWEST_LETTERS = 16;
const LONGEST = 4000;
/** Most units of a tag before and behind what hides it. */
const LONGEST_TAG = 300;

/** What a comment in Markdown starts with; the others stand in tags. */
const MARKDOWN = ']: # ';

/** What is hidden behind a lead that stands at an offset; `undefined` where it does not lead to anything. */
type Inside = (at: number) => Span | undefined;

/** A style that shows nothing: not displayed, no size, no colour, or off the page. */
const STYLE = String.raw` style=["'][^"'<>]{0,300}?(?:display:\s?none|visibility:\s?hidden|opacity:\s?0(?![.\d])|font-size:\s?[01](?![.\d])|color:\s?(?:#fff|white|transparent)|(?:left|top|text-indent):\s?-\d{3})`;
const HIDDEN_ATTRIBUTE = ` hidden(?:=["']?[a-z-]{0,10}["']?)?`;
const STYLED = new RegExp(STYLE, 'y');
const HIDDEN = new RegExp(HIDDEN_ATTRIBUTE, 'y');

/** An element that shows nothing, with what it holds: no more than stands in a word. */
export const hiddenElement = (flags: 'y' | 'g'): RegExp =>
  new RegExp(`<([a-z]{1,12})(?:${STYLE}|${HIDDEN_ATTRIBUTE})[^<>]{0,100}>[^<>]{0,40}</\\1>`, flags);
const ATTRIBUTE = / (?:alt|title|aria-label)=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')/y;
const OPENING = new Set(['(', '"', "'"]);
const CLOSING = new Set([')', '"', "'"]);

/** What comments, attributes and elements that are not shown hold, in rising order, from lower-case text. Linear in its length. */
export function hiddenMarkup(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  const hasTags = countOf(survey, '<') > 0;
  const hasMarkdown = countOf(survey, '#') > 0 && text.includes(MARKDOWN);
  if (!hasTags && !hasMarkdown) return found;
  const attributes = hasTags ? attributesIn(text) : new Set<string>();
  for (const [lead, insideOf] of leadsOf(text)) {
    if (lead === MARKDOWN ? !hasMarkdown : !hasTags || (lead.endsWith('=') && !attributes.has(lead))) continue;
    for (let at = text.indexOf(lead); at !== -1; ) {
      const inside = insideOf(at);
      if (inside !== undefined) {
        const said = text.slice(inside.start, inside.end);
        if (lettersIn(said) >= FEWEST_LETTERS) found.push({ ...inside, text: said });
      }
      at = text.indexOf(lead, inside === undefined ? at + lead.length : Math.max(inside.end, at + lead.length));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const ATTRIBUTES = [' alt=', ' title=', ' aria-label=', ' style='];

/** Which of the attributes a text has: a space begins too many other things to be looked for. */
function attributesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    for (const lead of ATTRIBUTES) if (text.startsWith(lead, at + 1 - lead.length)) found.add(lead);
  }
  return found;
}

function leadsOf(text: string): readonly (readonly [lead: string, inside: Inside])[] {
  const closing = nextOf(text, '-->');
  const opens = nextOf(text, '<');
  const closes = nextOf(text, '>');
  const feed = nextOf(text, '\n');
  const ends = [')', '"', "'"].map((sign) => nextOf(text, sign));

  const span = (start: number, end: number): Span | undefined =>
    end > start && end - start <= LONGEST ? { start, end } : undefined;
  /** The text of the element whose tag goes on at an offset. */
  const element = (from: number): Span | undefined => {
    const close = closes(from);
    if (close - from > LONGEST_TAG || opens(from) < close) return undefined;
    return span(close + 1, opens(close + 1));
  };
  const behind =
    (pattern: RegExp): Inside =>
    (at) => {
      pattern.lastIndex = at;
      return pattern.test(text) ? element(pattern.lastIndex) : undefined;
    };
  const attribute: Inside = (at) => {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    const said = match?.[1] ?? match?.[2];
    return said === undefined ? undefined : span(ATTRIBUTE.lastIndex - 1 - said.length, ATTRIBUTE.lastIndex - 1);
  };
  const markdown: Inside = (at) => {
    const start = at + MARKDOWN.length + 1;
    const last = Math.min(feed(start), start + LONGEST, text.length - 1);
    if (!OPENING.has(text.charAt(start - 1)) || ends.every((next) => next(start + 1) > last)) return undefined;
    // From the end of the line, and no further back than its start: one of them is not in most lines.
    let end = last;
    while (end > start && !CLOSING.has(text.charAt(end))) end -= 1;
    return span(start, end);
  };
  return [
    ['<!--', (at) => span(at + 4, closing(at + 5))],
    [MARKDOWN, markdown],
    [' alt=', attribute],
    [' title=', attribute],
    [' aria-label=', attribute],
    [' hidden', behind(HIDDEN)],
    [' style=', behind(STYLED)],
  ];
}

const lettersIn = (text: string): number => text.match(/[a-z]/g)?.length ?? 0;
