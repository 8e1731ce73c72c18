/** Layouts of documents and programs, and games with words, that a second evaluator chose who had not seen the detector. */

import { chance, pieces, reversed, shuffled, words } from './attack-tool-parts.ts';

/** Layouts and games by their names. */
export const newcomerWords: ReadonlyMap<string, (text: string) => string> = new Map([
  // Programs and data.
  ['format of PowerShell, out of order', formatted],
  ['string of Python, sliced backwards', (text) => `print(${JSON.stringify(reversed(text))}[::-1])`],
  [
    'rows of an SQL insert',
    (text) =>
      `INSERT INTO notes (place, word) VALUES ${numbered(text, (word, at) => `(${at}, '${word.replaceAll("'", "''")}')`).join(', ')};`,
  ],
  ['nodes of a graph', graph],
  // Documents.
  ['texts of SVG by their places', drawing],
  [
    'contents of CSS before elements',
    (text) =>
      numbered(text, (word, at) => `li:nth-child(${at})::before { content: ${JSON.stringify(word)}; }`).join('\n'),
  ],
  [
    'ruby over other words',
    (text) => numbered(text, (word, at) => `<ruby>${other(at)}<rt>${marked(word)}</rt></ruby>`).join(''),
  ],
  ['folded lines of a calendar', calendar],
  ['pieces of text in a PDF', portable],
  ['escapes of RTF', (text) => `{\\rtf1\\ansi\\deff0 ${[...text].map(rich).join('')}}`],
  // Games with words.
  ['stuttering', (text) => text.replace(/\b[a-z](?=[a-z])/gi, '$&-$&')],
  ['fillers of speech', (text) => numbered(text, (word, at) => `${word}, ${FILLERS[at % FILLERS.length]}`).join(', ')],
  [
    'halves of words swapped',
    (text) => text.replace(/[a-z]{4,}/gi, (word) => word.slice(word.length >> 1) + word.slice(0, word.length >> 1)),
  ],
  ['vowels again behind a p', (text) => text.replace(/[aeiou]+/gi, (vowels) => `${vowels}p${vowels.toLowerCase()}`)],
  ['spoonerisms', (text) => text.replace(/\b([b-df-hj-np-tv-z]*)([a-z]+ +)([b-df-hj-np-tv-z]*)(?=[a-z])/gi, '$3$2$1')],
  ['first and last letter swapped', (text) => text.replace(/\b([a-z])([a-z]+)([a-z])\b/gi, '$3$2$1')],
  ['true letters in capitals', capitals],
  ['struck out words between', (text) => numbered(text, (word, at) => `~~${other(at)}~~ ${word}`).join(' ')],
]);

const FILLERS = ['um', 'like', 'you know', 'er', 'well', 'I mean'];

const OTHERS = ['lamp', 'river', 'bread', 'garden', 'window', 'horse', 'cloud'];

const other = (at: number): string => OTHERS[at % OTHERS.length] ?? '';

/** A form for each word and its number from one. */
const numbered = (text: string, form: (word: string, at: number) => string): string[] =>
  words(text).map((word, at) => form(word, at + 1));

const marked = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function formatted(text: string): string {
  const parts = pieces(text, 6);
  const order = shuffled(
    parts.map((_, at) => at),
    chance(text),
  );
  const slots = parts.map((_, at) => `{${order.indexOf(at)}}`).join('');
  return `"${slots}" -f ${order.map((at) => `'${(parts[at] ?? '').replaceAll("'", "''")}'`).join(',')}`;
}

function graph(text: string): string {
  const nodes = numbered(text, (word, at) => `  n${at} [label=${JSON.stringify(word)}];`);
  const arrows = nodes.map((_, at) => `n${at + 1}`).join(' -> ');
  return `digraph {\n${nodes.join('\n')}\n  ${arrows};\n}`;
}

function drawing(text: string): string {
  const texts = numbered(
    text,
    (word, at) => `<text x="${((at - 1) % 6) * 70}" y="${20 * Math.ceil(at / 6)}">${marked(word)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${texts.join('\n')}\n</svg>`;
}

/** Lines of a calendar go on where the next one begins with a space. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.1 */
function calendar(text: string): string {
  const value = text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
  const line = pieces(`DESCRIPTION:${value}`, 19).join('\r\n ');
  return `BEGIN:VEVENT\r\nSUMMARY:Lunch\r\n${line}\r\nEND:VEVENT`;
}

function portable(text: string): string {
  const shown = pieces(text, 3).map((part, at) => `(${part.replace(/[\\()]/g, '\\$&')})${-((at * 7) % 25) - 3}`);
  return `BT /F1 11 Tf 72 700 Td [${shown.join('')}] TJ ET`;
}

function rich(c: string): string {
  const code = c.charCodeAt(0);
  return code < 256 ? `\\'${code.toString(16).padStart(2, '0')}` : `\\u${code}?`;
}

function capitals(text: string): string {
  const random = chance(text);
  const small = (): string => String.fromCharCode(97 + random() * 26);
  return text.replace(/[a-z]/gi, (c) => small() + (random() < 0.4 ? small() : '') + c.toUpperCase());
}
