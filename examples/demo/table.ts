import { fitted, painted, type Screen, type Tone, WIDE, wrapped } from './screen.ts';

/** An answer, and what stands below it. */
export interface Cell {
  readonly text: string;
  readonly below?: string;
  readonly tone?: Tone;
}

export interface Table {
  /** The names of the columns. */
  readonly head: string;
  title(text: string): string;
  row(label: Cell, answers: readonly Cell[]): string;
}

const WIDTHS = [14, 20, 20] as const;
const LABEL = 40;
const GAP = '  ';

/** One column for each run. Where the screen is too narrow, the last run has a line instead, where it differs from the one before. */
export function tableOf(names: readonly string[], { width, colour }: Screen): Table {
  const narrow = width < WIDE;
  const columns = names.slice(0, narrow ? -1 : names.length);
  const last = names.at(-1) ?? '';
  const taken = columns.reduce((sum, _name, index) => sum + GAP.length + (WIDTHS[index] ?? 0), 0);
  const label = Math.min(LABEL, width - taken);
  const widths = [label, ...WIDTHS.slice(0, columns.length)];
  const rule = '-'.repeat(label + taken);

  const row = (first: Cell, answers: readonly Cell[]): string => {
    const shown = answers.slice(0, columns.length).map((cell, index) => stacked(cell, WIDTHS[index] ?? 0));
    const blocks = [indented(first, label), ...shown];
    const height = Math.max(...blocks.map(({ length }) => length));
    const lines = Array.from({ length: height }, (_line, at) =>
      blocks
        .map((block, index) => {
          const { text, tone }: Cell = block[at] ?? { text: '' };
          return painted(text, tone, colour) + ' '.repeat((widths[index] ?? 0) - text.length);
        })
        .join(GAP)
        .trimEnd(),
    );
    const [before, answer] = answers.slice(-2);
    if (answers.length > columns.length && answer !== undefined && inWords(answer) !== inWords(before)) {
      lines.push(painted(fitted(`  ${last}: ${inWords(answer)}`, width), answer.tone, colour));
    }
    return lines.join('\n');
  };

  const legend = wrapped(`"${last}", the third run, has a line where it differs from ${names.at(-2)}.`, width);
  const head = row(
    { text: '' },
    columns.map((text) => ({ text, tone: 'strong' })),
  );
  return {
    head: narrow ? [...legend, '', head].join('\n') : head,
    title: (text) => `\n${painted(text, 'strong', colour)}\n${rule}`,
    row,
  };
}

const indented = ({ text, below, tone }: Cell, width: number): readonly Cell[] => [
  { text: fitted(text, width), ...(tone === undefined ? {} : { tone }) },
  ...(below === undefined ? [] : [{ text: GAP + fitted(below, width - GAP.length), tone: 'quiet' } as const]),
];

const stacked = ({ text, below = '', tone }: Cell, width: number): readonly Cell[] => [
  { text: fitted(text, width), ...(tone === undefined ? {} : { tone }) },
  ...wrapped(below, width).map((line) => ({ text: line, tone: 'quiet' }) as const),
];

const inWords = (cell: Cell | undefined): string =>
  [cell?.text, cell?.below].filter((part) => part !== undefined).join(', ');
