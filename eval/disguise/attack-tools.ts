import { toolAlphabets } from './attack-tool-alphabets.ts';
import { toolCodes } from './attack-tool-codes.ts';
import { toolWords } from './attack-tool-words.ts';

/** What tools that people test models with put over a text, written anew from what they do. First measured before any reading knew them. */
export const attackTools: readonly ReadonlyMap<string, (text: string) => string>[] = [
  toolAlphabets,
  toolCodes,
  toolWords,
];
