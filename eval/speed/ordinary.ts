import { prose } from '../../bench/prose.ts';
import { readSamples } from '../injection/rows.ts';

/** Texts that a detector reads every day, at any length. */
export interface Ordinary {
  /** What the tables call them. */
  readonly name: string;
  /** Some of this length, in UTF-16 units: of so many units together, or one text. */
  readonly texts: (length: number, units: number) => readonly string[];
}

/** English of some two hundred words, without anything that a detector looks at twice: what scanning costs at least. */
export const proseTexts: Ordinary = { name: 'prose', texts: (length) => [prose(length)] };

/** All harmless documents of the data, one behind another, cut into pieces of the length. */
export async function documentsOf(path: string): Promise<Ordinary> {
  const documents: string[] = [];
  for await (const { set, text } of readSamples(path)) if (set === 'documents' || set === 'long') documents.push(text);
  const all = documents.join('\n\n');
  return { name: 'documents', texts: (length, units) => piecesOf(all, length, units) };
}

/** Pieces at even distances, from the first to the last of the text, which is repeated where it is too short for one. */
function piecesOf(text: string, length: number, units: number): string[] {
  if (text.length < length) return [text.repeat(Math.ceil(length / Math.max(1, text.length))).slice(0, length)];
  const count = Math.max(1, Math.min(Math.floor(text.length / length), Math.ceil(units / length)));
  const step = Math.floor(text.length / count);
  return Array.from({ length: count }, (_, at) => text.slice(at * step, at * step + length));
}
