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
  const upper = cells.map(({ text, tone }, column) => painted(fitted(text, column), tone, colour));
  const lower = cells.map(({ below = '' }, column) => painted(fitted(below, column), 'quiet', colour));
  const lines = cells.some(({ below }) => below !== undefined) ? [upper, lower] : [upper];
  return lines.map((line) => line.join(GAP).trimEnd()).join('\n');
}

export const rule = '-'.repeat(WIDTHS.reduce((sum, width) => sum + width + GAP.length, -GAP.length));

export function painted(text: string, tone: Tone | undefined, colour: boolean): string {
  return colour && tone !== undefined ? styleText(COLOURS[tone], text, { validateStream: false }) : text;
}

/** Texts come from strangers: no control characters, nothing that turns the line round. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, '?');

function fitted(text: string, column: number): string {
  const width = WIDTHS[column] ?? 20;
  const shown = plain(text);
  return shown.length > width ? `${shown.slice(0, width - 3)}...` : shown.padEnd(width);
}
