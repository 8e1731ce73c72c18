import { expression } from '../../expression.ts';
import type { Span } from '../pattern.ts';

/** Longest way in UTF-16 units that a span is widened to the end of its sentence, each way. */
const LONGEST_HALF = 400;

/**
 * Widens spans to the sentences that they stand in and joins those that meet, in order. A sentence ends at `.`, `!`, `?`, an
 * ideographic full stop, a line break, also one that is written `\n`, and at tags of markup other than those inside a line.
 */
export function sentencesAround(text: string, spans: readonly Span[]): Span[] {
  const widened: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = startOfSentence(text, span.start);
    const end = endOfSentence(text, span.end);
    const last = widened.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else widened.push({ start, end });
  }
  return widened;
}

function startOfSentence(text: string, offset: number): number {
  const furthest = Math.max(0, offset - LONGEST_HALF);
  let start = offset;
  while (start > furthest && !endsSentence(text, start - 1) && !isWrittenBreak(text, start - 2)) start -= 1;
  const tag = [...text.slice(start, offset).matchAll(TAG)].at(-1);
  if (tag !== undefined) start += tag.index + tag[0].length;
  while (start < offset && /\s/.test(text.charAt(start))) start += 1;
  return isLowSurrogate(text, start) ? start - 1 : start;
}

function endOfSentence(text: string, offset: number): number {
  const furthest = Math.min(text.length, offset + LONGEST_HALF);
  let end = offset;
  while (end < furthest && !endsSentence(text, end - 1) && text[end] !== '\n' && !isWrittenBreak(text, end)) end += 1;
  const tag = text.slice(offset, end).search(TAG);
  if (tag !== -1) return offset + tag;
  return isLowSurrogate(text, end) ? end + 1 : end;
}

/** A comment's ends, and tags other than those that mark words in a line. */
const TAG =
  /<!--|-->|<\/?(?!(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)\b)[a-z][^<>]{0,200}>/gi;

const isWrittenBreak = (text: string, at: number): boolean => text[at] === '\\' && text[at + 1] === 'n';

/** What joins two characters or changes the one before it: marks, selectors, joiners, tags, skin tones, second halves. */
const JOINS = expression(String.raw`[\p{M}\p{Cf}\udc00-\udfff\udb40]`, 'u');
const LONGEST_CHARACTER = 64;

/** An offset at or before another one at which no character is cut in two; a longer one is cut between its code points. */
function wholeCharacters(text: string, offset: number): number {
  const joined = (at: number): boolean => JOINS().test(text.charAt(at)) || /\p{Cf}/u.test(text.charAt(at - 1));
  for (let at = offset; at > offset - LONGEST_CHARACTER; at -= 1) {
    const pair = at >= 1 && /^\ud83c[\udffb-\udfff]/.test(text.slice(at, at + 2));
    if (!joined(at) && !pair) return at;
  }
  return isLowSurrogate(text, offset) ? offset + 1 : offset;
}

const isLowSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

function endsSentence(text: string, at: number): boolean {
  const sign = text[at];
  if (sign === '\n' || sign === '\u3002') return true;
  return (sign === '.' || sign === '!' || sign === '?') && /^\s?$/.test(text.charAt(at + 1));
}

/** Text that is judged at once: a paragraph or two. Twice as much is held at most. */
export const SENTENCE_WINDOW = 1024;

/** What is judged is at least an eighth of what it is judged with, so that work stays in proportion to the text. */
const SHARE = 8;

/** Text that comes in pieces, given out in stretches that end with a sentence. */
export class SentenceWindows {
  #text = '';
  /** The last end of a sentence in the window so far, and how far it has been looked for. */
  #end = 0;
  #looked = 0;

  push(piece: string): void {
    this.#text += piece;
  }

  /**
   * The next stretch, empty for none yet: whole sentences up to a window; a sentence that is longer than that is cut at a space.
   *
   * @param context how many units it will be judged with
   */
  next(context: number): string {
    this.#look();
    const { length } = this.#text;
    if (this.#end > 0 && (this.#end * SHARE >= context || length > SENTENCE_WINDOW)) return this.#take(this.#end);
    if (length < SENTENCE_WINDOW * 2) return '';
    const space = this.#text.lastIndexOf(' ', SENTENCE_WINDOW);
    return this.#take(space > 0 ? space : wholeCharacters(this.#text, SENTENCE_WINDOW));
  }

  rest(): string {
    return this.#take(this.#text.length);
  }

  #look(): void {
    // Whether the last unit ends a sentence shows only what follows it.
    const until = Math.min(SENTENCE_WINDOW, this.#text.length - 1);
    for (; this.#looked < until; this.#looked += 1) {
      if (endsSentence(this.#text, this.#looked)) this.#end = this.#looked + 1;
    }
  }

  #take(units: number): string {
    const taken = this.#text.slice(0, units);
    this.#text = this.#text.slice(units);
    this.#looked = Math.max(0, this.#looked - units);
    this.#end = 0;
    return taken;
  }
}
