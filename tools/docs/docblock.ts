/** A docblock, taken apart. */
export interface Docblock {
  /** Paragraphs, each on one line; tables and lists keep their lines. */
  readonly text: readonly string[];
  /** What stands behind `@throws`, as sentences; or empty. */
  readonly throws: string;
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly see: readonly string[];
  readonly internal: boolean;
}

const TAG = /(?:^|\s)(?=@(?:throws|param|returns|see|internal)\b)/;
const KEEPS_LINES = /^(?:\||- |\d+\. |```)/;

/** @param block what stands between the opening and the closing of the comment */
export function readDocblock(block: string): Docblock {
  const parts = plain(block).split(TAG);
  const description = parts[0]?.startsWith('@') ? '' : (parts.shift() ?? '');
  const tagged = (tag: string): string[] =>
    parts.filter((part) => part.startsWith(`@${tag}`)).map((part) => oneLine(part.slice(tag.length + 1)));
  return {
    text: description
      .split(/\n\n+/)
      .map((paragraph) => (KEEPS_LINES.test(paragraph) ? paragraph.trim() : oneLine(paragraph)))
      .filter((paragraph) => paragraph !== ''),
    throws: tagged('throws').join('. '),
    params: tagged('param').map((param) => {
      const [, name = '', text = ''] = /^(\w+)\s*(.*)$/.exec(param) ?? [];
      return { name, text };
    }),
    see: tagged('see'),
    internal: tagged('internal').length > 0,
  };
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Without the stars. */
const plain = (block: string): string =>
  block
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
