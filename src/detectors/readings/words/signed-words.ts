/** Words that may have digits and signs for letters, in a lower-case text. */

/** What a word may be made of, and the signs that may part it, each before letters. */
const LETTER = 1;
const SIGN = 2;
const PARTING = 3;
const kinds = new Uint8Array(128).fill(LETTER, 97, 123).fill(SIGN, 48, 58);
for (const sign of '@$!|+(#') kinds[sign.charCodeAt(0)] = SIGN;
for (const sign of '-*~^') kinds[sign.charCodeAt(0)] = PARTING;
const MOST_PARTS = 12;
const LONGEST_PART = 20;

function kindAt(text: string, at: number, to: number): number {
  const unit = at < to ? text.charCodeAt(at) : 0;
  return unit < 128 ? (kinds[unit] ?? 0) : 0;
}

/** Whether a word may go on at an offset with a sign. */
export const goesOnAt = (text: string, at: number, to: number): boolean => kindAt(text, at, to) !== 0;

/** Where the next word starts, or `to`. */
export function wordFrom(text: string, from: number, to: number): number {
  let start = from;
  while (start < to && kindAt(text, start, to) % PARTING === 0) start += 1;
  return start;
}

/** Where the word ends that starts at an offset: letters and signs, then parts of letters only. */
export function wordEnd(text: string, start: number, to: number): number {
  let end = start;
  while (kindAt(text, end, to) % PARTING !== 0) end += 1;
  for (let part = 0; part < MOST_PARTS && kindAt(text, end, to) === PARTING; part += 1) {
    const from = end + 1;
    let behind = from;
    while (behind - from < LONGEST_PART && kindAt(text, behind, to) === LETTER) behind += 1;
    if (behind === from) return end;
    end = behind;
  }
  return end;
}

/** Whether a word has a letter of its own. */
export function hasLetters(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (kindAt(text, at, end) === LETTER) return true;
  return false;
}
