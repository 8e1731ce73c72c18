import { isDigit, isWord } from '../boundary.ts';
import { type Emit, isAlphanumeric } from './found.ts';

const WORD = "[A-Z\\u00c0-\\u00de][A-Za-z\\u00df-\\u017f'.-]{0,24}";
const SUFFIX =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Way|Terrace|Ter|Close|Crescent|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Trail|Row|Gardens|Mews|Hill|Quay';
/** Last words of a street whose number comes first, `221B Baker Street`. */
const SUFFIXES: ReadonlySet<string> = new Set(SUFFIX.split('|'));
const LONGEST_SUFFIX = 9;
/** `12 bis, rue de Rivoli` */
const FRENCH =
  /\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|impasse|all\u00e9e|quai|route|cours) [A-Za-z\u00c0-\u017f' -]{2,40}/iy;
/** Ends of street names that are one word, and first words of those that are more. */
const JOINED =
  'stra\u00dfe|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|laan|straat|plein|gatan|v\u00e4gen|gata|vej|gade|veien|katu|tie';
const FIRST_WORD = 'Via|Viale|Piazza|Corso|Calle|Avenida|Avda\\.?|Plaza|Paseo|Rua|ul\\.';
const JOINED_STREET = `[A-Z\u00c0-\u00de][A-Za-z\u00df-\u017f-]{1,30}(?:${JOINED})`;
/** `Hauptstra\u00dfe 12`, `Calle Mayor 5`: what stands in front of the number. */
const STREET_BEFORE = new RegExp(
  `(?<=((?:(?:${FIRST_WORD}) [A-Z\u00c0-\u00de][A-Za-z\u00c0-\u017f' .-]{1,30}|${JOINED_STREET}),? ?))`,
  'y',
);
/** The same at the end of a text, where it may be cut. */
const CUT_STREET_BEFORE = new RegExp(
  `(?:${JOINED_STREET}|(?:${FIRST_WORD}) (?:[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u017f' .-]{0,30})?),? ?$`,
);
const HOUSE = /\d{1,4} ?[A-Za-z]?(?![A-Za-z0-9])/y;
/** How far a street name reaches back from its number. */
const STREET_REACH = 48;

/** What makes it an address: the postcode of a country, a little behind the street. */
const POSTCODE =
  /(?:[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4})(?![A-Za-z0-9])/y;
/** On the continent it comes directly behind the street, and a town behind it. */
const CONTINENTAL = new RegExp(
  `,?[ \\n]{1,2}(?:[A-Z]-)?(?:\\d{4,5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4} [A-Z]{2}|\\d{4}-\\d{3}),? ${WORD}(?![A-Za-z0-9])`,
  'y',
);
const POSTCODE_REACH = 64;
/** An address ends where it is looked at no further. */
const ADDRESS_REACH = 200;

/** Street addresses of one text, asked for from left to right: a postcode is looked for once, however many streets it could belong to. */
export class Streets {
  readonly #text: string;
  /** Before this no postcode starts but the one that was found last, and from where that holds. */
  #searched = 0;
  #from = 0;
  #start = -1;
  #end = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Emits the address that has a number from `start` to `end` in it. */
  at(start: number, end: number, emit: Emit): void {
    if (end - start > 6) return;
    const text = this.#text;
    const unit = text.charCodeAt(end);
    if (unit !== 32 && unit !== 44 && unit !== 10) return;
    const word = unit === 44 ? end + 2 : end + 1;
    const behind = isLetterOrMore(text, word) ? numberFirst(text, start, end) : 0;
    if (behind > start) {
      this.#withPostcode(start, behind, emit);
      return;
    }
    if (unit === 32 && !isAlphanumeric(text, end + 1)) return;
    const street = streetBefore(text, start);
    if (street === start) return;
    HOUSE.lastIndex = start;
    if (HOUSE.test(text)) this.#withPostcode(street, HOUSE.lastIndex, emit);
  }

  #withPostcode(start: number, behind: number, emit: Emit): void {
    const text = this.#text;
    if (mayBeContinental(text, behind)) {
      CONTINENTAL.lastIndex = behind;
      if (CONTINENTAL.test(text)) {
        emit('postal-address', start, CONTINENTAL.lastIndex);
        return;
      }
    }
    if (!this.#findPostcode(behind) || isAlphanumeric(text, this.#start - 1)) return;
    if (/[;?!]|\n\n|[a-z]\. /.test(text.slice(behind, this.#start))) return;
    emit('postal-address', start, this.#end);
  }

  /** Looks for the first postcode that starts behind an offset, as far as an address reaches. */
  #findPostcode(from: number): boolean {
    const text = this.#text;
    if (from < this.#from) {
      this.#searched = from;
      this.#start = -1;
    }
    this.#from = from;
    if (this.#start >= from && this.#searched > this.#start) return this.#start <= from + POSTCODE_REACH;
    for (let at = Math.max(from, this.#searched); at <= from + POSTCODE_REACH && at < text.length; at += 1) {
      this.#searched = at + 1;
      if (!mayBePostcode(text, at)) continue;
      POSTCODE.lastIndex = at;
      if (!POSTCODE.test(text)) continue;
      this.#start = at;
      this.#end = POSTCODE.lastIndex;
      return true;
    }
    return false;
  }
}

/** A first look: a sign and one or two spaces or line breaks, and a digit or a country behind. */
function mayBeContinental(text: string, behind: number): boolean {
  let at = behind;
  if (text.charCodeAt(at) === 44) at += 1;
  if (!isSpaceOrBreak(text, at)) return false;
  at += isSpaceOrBreak(text, at + 1) ? 2 : 1;
  return isDigit(text, at) || text.charCodeAt(at + 1) === 45;
}

const isSpaceOrBreak = (text: string, at: number): boolean => text.charCodeAt(at) === 32 || text.charCodeAt(at) === 10;

/** A first look: a capital, and a digit or another capital behind it. */
function mayBePostcode(text: string, at: number): boolean {
  return isUpper(text.charCodeAt(at)) && (isDigit(text, at + 1) || isUpper(text.charCodeAt(at + 1)));
}

const isUpper = (unit: number): boolean => unit >= 65 && unit <= 90;

/** Where a street ends that starts with its number, which is a token up to `end`; or 0. */
function numberFirst(text: string, start: number, end: number): number {
  let at = end;
  if (text.charCodeAt(at) === 44) at += 1;
  if (text.charCodeAt(at) !== 32) return 0;
  at += 1;
  const english = isHouseNumber(text, start, end) ? englishStreetEnd(text, at) : 0;
  if (english > 0 || !FRENCH_STARTS.has(twoLetters(text, at))) return english;
  FRENCH.lastIndex = start;
  return FRENCH.test(text) ? FRENCH.lastIndex : 0;
}

/** One to five digits, and perhaps a letter. */
function isHouseNumber(text: string, start: number, end: number): boolean {
  let at = start;
  while (isDigit(text, at)) at += 1;
  return at <= start + 5 && at >= end - 1;
}

/** Where an English street ends whose name starts at an offset: one to four words, and one that says what it is; or 0. */
function englishStreetEnd(text: string, from: number): number {
  let at = from;
  for (let words = 1; words <= 4 && isCapital(text, at); words += 1) {
    let end = at + 1;
    while (isOfName(text.charCodeAt(end))) end += 1;
    if (end > at + 25 || text.charCodeAt(end) !== 32) return 0;
    at = end + 1;
    if (!isUpper(text.charCodeAt(at))) continue;
    let suffix = at;
    while (suffix <= at + LONGEST_SUFFIX && isWord(text, suffix)) suffix += 1;
    if (suffix > at + 1 && SUFFIXES.has(text.slice(at, suffix)))
      return text.charCodeAt(suffix) === 46 ? suffix + 1 : suffix;
  }
  return 0;
}

/** Units of a name behind its first, as in `WORD`. */
const isOfName = (unit: number): boolean =>
  ((unit | 32) >= 97 && (unit | 32) <= 122) ||
  unit === 39 ||
  unit === 45 ||
  unit === 46 ||
  (unit >= 0xdf && unit <= 0x17f);

const twoLetters = (text: string, at: number): number =>
  (text.charCodeAt(at) & 31) * 32 + (text.charCodeAt(at + 1) & 31);
/** First letters of what `FRENCH` names. */
const FRENCH_STARTS: ReadonlySet<number> = new Set(
  ['ru', 'av', 'bo', 'pl', 'ch', 'im', 'al', 'qu', 'ro', 'co', 'bi', 'te'].map((two) => twoLetters(two, 0)),
);

/** Where the street starts whose house number would stand at an offset, or the offset itself. */
export function streetBefore(text: string, at: number): number {
  if (text.charCodeAt(at - 1) !== 32 || isDigit(text, at - 2) || !mayBeStreet(text, at - 1)) return at;
  STREET_BEFORE.lastIndex = at;
  const street = STREET_BEFORE.exec(text)?.[1];
  return street === undefined || isAlphanumeric(text, at - street.length - 1) ? at : at - street.length;
}

/** A first look at what ends at an offset: the last letters of a joined name, or the last ones of a first word with a capital behind. */
function mayBeStreet(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1) === 44 ? end - 1 : end;
  if (JOINED_ENDS.has(endOf(text, last, 3))) return true;
  for (let at = last - 1; at > last - STREET_REACH && isOfStreet(text.charCodeAt(at)); at -= 1) {
    if (text.charCodeAt(at - 1) === 32 && isCapital(text, at) && FIRST_ENDS.has(endOf(text, at - 1, 2))) return true;
  }
  return false;
}

/** The last units in front of an offset as one number. */
function endOf(text: string, end: number, count: number): number {
  let key = 0;
  for (let at = end - count; at < end; at += 1) key = key * 256 + (text.charCodeAt(at) & 255);
  return key;
}

const ends = (words: string, count: number): ReadonlySet<number> =>
  new Set(
    words.split(/\?\||\|/).map((word) => endOf(word.replaceAll('\\', ''), word.replaceAll('\\', '').length, count)),
  );
const JOINED_ENDS = ends(JOINED, 3);
const FIRST_ENDS = ends(`${FIRST_WORD}|Avda`, 2);

const isOfStreet = (unit: number): boolean => unit === 32 || isOfName(unit) || (unit >= 0xc0 && unit <= 0xde);

/** Where a street starts that a text ends with, or the end of the text. */
export function streetAtEnd(text: string): number {
  const from = Math.max(0, text.length - STREET_REACH);
  const street = CUT_STREET_BEFORE.exec(text.slice(from));
  return street === null ? text.length : from + street.index;
}

const CUT_STREET = new RegExp(`^\\d{1,5}[A-Za-z]?,?(?: (?:${WORD} ){0,4}[A-Za-z\\u00c0-\\u017f'.-]{0,25})?$`);
const LONGEST_STREET = 128;

/** Whether the address whose number stands at an offset could go on behind the text. */
export function addressGoesOn(text: string, digit: number, end: number): boolean {
  if (text.length - digit > ADDRESS_REACH + LONGEST_STREET) return false;
  let token = end;
  while (isAlphanumeric(text, token)) token += 1;
  const behind = numberFirst(text, digit, token);
  if (behind > 0) return text.length - behind <= POSTCODE_REACH + 33;
  if (streetBefore(text, digit) < digit) return text.length - end <= POSTCODE_REACH + 36;
  return text.length - digit <= LONGEST_STREET && CUT_STREET.test(text.slice(digit));
}

const isCapital = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return (unit >= 65 && unit <= 90) || (unit >= 0xc0 && unit <= 0xde);
};

const isLetterOrMore = (text: string, at: number): boolean => text.charCodeAt(at) > 64;
