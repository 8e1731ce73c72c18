import { BRAILLE, chance, each, words } from './attack-tool-parts.ts';

/**
 * Letters put in signs, scripts and names, as tools for attacks have them ready. Parseltongue is meant by `P4RS3LT0NGV3`, PyRIT's
 * converters, garak's probes and promptfoo's strategies by their names.
 */
export const toolAlphabets: ReadonlyMap<string, (text: string) => string> = new Map([
  // Known from Parseltongue.
  ['Wingdings', (text) => each(text, (at) => WINGDINGS[at])],
  ['hieroglyphs', (text) => each(text, (at) => String.fromCodePoint(0x130ed + at))],
  ['Ogham', (text) => each(text, (at) => OGHAM[at])],
  ['Standard Galactic', (text) => each(text, (at) => GALACTIC[at])],
  ['signs of alchemy', (text) => each(text, (at) => String.fromCodePoint(0x1f700 + at))],
  ['moons and stars', (text) => each(text, (at) => String.fromCodePoint(0x1f311 + at))],
  ['dominoes', (text) => each(text, (at) => String.fromCodePoint(0x1f031 + at))],
  ['Aurebesh names', (text) => named(text, AUREBESH)],
  ['Navajo code words', (text) => named(text, NAVAJO)],
  ['flags of semaphore', (text) => spacedWords(text, (at) => semaphore(at))],
  ['signs of elements', (text) => each(text, (at) => ELEMENTS[at])],
  ['katakana', (text) => each(text, (at) => KATAKANA[at])],
  ['hiragana', (text) => each(text, (at) => moved(KATAKANA[at] ?? '', -0x60))],
  ['Greek of Parseltongue', (text) => each(text, (at) => GREEK[at])],
  ['faux Cyrillic', (text) => each(text, (at) => FAUX_CYRILLIC[at])],
  ['Dovahzul', (text) => each(text, (at) => DOVAHZUL.get(at))],
  ['Klingon', (text) => each(text, (at) => KLINGON.get(at))],
  ['mirrored letters', (text) => [...each(text, (at) => MIRRORED[at])].reverse().join('')],
  ['vaporwave', (text) => [...text].map((c) => (c > ' ' && c < '\u007f' ? moved(c, 0xfee0) : c)).join(' ')],
  ['overlines', (text) => text.replace(/[a-z]/gi, '$&\u0305')],
  ['wavy underlines', (text) => text.replace(/\S/g, '$&\u0330')],
  ['dotted underlines', (text) => text.replace(/\S/g, '$&\u0324')],
  ['seven segments', (text) => each(text, (at) => SEGMENTS[at])],
  ['cuneiform', (text) => each(text, (at) => String.fromCodePoint(0x12000 + at * 7))],
  ['squares of the pigpen', (text) => each(text, (at) => PIGPEN[at])],
  // Known from PyRIT.
  ['emoji letters, mixed', (text) => each(text, (at, nth) => emojiLetter(at, nth))],
  ['accents on vowels', (text) => text.replace(/[aeiou]/gi, '$&\u0301').normalize('NFC')],
  ['Zalgo, slight', (text) => text.replace(/[a-z]/gi, (c) => c + marks(c.charCodeAt(0), 2))],
  ['Zalgo, thirty marks', (text) => text.replace(/[a-z]/gi, (c) => c + marks(c.charCodeAt(0), 30))],
  // Known from garak: braille with its signs for capitals and figures.
  ['braille with capitals', braille],
  // Known from the tables of confusable_homoglyphs and of unidecode, read backwards.
  ['look-alikes of far scripts', (text) => each(text, (at) => FAR[at])],
  ['Georgian by sound', (text) => each(text, (at) => GEORGIAN[at])],
  ['Hebrew by sound', (text) => each(text, (at) => HEBREW[at])],
  ['Devanagari by sound', (text) => each(text, (at) => DEVANAGARI[at])],
  ['Hangul letters', (text) => each(text, (at) => String.fromCharCode(0x3131 + at))],
  // Known from SilverSpeak and garak's badchars: here and there one letter.
  ['look-alikes, one letter in eight', (text) => sometimes(text, 8)],
]);

