/** Ways in which a text is hidden from filters and stays readable for a model. */
const tags = (text: string) => [...text].map((unit) => String.fromCodePoint(0xe0000 + unit.charCodeAt(0))).join('');
const selectors = (text: string) =>
  [...Buffer.from(text)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('');
const swap = (text: string, table: Readonly<Record<string, string>>) =>
  [...text].map((unit) => table[unit] ?? unit).join('');
const shift = (text: string, from: number) =>
  [...text].map((unit) => (/[a-z]/.test(unit) ? String.fromCodePoint(from + unit.charCodeAt(0) - 97) : unit)).join('');
const rot13 = (text: string) =>
  text.replace(/[a-z]/g, (unit) => String.fromCharCode(((unit.charCodeAt(0) - 84) % 26) + 97));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Each takes lower-case ASCII. */
export const disguises: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'upper case': (text) => text.toUpperCase(),
  'tag characters': (text) => `hello${tags(text)} there`,
  'scattered tag characters': (text) => [...text].map((unit) => `a${tags(unit)}`).join(' '),
  'variation selectors': (text) => `\u{1f600}${selectors(text)}`,
  'zero-width spaces': (text) => [...text].join('\u200b'),
  'soft hyphens': (text) => text.replace(/(?<=[a-z])(?=[a-z])/g, '\u00ad'),
  'bidi override': (text) => `\u202e${[...text].reverse().join('')}\u202c`,
  'bidi controls': (text) => text.replaceAll(' ', '\u2066 \u2069'),
  'Cyrillic look-alikes': (text) => swap(text, { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р' }),
  'Greek look-alikes': (text) => swap(text, { o: 'ο', v: 'ν', i: 'ι' }),
  'full width': (text) => shift(text, 0xff41),
  'mathematical letters': (text) => shift(text, 0x1d41a),
  'combining marks': (text) => text.replace(/[a-z]/g, '$&\u0301'),
  'accented letters': (text) => swap(text, { e: 'é', o: 'ö', i: 'î' }),
  base64,
  'base64 twice': (text) => base64(base64(text)),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => `0x${Buffer.from(text).toString('hex')}`,
  'spaced hex': (text) =>
    Buffer.from(text)
      .toString('hex')
      .replace(/..(?=.)/g, '$& '),
  URL: (text) => encodeURIComponent(text).replaceAll('i', '%69'),
  'URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'HTML entities': (text) => [...text].map((unit) => `&#${unit.charCodeAt(0)};`).join(''),
  'HTML hex entities': (text) => [...text].map((unit) => `&#x${unit.charCodeAt(0).toString(16)};`).join(''),
  'JavaScript escapes': (text) => [...text].map((unit) => `\\u00${unit.charCodeAt(0).toString(16)}`).join(''),
  'HTML comment': (text) => `<p>Prices</p><!-- ${text} -->`,
  'digits for letters': (text) => swap(text, { i: '1', o: '0', e: '3' }),
  'spaced letters': (text) => [...text].join(' '),
  'dashes between letters': (text) =>
    text
      .split(' ')
      .map((word) => [...word].join('-'))
      .join(' '),
  backwards: (text) => [...text].reverse().join(''),
  'rotated by thirteen': rot13,
  'divided at line ends': (text) => text.replace('instr', 'in-\nstr'),
};
