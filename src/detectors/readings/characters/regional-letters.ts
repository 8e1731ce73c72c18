import { expression } from '../../../expression.ts';

/** Regional indicators from an offset on, where one stands: flags of countries as they are; anything else they spell as its letters. */
export function readRegional(text: string, start: number): { readonly end: number; readonly text: string } {
  let end = start;
  while (isRegional(text, end)) end += 2;
  const run = text.slice(start, end);
  return { end, text: FLAGS().test(run) ? run : lettersOf(run) };
}

/** No literal also since the flag that it needs is newer than the language level of the library. */
const FLAGS = expression(String.raw`^\p{RGI_Emoji_Flag_Sequence}+$`, 'v');
const isRegional = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0xd83c && text.charCodeAt(at + 1) >= 0xdde6 && text.charCodeAt(at + 1) <= 0xddff;
function lettersOf(run: string): string {
  let letters = '';
  for (let at = 1; at < run.length; at += 2) letters += String.fromCharCode(97 + run.charCodeAt(at) - 0xdde6);
  return letters;
}
