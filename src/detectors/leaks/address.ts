import { domainToASCII } from 'node:url';
import { expression } from '../../expression.ts';
import { looksRandom } from '../secrets/entropy.ts';

/** Where an address leads. */
export interface Address {
  /** Lower case, without a dot at its end. Empty where it takes a renderer to tell. */
  readonly host: string;
  /** All behind the host: path, query, fragment. */
  readonly rest: string;
}

const PLAIN = expression(String.raw`^(?:https?:|ftp:)?//([\p{L}\p{N}._-]{1,253})(?::\d{1,5})?(?=[/?#]|$)`, 'iu');
/** What a renderer fetches or runs: a scheme with any number of slashes, or two slashes of either kind. */
const LEAVES = /^(?:(?:https?|ftps?|wss?|file|javascript|vbscript):|[\\/]{2})/i;
/** A letter that is written already: its text leaves with it. */
const LETTER = expression(String.raw`^mailto:[^@?]{0,200}@([\p{L}\p{N}.-]{1,253})[^?]{0,500}(\?[\s\S]*)$`, 'iu');
// biome-ignore lint/suspicious/noControlCharactersInRegex: renderers drop them
const DROPPED = /[\t\n\r]|^[\x00-\x20]+/g;

/**
 * Where an address leads as renderers read it (https://url.spec.whatwg.org): undefined where it stays on the page, and for
 * kinds that fetch nothing, such as `data:` and `mailto:`. Only the plain form of an address gives a host: a user name, percent signs or
 * backslashes in that place have no honest use.
 */
export function readAddress(given: string): Address | undefined {
  const written = given.trim();
  const plain = PLAIN().exec(written);
  if (plain !== null) {
    const [whole, host = ''] = plain;
    return { host: hostOf(host), rest: written.slice(whole.length) };
  }
  const seen = written.replace(DROPPED, '');
  const letter = LETTER().exec(seen);
  if (letter !== null) return { host: hostOf(letter[1] ?? ''), rest: letter[2] ?? '' };
  return LEAVES.test(seen) ? { host: '', rest: seen } : undefined;
}

const hostOf = (written: string): string => {
  const host = isAscii(written) ? written.toLowerCase() : domainToASCII(written);
  return host.endsWith('.') ? host.slice(0, -1) : host;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII starts with control characters
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  colon: ':',
  sol: '/',
  bsol: '\\',
  period: '.',
  commat: '@',
  quest: '?',
  num: '#',
  equals: '=',
  percnt: '%',
  hyphen: '-',
  lowbar: '_',
  lpar: '(',
  rpar: ')',
  Tab: '\t',
  NewLine: '\n',
};
const ENTITY = /&(?:#(\d{1,512})|#[xX]([0-9A-Fa-f]{1,512})|([A-Za-z]{2,8}));?/g;

/** The address with its entities read, as HTML and Markdown do. */
export function withoutEntities(written: string): string {
  if (!written.includes('&')) return written;
  return written.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? entity;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point > 0x10ffff ? entity : String.fromCodePoint(point);
  });
}

/** Without the backslashes that Markdown takes away. */
export const withoutEscapes = (written: string): string =>
  written.includes('\\') ? written.replace(/\\([!-/:-@[-`{-~])/g, '$1') : written;

/** Which words of a page to show: neither the host nor its page gets to read it. https://wicg.github.io/scroll-to-text-fragment/ */
const DIRECTIVE = /(#[^#]{0,80}?):~:[^#]*$/;
const LONGEST_QUERY = 80;
const LONGEST_VALUE = 48;
const LONGEST_PATH = 200;
const LONGEST_SEGMENT = 100;
const LONGEST_HOST = 80;
const LONGEST_LABEL = 40;
const MOST_WORDS = 7;

/**
 * Whether an address has room for more than it needs to lead somewhere: a long query, a value or a part of a path or host that looks random or decodes to
 * text, sentences. What is short and plain, `?page=2`, is not data.
 */
export function carriesData({ host, rest }: Address): boolean {
  if (host === '' || host.length > LONGEST_HOST) return true;
  for (const label of host.split('.')) if (label.length > LONGEST_LABEL || holdsData(label, 24)) return true;
  const at = rest.search(/[?#]/);
  const path = at === -1 ? rest : rest.slice(0, at);
  const query = at === -1 ? '' : rest.slice(at).replace(DIRECTIVE, '$1').slice(1);
  if (path.length > LONGEST_PATH || query.length > LONGEST_QUERY) return true;
  for (const segment of path.split('/')) {
    // Names of things are often random: only what decodes to text is data there.
    if (segment.length > LONGEST_SEGMENT || holdsData(segment, Number.POSITIVE_INFINITY)) return true;
  }
  return query.split(/[&;=#?/]/).some((value) => value.length > LONGEST_VALUE || holdsData(value, 20));
}

function holdsData(written: string, randomFrom: number): boolean {
  const value = percentDecoded(written);
  if (wordsIn(value) > MOST_WORDS) return true;
  if (written.length >= randomFrom && looksRandom(value)) return true;
  return decodesToText(value);
}

const wordsIn = (value: string): number => value.split(/[\s+]+/).length;

function percentDecoded(written: string): string {
  if (!written.includes('%')) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

const BASE64 = /^[A-Za-z0-9+/_-]{16,}={0,2}$/;
const HEX = /^(?:[0-9A-Fa-f]{2}){10,}$/;
const BASE32 = /^[A-Za-z2-7]{16,}={0,6}$/;

function decodesToText(value: string): boolean {
  return (
    (BASE64.test(value) && isText(Buffer.from(value, 'base64'))) ||
    (HEX.test(value) && isText(Buffer.from(value, 'hex'))) ||
    (BASE32.test(value) && isText(fromBase32(value)))
  );
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648, section 6. */
function fromBase32(value: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const unit of value.toLowerCase().replace(/=/g, '')) {
    held = ((held << 5) | ALPHABET.indexOf(unit)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}

/** Whether 8 bytes or more are ordinary ASCII text, all but one at most. */
function isText(bytes: Buffer): boolean {
  let ordinary = 0;
  for (const byte of bytes) if ((byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9) ordinary += 1;
  return bytes.length >= 8 && ordinary >= bytes.length - 1;
}
