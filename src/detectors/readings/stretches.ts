import { byStart } from '../finding.ts';
import type { Span } from '../pattern.ts';
import { type Order, Rewrite, through, type View } from '../rewrite.ts';

/** A part of a text, and what it says once its disguise is taken off. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What of it was changed, where the rest is as it stands. */
  readonly edits?: readonly Stretch[];
}

/** A stretch that grows while a text is looked through. */
export interface GrowingStretch extends Stretch {
  end: number;
  readonly edits: Stretch[];
}

/** Adds what is changed: to the last stretch, if that ends at most `near` units before, with what stands between, or as a new one. */
export function addEdit(found: GrowingStretch[], edit: Stretch, near: number): void {
  const last = found.at(-1);
  if (last === undefined || edit.start - last.end > near) found.push({ ...edit, edits: [edit] });
  else {
    last.end = edit.end;
    last.edits.push(edit);
  }
}

/** Parts of a text in rising order as one, with `between` for what stands between them. */
export function asOne(parts: readonly Span[], between: string): Stretch {
  const edits = parts.slice(1).map(({ start }, at) => ({ start: parts[at]?.end ?? start, end: start, text: between }));
  return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0, text: '', edits };
}

/** What stands between two stretches stays if it is as short as this: a line break, a comma. */
const SHORT_GAP = 3;
/** What stands between strings of a list, or between lines: one text was cut there. */
const QUOTES: ReadonlySet<string | undefined> = new Set(['"', "'", '`']);
const CHUNKS = /^(?:["'`] ?[,+.] ?\r?\n? {0,2}["'`])$/;

/** One text of all stretches, in rising order, and the way back; `undefined` if there are none. */
export function joined(view: View, stretches: readonly Stretch[], order: Order): View | undefined {
  if (stretches.length === 0) return undefined;
  const source = view.text;
  const rewrite = new Rewrite(source);
  let last = -1;
  for (const { start, end, text, edits } of stretches) {
    if (start < last) continue;
    if (last === -1) rewrite.replace(0, start, '');
    else if (
      start - last >= 2 &&
      QUOTES.has(source[last]) &&
      CHUNKS.test(source.slice(last, Math.min(start, last + 8)))
    )
      rewrite.replace(last, start, '');
    else if (start - last > SHORT_GAP) rewrite.replace(last, start, '\n\n', 'whole');
    if (edits === undefined) rewrite.replace(start, end, text, order);
    else for (const edit of edits) rewrite.replace(edit.start, edit.end, edit.text);
    if (edits !== undefined) rewrite.replace(end, end, '');
    last = end;
  }
  rewrite.replace(last, source.length, '');
  return through(view, rewrite.finish());
}

/** Whether a span meets none of others; asked for spans in rising order. */
export function isUnexplained(explained: readonly Span[]): (span: Span) => boolean {
  const spans = [...explained].sort(byStart);
  let next = 0;
  let reached = 0;
  return ({ start, end }) => {
    for (let span = spans[next]; span !== undefined && span.start < end; span = spans[next]) {
      reached = Math.max(reached, span.end);
      next += 1;
    }
    return reached <= start;
  };
}
