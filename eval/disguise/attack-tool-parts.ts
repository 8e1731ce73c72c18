/** What the disguises of attack tools are made of. */

/** Each letter by its place in the alphabet and how many came before, without its case; what has no form stays. */
export function each(text: string, form: (at: number, nth: number) => string | undefined): string {
  let nth = 0;
  return text.replace(/[a-z]/gi, (letter) => form(letter.toLowerCase().charCodeAt(0) - 97, nth++) || letter);
}

export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export const reversed = (text: string): string => [...text].reverse().join('');

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Pieces of so many units. */
export function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
}

/** Letters times a number and moved on, round the alphabet; case stays. */
export const turned = (text: string, by: number, times = 1): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode((((((letter.charCodeAt(0) - first) * times + by) % 26) + 26) % 26) + first);
  });

/** Chance that is the same for the same text: numbers from 0 to 1, by a linear congruence. */
export function chance(text: string): () => number {
  let state = 7;
  for (const letter of text) state = (Math.imul(state, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The same things in an order by chance. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const all = [...things];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const held = all[at];
    const taken = all[other];
    if (held === undefined || taken === undefined) continue;
    all[at] = taken;
    all[other] = held;
  }
  return all;
}
