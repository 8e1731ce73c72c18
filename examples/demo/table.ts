import { styleText } from 'node:util';

export type Tone = 'good' | 'bad' | 'quiet' | 'strong';

/** A cell of up to two lines. */
export interface Cell {
  readonly text: string;
  readonly below?: string;
  readonly tone?: Tone;
}

const WIDTHS = [40, 14, 20, 20] as const;
const GAP = '  ';
const COLOURS = { good: 'green', bad: 'red', quiet: 'dim', strong: 'bold' } as const;

/** Lines of a table of four columns, at most 100 characters wide. */
export function row(cells: readonly Cell[], colour: boolean): string {
  const line = (part: (cell: Cell) => readonly [text: string, tone: Tone | undefined]): string =>
    cells
      .map((cell, column) => {
        const [text, tone] = part(cell);
        const shown = fitted(text, WIDTHS[column] ?? 0);
        const gap = column === cells.length - 1 ? '' : ' '.repeat((WIDTHS[column] ?? 0) - shown.length) + GAP;
        return painted(shown, tone, colour) + gap;
      })
      .join('')
      .trimEnd();
  const upper = line(({ text, tone }) => [text, tone]);
  if (cells.every(({ below }) => below === undefined)) return upper;
  return `${upper}\n${line(({ below = '' }) => [below, 'quiet'])}`;
}

export const rule = '-'.repeat(WIDTHS.reduce((sum, width) => sum + width + GAP.length, -GAP.length));

export function painted(text: string, tone: Tone | undefined, colour: boolean): string {
  return colour && tone !== undefined && text !== '' ? styleText(COLOURS[tone], text, { validateStream: false }) : text;
}

/** Texts come from strangers: no control characters, nothing that turns the line round. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, '?');

function fitted(text: string, width: number): string {
  const shown = plain(text);
  return shown.length > width ? `${shown.slice(0, width - 3)}...` : shown;
}
