import { styleText } from 'node:util';

/** What the output is shown on. */
export interface Screen {
  readonly width: number;
  readonly colour: boolean;
}

export type Tone = 'good' | 'bad' | 'quiet' | 'strong';

/** The widest that the output becomes, and what it has where nobody says how wide the screen is. */
export const WIDE = 100;
const NARROWEST = 60;
const COLOURS = { good: 'green', bad: 'red', quiet: 'dim', strong: 'bold' } as const;

/** `COLUMNS` goes before what the terminal says, so that a pipe or a person can choose. */
export function screenOf(environment: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): Screen {
  const { COLUMNS: columns = '', NO_COLOR: noColour = '' } = environment;
  const asked = /^[1-9]\d{0,5}$/.test(columns) ? Number(columns) : (stream.columns ?? WIDE);
  // Terminals that do not know their size say 0.
  const width = asked === 0 ? WIDE : Math.min(WIDE, Math.max(NARROWEST, asked));
  return { width, colour: stream.isTTY && noColour === '' };
}

/** Texts come from strangers: no control characters, nothing that turns the line round. */
const plain = (text: string): string => text.replace(/\p{C}/gu, '?');

/** One line, cut off where there is no more room. */
export function fitted(text: string, width: number): string {
  const shown = plain(text);
  return shown.length > width ? `${shown.slice(0, width - 3)}...` : shown;
}

/** As many lines as it takes, broken at spaces; a word longer than a line is broken too. */
export function wrapped(text: string, width: number): readonly string[] {
  const words = plain(text)
    .split(' ')
    .flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

export function painted(text: string, tone: Tone | undefined, colour: boolean): string {
  return colour && tone !== undefined && text !== '' ? styleText(COLOURS[tone], text, { validateStream: false }) : text;
}
