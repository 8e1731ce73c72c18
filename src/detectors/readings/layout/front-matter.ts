import type { Stretch } from '../stretches.ts';

const FENCE = '---\n';
const LONGEST = 4000;
/** Shorter values are titles and names. */
const FEWEST_LETTERS = 16;

/** A value on the line of its name, with the quotation marks around it apart. */
const VALUE = /^[ \t]{0,8}(?:- )?[\w.-]{1,40}:[ \t]+(["'])([^\n]{1,2000})\1[ \t\r]*$/gm;

/** The quoted values of the front matter that a lower-case text begins with: pages show none of it. */
export function frontMatter(text: string): Stretch[] {
  if (!text.startsWith(FENCE)) return [];
  const end = text.slice(0, LONGEST).indexOf(`\n${FENCE}`);
  if (end === -1) return [];
  const found: Stretch[] = [];
  for (const { 0: line, 2: value = '', index } of text.slice(0, end + 1).matchAll(VALUE)) {
    if ((value.match(/[a-z]/g)?.length ?? 0) < FEWEST_LETTERS) continue;
    const start = index + line.lastIndexOf(value);
    found.push({ start, end: start + value.length, text: value });
  }
  return found;
}
