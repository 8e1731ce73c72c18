/** Everything that a model may see in a text, also what a person does not: hidden, encoded and invisible parts. */
export interface Reading {
  readonly text: string;
  /** Where it was hidden; empty for what everybody sees. */
  readonly where: string;
}

const MOST_LAYERS = 3;

export function readings(source: string, where = '', layer = 0): readonly Reading[] {
  const visible = source
    .replace(COMMENT, ' ')
    .replace(/<[a-z/!][^<>]{0,2000}>/gi, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const found: Reading[] = [{ text: entities(visible), where }];
  if (layer === MOST_LAYERS) return found;
  for (const { text, where: hidden } of hiddenIn(source)) {
    found.push(...readings(text, where === '' ? hidden : `${where}, ${hidden}`, layer + 1));
  }
  return found;
}

const COMMENT = /<!--([\s\S]*?)(?:-->|$)/g;
const ATTRIBUTE = /\b(?:alt|title|content|value|placeholder|aria-label|data-[\w-]+)\s*=\s*"([^"]{12,})"/gi;
const TAG_CHARACTERS = /[\u{E0020}-\u{E007E}]{4,}/gu;
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{4,}/gu;
const BASE64 = /(?:[A-Za-z0-9+/_-]{20,}\n?)+={0,2}/g;
const HEX = /(?:[0-9a-f]{2}[ :]?){16,}/gi;
const PERCENT = /(?<!\S)[^\s%]{0,500}(?:%[0-9a-f]{2}[^\s%]{0,500}){3,}/gi;

function hiddenIn(source: string): Reading[] {
  const all = (pattern: RegExp, where: string, read: (match: RegExpExecArray) => string) =>
    [...source.matchAll(pattern)].map((match) => ({ text: read(match), where }));
  const found = [
    ...all(COMMENT, 'in an HTML comment', (match) => match[1] ?? ''),
    ...all(ATTRIBUTE, 'in an HTML attribute', (match) => match[1] ?? ''),
    ...all(TAG_CHARACTERS, 'in invisible text', ([tags]) => fromTags(tags)),
    ...all(SELECTORS, 'in invisible text', ([run]) => fromSelectors(run)),
    ...all(BASE64, 'in base64', ([run]) => Buffer.from(run, 'base64').toString('utf8')),
    ...all(HEX, 'in hexadecimal', ([run]) => Buffer.from(run.replace(/[ :]/g, ''), 'hex').toString('utf8')),
    ...all(PERCENT, 'in percent encoding', ([run]) => unescapePercent(run)),
  ];
  return found.filter(({ text }) => isProse(text));
}

/** Random bytes are not worth reading: words and spaces are. */
const isProse = (text: string): boolean => /[a-z]\s+\S{1,100}\s/i.test(text) && !/(?!\s)\p{Cc}|\uFFFD/u.test(text);

const fromTags = (tags: string): string =>
  [...tags].map((tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join('');

/** Each variation selector stands for one byte. */
const fromSelectors = (run: string): string =>
  Buffer.from(
    [...run].map((selector) => (selector.codePointAt(0) ?? 0) - (selector.length === 1 ? 0xfe00 : 0xe00f0)),
  ).toString('utf8');

const entities = (text: string): string =>
  text
    .replace(/&#(\d{1,7});/g, (_, code) => fromCode(Number(code)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code) => fromCode(Number.parseInt(code, 16)))
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => ENTITIES.get(name) ?? ' ');

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }));
const fromCode = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
