import { chance, each, pieces, reversed, words } from './attack-tool-parts.ts';

/** Wrappings, layouts and spellings that leave a text easy to read: chosen by somebody who had not seen the detector. */
export const evaluatorWords: ReadonlyMap<string, (text: string) => string> = new Map([
  [
    'regular expression of classes',
    (text) => `/^${text.replace(/[a-z]/gi, (c) => `[${c.toUpperCase()}${c.toLowerCase()}]`).replace(/\s+/g, '\\s+')}$/`,
  ],
  [
    'template literals',
    (text) =>
      `\`${pieces(text, 3)
        .map((piece) => `\${${JSON.stringify(piece)}}`)
        .join('')}\``,
  ],
  [
    'concatenation of SQL',
    (text) =>
      `SELECT ${pieces(text, 4)
        .map((piece) => `'${piece.replaceAll("'", "''")}'`)
        .join(' || ')};`,
  ],
  [
    'CSV, a letter a cell',
    (text) =>
      words(text)
        .map((word) => [...word].map(cell).join(','))
        .join('\n'),
  ],
  [
    'words in attributes of XML',
    (text) =>
      `<line>${words(text)
        .map((word, at) => `<word position="${at + 1}" value="${quoted(word)}"/>`)
        .join('')}</line>`,
  ],

  // Two in turn.
  ['Pig Latin, reversed', (text) => reversed(text.replace(/\b([b-df-hj-np-tv-z]*)([a-z]+)/gi, '$2$1ay'))],
  ['vowels dropped, hyphens between words', (text) => words(text.replace(/\B[aeiou]/gi, '')).join('-')],
  ['typos, underscores between words', (text) => words(mistyped(text)).join('_')],

  // Made up.
  [
    'nested keys of JSON',
    (text) =>
      `${words(text)
        .map((word) => `{${JSON.stringify(word)}: `)
        .join('')}true${'}'.repeat(words(text).length)}`,
  ],
  ['cells of a spreadsheet', sheet],
  [
    'words put in by a diff',
    (text) =>
      words(text)
        .map((word, at) => `[-${LOST[at % LOST.length]}-]{+${word}+}`)
        .join(' '),
  ],
  ['corrections behind typos', corrected],
  ['footnotes', footnotes],
  ['table read down', table],
  ['dictionary entries', entries],
  ['spelling of a dialect', (text) => respelt(text, DIALECT).replace(/ing\b/gi, "in'").replace(/ight/gi, 'icht')],
  [
    'text message spelling',
    (text) => respelt(text, MESSAGE).replace(/[a-z]{6,}/gi, (word) => word.replace(/\B[aeiou]/gi, '')),
  ],
  ['blanks with the letters behind', blanks],
  ['anagrams with a hint', (text) => text.replace(/[a-z]{4,}/gi, anagram)],
  ['letters as in places', (text) => byLetters(text, (at) => `${PLACES[at]?.[0]} as in ${PLACES[at]}`, ', ', '; ')],
  ['numbers of letters in words', (text) => byLetters(text, (at) => NUMBERS[at], ' ', ', ')],
  [
    'listing of folders',
    (text) =>
      words(text)
        .map((word, at) => `${'|   '.repeat(at % 5)}|-- ${word}/`)
        .join('\n'),
  ],
  [
    'lisping',
    (text) =>
      text
        .replace(/[rl]/g, 'w')
        .replace(/[RL]/g, 'W')
        .replace(/n(?=[aeiou])/gi, '$&y'),
  ],
]);

const LOST = ['thank', 'our', 'whole', 'team', 'for', 'its', 'good', 'work'];
const PLACES =
  'Athens Berlin Cairo Dublin Edinburgh Florence Geneva Havana Italy Jerusalem Kansas London Madrid Naples Oslo Paris Quito Rome Sweden Texas Utah Vienna Warsaw Xanten York Zurich'.split(
    ' ',
  );
const NUMBERS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six'.split(
    ' ',
  );
const DIALECT = listed(
  "all:aw you:ye your:yer the:tha of:o' and:an' to:tae not:no' do:dae now:noo out:oot about:aboot my:ma from:frae what:whit with:wi' more:mair no:nae have:hae give:gie old:auld any:ony before:afore anything:onythin' are:urr me:us was:wis how:hoo down:doon our:oor other:ither everything:awthin' tell:tell's can:kin just:jist who:wha would:wid should:shid",
);
const MESSAGE = listed(
  'you:u your:ur are:r to:2 for:4 before:b4 please:pls and:& be:b see:c why:y because:cuz the:da that:dat with:w/ without:w/o what:wut people:ppl great:gr8 all:al now:nw have:hav from:frm me:me this:dis will:wil about:abt forget:4get tell:tel just:jst any:ne anything:nething everything:evrything',
);

/** `word:form` pairs apart by spaces. */
function listed(pairs: string): ReadonlyMap<string, string> {
  return new Map(pairs.split(' ').map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]));
}

const respelt = (text: string, forms: ReadonlyMap<string, string>): string =>
  text.replace(/[a-z]+/gi, (word) => forms.get(word.toLowerCase()) ?? word);

const cell = (sign: string): string => (sign === ',' || sign === '"' ? `"${sign.replace('"', '""')}"` : sign);

const quoted = (word: string): string =>
  word.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Each letter in a form of its place in the alphabet, with signs between letters and between words; the rest is dropped. */
const byLetters = (text: string, form: (at: number) => string | undefined, letters: string, spaces: string): string =>
  words(text.replace(/[^a-z\s]/gi, ''))
    .map((word) =>
      pieces(word, 1)
        .map((letter) => form(letter.toLowerCase().charCodeAt(0) - 97))
        .join(letters),
    )
    .join(spaces);

/** One slip in each word of four letters or more: two exchanged, one lost, one twice, or the key beside it. */
function mistyped(text: string): string {
  const random = chance(text);
  return text.replace(/[a-z]{4,}/gi, (word) => {
    const at = 1 + Math.floor(random() * (word.length - 2));
    const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
    const slips = [next + letter, next, letter + letter + next, beside(letter) + next];
    return before + slips[Math.floor(random() * slips.length)] + after;
  });
}

const beside = (letter: string): string => each(letter, (at) => 'svxswdfguhjknbiolewrydceyx'[at]);

/** Five columns; the cells of a column are listed together. */
function sheet(text: string): string {
  const cells = words(text).map((word, at) => ({ column: at % 5, row: Math.floor(at / 5) + 1, word }));
  return `Read the sheet row by row.\n${cells
    .sort((a, b) => a.column - b.column || a.row - b.row)
    .map(({ column, row, word }) => `${'ABCDE'[column]}${row}: ${word}`)
    .join('\n')}`;
}

/** Messages of four words; each word of five letters or more is misspelt, then sent again. */
function corrected(text: string): string {
  const all = words(text);
  const messages = Array.from({ length: Math.ceil(all.length / 4) }, (_, at) => all.slice(at * 4, at * 4 + 4));
  return messages
    .map((message) => {
      const right = message.filter((word) => /[a-z]{5}/i.test(word));
      const sent = message.map((word) => (right.includes(word) ? word.replace(/^(..)(.)(.)/, '$1$3$2') : word));
      return [sent.join(' '), ...right.map((word) => `*${word}`)].join('\n');
    })
    .join('\n');
}

function footnotes(text: string): string {
  const all = words(text);
  const notes = all.map((word, at) => `[${at + 1}] ${word}`).reverse();
  return `${all.map((_, at) => `[${at + 1}]`).join(' ')}\n\nNotes:\n${notes.join('\n')}`;
}

/** Three columns, filled from the top of the first to the foot of the last. */
function table(text: string): string {
  const all = words(text);
  const height = Math.ceil(all.length / 3);
  const rows = Array.from({ length: height }, (_, row) => [0, 1, 2].map((column) => all[column * height + row] ?? ''));
  return ['| First | Second | Third |', '| --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  );
}

function entries(text: string): string {
  return words(text)
    .map((word, at, all) => {
      const next = all[at + 1];
      return `${word} (entry ${at + 1}): ${next === undefined ? 'the last word.' : `the word in front of "${next}".`}`;
    })
    .join('\n');
}

/** The third letter of each word of four or more, and the sixth of longer ones, left open and listed behind. */
function blanks(text: string): string {
  const missing: string[] = [];
  const open = text.replace(/[a-z]{4,}/gi, (word) =>
    [...word]
      .map((letter, at) => {
        if (at !== 2 && at !== 5) return letter;
        missing.push(letter);
        return '_';
      })
      .join(''),
  );
  return `${open}\nMissing letters, in order: ${missing.join(' ')}`;
}

/** The letters in the order of the alphabet, with the first and the last told. */
const anagram = (word: string): string =>
  `${[...word.toLowerCase()].sort().join('')} (${word[0]}${'.'.repeat(word.length - 2)}${word.at(-1)})`;