/** Each letter in the names of letters that somebody gave, words apart by a stroke. */
function named(text: string, names: string): string {
  const all = names.split(' ');
  return spacedWords(text, (at) => all[at] ?? '');
}

const spacedWords = (text: string, form: (at: number) => string): string =>
  words(text.toLowerCase())
    .map((word) => [...word].map((c) => (c >= 'a' && c <= 'z' ? form(c.charCodeAt(0) - 97) : c)).join(' '))
    .join(' / ');

const moved = (letter: string, by: number): string =>
  [...letter].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + by)).join('');

/** Two arrows, by the arms of who signals. */
function semaphore(at: number): string {
  const pairs = '12 13 14 15 16 17 18 23 24 21 25 26 27 28 34 35 36 37 38 45 46 47 48 56 57 58'.split(' ');
  const arrows = ['', '\u2b06', '\u2197', '\u27a1', '\u2198', '\u2b07', '\u2199', '\u2b05', '\u2196'];
  return [...(pairs[at] ?? '')].map((arm) => `${arrows[Number(arm)]}\ufe0f`).join('');
}

const emojiLetter = (at: number, nth: number): string =>
  String.fromCodePoint(([0x1f150, 0x1f170, 0x1f130][(nth * 7 + at) % 3] ?? 0) + at);

const marks = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(0x300 + ((seed * 7 + at * 11) % 0x6f))).join('');

function braille(text: string): string {
  return text.replace(/[a-z0-9.,]/gi, (c) => {
    if (c >= '0' && c <= '9') return `\u283c${BRAILLE[(Number(c) + 9) % 10] ?? ''}`;
    if (c === '.' || c === ',') return c === '.' ? '\u2832' : '\u2802';
    const letter = BRAILLE[c.toLowerCase().charCodeAt(0) - 97] ?? '';
    return c < 'a' ? `\u2820${letter}` : letter;
  });
}

function sometimes(text: string, one: number): string {
  const random = chance(text);
  return each(text, (at) => (random() * one < 1 ? ALIKE[at] : undefined));
}

const WINGDINGS = [
  ...'\u264b\u264c\u264d\u264e\u264f\u2650\u2651\u2652\u2653\u26ce\u2600\u2601\u2602\u2603\u2604\u2605\u2606\u2607\u2608\u2609\u260a\u260b\u260c\u260d\u260e\u260f',
];
const OGHAM = [
  ...'\u1690\u1681\u1689\u1687\u1693\u1683\u168c\u1686\u1694\u1688\u168a\u1682\u168b\u1685\u1691\u169a\u168a\u168f\u1684\u1688\u1692\u1683\u1683\u168a\u1694\u168e',
];
const GALACTIC =
  '\u1511 \u0296 \u14f5 \u21b8 \u14b7 \u2393 \u22a3 \u2351 \u254e \u22ee \ua58c \ua58e \u14b2 \u30ea \ud835\ude79 !\u00a1 \u1451 \u2237 \u14ed \u2138\u0323 \u268d \u234a \u2234 \u0307/ || \u2a05'.split(
    ' ',
  );
const AUREBESH =
  'Aurek Besh Cresh Dorn Esk Forn Grek Herf Isk Jenth Krill Leth Mern Nern Osk Peth Qek Resh Senth Trill Usk Vev Wesk Xesh Yirt Zerek';
const NAVAJO =
  'wol-la-chee shush moasi be dzeh ma-e klizzie lin tkin tkele-cho-gi klizzie-yazzie dibeh-yazzie na-as-tso-si nesh-chee ne-ash-jah bi-so-dih ca-yeilth gah dibeh than-zie no-da-ih a-keh-di-glini gloe-ih al-na-as-dzoh tsah-as-zih besh-do-gliz';
