/** Disguises that nobody who wrote the detector had seen when they were first tried: what was caught then is told in docs/detection.md. */
export const keptApart: ReadonlyMap<string, (text: string) => string> = new Map([
  ['base64 of URL escapes', (text) => Buffer.from(encodeURIComponent(text)).toString('base64')],
  ['base64 of UTF-16', (text) => Buffer.from(text, 'utf16le').toString('base64')],
  ['base64, reversed', (text) => reversed(Buffer.from(text).toString('base64'))],
  ['base58', base58],
  ['uuencode', uuencode],
  ['hex of UTF-16', (text) => codes(text, (code) => code.toString(16).padStart(4, '0'))],
  ['hex with colons', (text) => codes(text, (code) => code.toString(16).padStart(2, '0'), ':')],
  ['hex array', (text) => `[${codes(text, (code) => `0x${code.toString(16)}`, ', ')}]`],
  ['character codes in code', (text) => `String.fromCharCode(${codes(text, String, ',')})`],
  ['code points, U+', (text) => codes(text, (code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, ' ')],
  ['escapes with braces', (text) => codes(text, (code) => `\\u{${code.toString(16)}}`)],
  ['CSS escapes', (text) => codes(text, (code) => `\\${code.toString(16).padStart(6, '0')}`)],
  ['HTML entities, no semicolons', (text) => codes(text, (code) => `&#x${code.toString(16)} `)],
  ['mail header, base64', (text) => `Subject: =?utf-8?B?${Buffer.from(text).toString('base64')}?=`],
  ['mail header, quoted', (text) => `Subject: =?utf-8?Q?${text.replace(/[^A-Za-z0-9]/g, (c) => `=${hexOf(c)}`)}?=`],
  ['letters as numbers', (text) => text.toLowerCase().replace(/[a-z]/g, (c) => `${c.charCodeAt(0) - 96}-`)],
  ['spelling alphabet', (text) => text.toLowerCase().replace(/[a-z]/g, (c) => `${SPELT[c.charCodeAt(0) - 97] ?? c} `)],
  ['rail fence', (text) => every(text, 0) + every(text, 1)],
  ['one key to the right', (text) => text.replace(/[a-z]/gi, (c) => KEYS.charAt(KEYS.indexOf(c.toLowerCase()) + 1))],
  ['Cyrillic by sound', (text) => text.replace(/[a-z]/gi, (c) => CYRILLIC.charAt(c.toLowerCase().charCodeAt(0) - 97))],
  ['negative circled letters', (text) => text.replace(/[a-z]/gi, (c) => moved(c, 0x1f150))],
  ['negative squared letters', (text) => text.replace(/[a-z]/gi, (c) => moved(c, 0x1f170))],
  ['strokes through letters', (text) => text.replace(/[a-z]/gi, '$&\u0336')],
  ['letters in brackets', (text) => text.replace(/[a-z]/gi, '($&)')],
  ['letters in tags', (text) => text.replace(/[a-z]/gi, '<b>$&</b>')],
  ['letters in bold', (text) => text.replace(/[a-z]/gi, '**$&**')],
  ['bars between letters', (text) => [...text].join('|')],
  ['terminal colours between letters', (text) => text.replace(/[a-z]/gi, '$&\u001b[0m')],
  ['letters in a list', (text) => JSON.stringify([...text])],
  ['words in a list', (text) => JSON.stringify(text.split(' '))],
  ['words in a table', (text) => `| ${text.split(' ').join(' | ')} |`],
  [
    'one word a quoted line',
    (text) =>
      text
        .split(' ')
        .map((word) => `> ${word}`)
        .join('\n'),
  ],
  ['spaces in the wrong places', (text) => text.replaceAll(' ', '').replace(/.{5}/g, '$& ')],
  ['neighbours swapped', (text) => text.replace(/([a-z])([a-z])([a-z])(?=[a-z])/gi, '$1$3$2')],
  ['a letter left out', (text) => text.replace(/(?<=[a-z]{2})[a-z](?=[a-z]{2})/gi, '')],
  ['a letter too many', (text) => text.replace(/[a-z]{4}/gi, '$&x')],
  ['comment of a program', (text) => `function total(rows) {\n  // ${text}\n  return rows.length;\n}\n`],
  ['SVG title', (text) => `<svg viewBox="0 0 1 1"><title>${text}</title><path d="M0 0h1v1z"/></svg>`],
  ['YAML front matter', (text) => `---\ntitle: Weekly report\nnote: ${JSON.stringify(text)}\n---\n\nAll is well.\n`],
  ['CSV cell', (text) => `id,name,comment\n17,Lamp,"${text.replaceAll('"', '""')}"\n18,Chair,good\n`],
]);

const hexOf = (letter: string): string =>
  Buffer.from(letter)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&=');

const reversed = (text: string): string => [...text].reverse().join('');

const codes = (text: string, form: (code: number) => string, between = ''): string =>
  [...text].map((letter) => form(letter.codePointAt(0) ?? 0)).join(between);

const every = (text: string, rail: 0 | 1): string => [...text].filter((_, at) => at % 2 === rail).join('');

const moved = (letter: string, place: number): string =>
  String.fromCodePoint(place + letter.toLowerCase().charCodeAt(0) - 97);

const KEYS = 'qwertyuiop[asdfghjkl;zxcvbnm,';
const CYRILLIC =
  '\u0430\u0431\u043a\u0434\u0435\u0444\u0433\u0445\u0438\u0439\u043a\u043b\u043c\u043d\u043e\u043f\u043a\u0440\u0441\u0442\u0443\u0432\u0432\u0445\u044b\u0437';
const SPELT = (
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra ' +
  'Tango Uniform Victor Whiskey X-ray Yankee Zulu'
).split(' ');

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The alphabet of Bitcoin. */
function base58(text: string): string {
  let value = BigInt(`0x0${Buffer.from(text).toString('hex')}`);
  let coded = '';
  for (; value > 0n; value /= 58n) coded = BASE58.charAt(Number(value % 58n)) + coded;
  return coded;
}

/** @see POSIX, uuencode: lines of 45 bytes, each with its length in front */
function uuencode(text: string): string {
  const bytes = Buffer.from(text);
  const sign = (six: number): string => String.fromCharCode(six === 0 ? 96 : six + 32);
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += 45) {
    const line = bytes.subarray(from, from + 45);
    let coded = sign(line.length);
    for (let i = 0; i < line.length; i += 3) {
      const three = ((line[i] ?? 0) << 16) | ((line[i + 1] ?? 0) << 8) | (line[i + 2] ?? 0);
      for (const shift of [18, 12, 6, 0]) coded += sign((three >> shift) & 63);
    }
    lines.push(coded);
  }
  return `begin 644 note.txt\n${lines.join('\n')}\n\`\nend\n`;
}
