/**
 * Letters of other scripts that look like a Latin one in common fonts: the few that are used to disguise words, not the
 * thousands of Unicode TR 39. All are single units and stand for single units, so offsets do not move.
 */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ғ: 'f',
  ԍ: 'g',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  и: 'u',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  // Greek
  α: 'a',
  β: 'b',
  ϲ: 'c',
  δ: 'd',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  ς: 'c',
  μ: 'u',
  // Armenian
  օ: 'o',
  ս: 'u',
  հ: 'h',
  ո: 'n',
  ց: 'g',
  զ: 'q',
  ա: 'w',
  // Latin letters that have no decomposition
  ı: 'i',
  ɑ: 'a',
  ɡ: 'g',
  ɩ: 'i',
  ʟ: 'l',
  ɴ: 'n',
  ʀ: 'r',
  ʏ: 'y',
  ʙ: 'b',
  ɢ: 'g',
  ʜ: 'h',
  ɪ: 'i',
  ᴀ: 'a',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ᴊ: 'j',
  ᴋ: 'k',
  ᴍ: 'm',
  ᴏ: 'o',
  ᴘ: 'p',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ᴢ: 'z',
  ꜰ: 'f',
  ꜱ: 's',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ɓ: 'b',
  ɗ: 'd',
  ɩ̇: 'i',
  ƅ: 'b',
  ɛ: 'e',
};

const table = new Map(Object.entries(LOOK_ALIKE).filter(([letter]) => letter.length === 1));
const FOREIGN = /[\u00d8-\u058f\u1d00-\u1d7f\ua730-\ua731]/;
const WORD = /\p{L}{1,60}/gu;
const NOT_LATIN = /[^a-z]/g;

export interface Folded {
  readonly text: string;
  /** How many words were disguised with letters of another script, and where the first and the last of them start. */
  readonly disguised: { readonly count: number; readonly first: number; readonly last: number };
}

/**
 * Reads look-alikes as the Latin letters they imitate, in lower-case text: in words that mix both, and in words made of
 * look-alikes only where most of the text is Latin. Other words stay as they are, so Russian and Greek are read as such.
 */
export function foldLookAlikes(text: string): Folded {
  if (!FOREIGN.test(text)) return { text, disguised: { count: 0, first: 0, last: 0 } };
  let latin = 0;
  let foreign = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 97 && unit <= 122) latin += 1;
    else if (unit >= 0x370 && unit < 0x590) foreign += 1;
  }
  let count = 0;
  let first = 0;
  let last = 0;
  const folded = text.replace(WORD, (word, offset: number) => {
    if (!FOREIGN.test(word)) return word;
    const read = word.replace(NOT_LATIN, (letter) => table.get(letter) ?? letter);
    const mixed = /[a-z]/.test(word);
    if (!/^[a-z]+$/.test(read) && !(mixed && /[a-z]{2}/.test(word))) return word;
    if (!mixed && latin <= foreign) return word;
    if (/[\u0370-\u058f]/.test(word) && word.length > 2) {
      if (count === 0) first = offset;
      last = offset;
      count += 1;
    }
    return read;
  });
  return { text: folded, disguised: { count, first, last } };
}