const ELEMENTS = 'Ac B C D Es F Ge H I J K L Mn N O P Q R S Ti U V W Xe Y Zn'.split(' ');
const KATAKANA =
  '\u30a2 \u30d0 \u30ab \u30c0 \u30a8 \u30d5 \u30ac \u30cf \u30a4 \u30b8 \u30ad \u30eb \u30e0 \u30f3 \u30aa \u30d4 \u30af \u30e9 \u30b9 \u30c4 \u30a6 \u30f4 \u30ef \u30b7 \u30e4 \u30ba'.split(
    ' ',
  );
const GREEK = [
  ...'\u03b1\u03b2\u03c7\u03b4\u03b5\u03c6\u03b3\u03b7\u03b9\u03be\u03ba\u03bb\u03bc\u03bd\u03bf\u03c0\u03b8\u03c1\u03c3\u03c4\u03c5\u03c2\u03c9\u03c7\u03c8\u03b6',
];
const FAUX_CYRILLIC = [
  ...'\u0414\u0411\u0421\u0494\u0404F\u0413\u041d\u0407\u0408\u041aL\u041c\u0418\u0424\u0420Q\u042f\u0405\u0413\u0426V\u0428\u0416\u0427\u0417',
];
const DOVAHZUL: ReadonlyMap<number, string> = new Map([
  [0, 'ah'],
  [2, 'k'],
  [4, 'eh'],
  [8, 'ii'],
  [16, 'kw'],
  [23, 'ks'],
]);
const KLINGON: ReadonlyMap<number, string> = new Map([
  [2, 'ch'],
  [3, 'D'],
  [6, 'gh'],
  [7, 'H'],
  [8, 'I'],
  [10, 'q'],
  [16, 'Q'],
  [18, 'S'],
]);
const MIRRORED = [...'\u0252d\u0254b\u0258\ua7fb\u01eb\u029ci\ua781\u029elmnoqp\u027f\u01a8\u019auvwxyz'];
const SEGMENTS = [...'AbCdEFGHIJkLmnOPqrStUvw\u00d7YZ'.replace('t', '\u02a7')];
const PIGPEN = [
  ...'\u2518\u2534\u2514\u2524\u253c\u251c\u2510\u252c\u250c\u255b\u2567\u2558\u2561\u256a\u255e\u2555\u2564\u2552\u2228\u003e\u003c\u2227\u22c1\u22d7\u22d6\u22c0',
];
const FAR = [
  ...'\u237a\u13cf\uabaf\u13e7\uab32\uab35\u018d\u13c2\u2373\u03f3\u03ba\u2223\u217f\u057c\u0d20\u2374\u0566\uab47\uabaa\ud835\udfbdu\u2228\u026f\u166e\u1eff\uab93'.replace(
    'u',
    '\ua79f',
  ),
];
const GEORGIAN = [
  ...'\u10d0\u10d1\u10ea\u10d3\u10d4\u10e4\u10d2\u10f0\u10d8\u10ef\u10d9\u10da\u10db\u10dc\u10dd\u10de\u10e7\u10e0\u10e1\u10e2\u10e3\u10d5\u10e3\u10ee\u10d8\u10d6',
];
const HEBREW = [
  ...'\u05d0\u05d1\u05db\u05d3\u05e2\u05e4\u05d2\u05d4\u05d9\u05d9\u05db\u05dc\u05de\u05e0\u05d0\u05e4\u05e7\u05e8\u05e1\u05d8\u05d5\u05d5\u05d5\u05e7\u05d9\u05d6',
];
const DEVANAGARI = [
  ...'\u0905\u092c\u091a\u0926\u090f\u092b\u0917\u0939\u0907\u091c\u0915\u0932\u092e\u0928\u0913\u092a\u0915\u0930\u0938\u0924\u0909\u0935\u0935\u0937\u092f\u091d',
];
const ALIKE = [
  ...'\u0430\u0184\u0441\u0501\u0435\u0493\u0261\u04bb\u0456\u0458\u043a\u04cf\u043c\u043f\u043e\u0440\u051b\u0433\u0455\u0442\u057d\u0475\u051d\u0445\u0443\u1d22',
];
