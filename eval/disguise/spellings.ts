/** Disguises that leave a text readable for a person, or hide it from one. */
export const spellings: ReadonlyMap<string, (text: string) => string> = new Map([
  ['circled letters', (text) => shifted(text, 0x24b6, 0x24d0)],
  ['squared letters', (text) => shifted(text, 0x1f130, 0x1f130)],
  ['regional indicators', (text) => shifted(text, 0x1f1e6, 0x1f1e6, '\u200b')],
  ['parenthesised letters', (text) => shifted(text, 0x249c, 0x249c)],
  ['small capitals', (text) => replaced(text, SMALL_CAPITALS)],
  ['superscript letters', (text) => replaced(text, SUPERSCRIPTS)],
  ['upside down', (text) => [...replaced(text, TURNED)].reverse().join('')],
  ['Armenian and Cherokee look-alikes', (text) => replaced(text, LOOK_ALIKES)],
  ['braille', (text) => replaced(text, BRAILLE)],
  ['many marks', (text) => text.replace(/[A-Za-z]/g, '$&\u0335\u0321\u0353\u0302')],
  ['word joiners', (text) => [...text].join('\u2060')],
  ['invisible operators', (text) => [...text].join('\u2063')],
  ['Hangul fillers', (text) => text.replace(/[A-Za-z]/g, '$&\u3164')],
  ['underscores between letters', (text) => text.replace(/[A-Za-z](?=[A-Za-z])/g, '$&_')],
  ['line feeds between letters', (text) => [...text].join('\n')],
  ['two spaces between letters', (text) => [...text].join('  ')],
  ['hyphens at line ends', (text) => text.replace(/[A-Za-z]{3}(?=[A-Za-z]{2})/g, '$&-\n')],
  ['emoji between words', (text) => text.replaceAll(' ', ' \u{1f525} ')],
  ['dots between words', (text) => text.replaceAll(' ', '.')],
  ['no spaces', (text) => text.replaceAll(' ', '')],
  [
    'words in capitals, no spaces',
    (text) => text.replace(/(?:^| )([a-z])/g, (_, first: string) => first.toUpperCase()),
  ],
  ['each word reversed', (text) => text.replace(/[A-Za-z]+/g, (word) => [...word].reverse().join(''))],
  ['words in reverse order', (text) => text.split(' ').reverse().join(' ')],
  ['vowels doubled', (text) => text.replace(/[aeiou]/gi, '$&$&')],
  ['vowels dropped', (text) => text.replace(/(?<=[A-Za-z])[aeiou](?=[A-Za-z])/g, '')],
  ['letters doubled', (text) => text.replace(/[a-z]/gi, '$&$&')],
  ['signs for letters', (text) => replaced(text, SIGNS)],
  ['Pig Latin', (text) => text.replace(/\b([b-df-hj-np-tv-z]+)([a-z]+)/gi, '$2$1ay')],
  ['joined strings', (text) => (text.match(/[\s\S]{1,4}/g) ?? []).map((part) => JSON.stringify(part)).join(' + ')],
  ['hidden element', (text) => `<p>Thank you.</p><span style="font-size:0;color:#fff">${text}</span>`],
  ['attribute', (text) => `<img src="chart.png" alt="${text.replaceAll('"', "'")}">`],
  ['Markdown comment', (text) => `Notes of today.\n\n[//]: # (${text})\n`],
  [
    'hidden style, encoded',
    (text) => `<div hidden>${[...text].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join('')}</div>`,
  ],
]);

/** Letters moved to other places of the character table. */
function shifted(text: string, capitals: number, small: number, between = ''): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const [first, place] = letter < 'a' ? [65, capitals] : [97, small];
    return String.fromCodePoint(place + letter.charCodeAt(0) - first) + between;
  });
}

/** Replaces letters; those without a form stay. */
function replaced(text: string, { letters, forms }: Forms): string {
  const characters = [...forms];
  return text.replace(/[A-Za-z]/g, (letter) => characters[letters.indexOf(letter.toLowerCase())] ?? letter);
}

interface Forms {
  readonly letters: string;
  /** One character for each letter. */
  readonly forms: string;
}

const SMALL_CAPITALS: Forms = {
  letters: 'abcdefghijklmnoprstuvwyz',
  forms:
    '\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22',
};
const SUPERSCRIPTS: Forms = {
  letters: 'abcdefghijklmnoprstuvwxyz',
  forms:
    '\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0\u1d4d\u02b0\u2071\u02b2\u1d4f\u02e1\u1d50\u207f\u1d52\u1d56\u02b3\u02e2\u1d57\u1d58\u1d5b\u02b7\u02e3\u02b8\u1dbb',
};
const TURNED: Forms = {
  letters: 'abcdefghijkmnprtuvwy',
  forms: '\u0250q\u0254p\u01dd\u025f\u0183\u0265\u0131\u027e\u029e\u026fud\u0279\u0287n\u028c\u028d\u028e',
};
const LOOK_ALIKES: Forms = {
  letters: 'aghknoquvw',
  forms: '\u0251\u0581\u0570\u13e6\u0578\u0585\u0566\u057d\u1d20\u0561',
};
const BRAILLE: Forms = {
  letters: 'abcdefghijklmnopqrstuvwxyz',
  forms:
    '\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d\u281d\u2815\u280f\u281f\u2817\u280e\u281e\u2825\u2827\u283a\u282d\u283d\u2835',
};
const SIGNS: Forms = { letters: 'abcghilst', forms: '@8(6#!|$+' };
