import { isDigit } from '../boundary.ts';
import { type Emit, isAlphanumeric, type Token } from './found.ts';

const WORD = "[A-Z\\u00c0-\\u00de][A-Za-z\\u00df-\\u017f'.-]{0,24}";
const SUFFIX =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Way|Terrace|Ter|Close|Crescent|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Trail|Row|Gardens|Mews|Hill|Quay';
/** `221B Baker Street` */
const NUMBER_FIRST = new RegExp(`\\d{1,5}[A-Za-z]?,? (?:${WORD} ){1,4}?(?:${SUFFIX})\\b\\.?`, 'y');
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
  /(?:[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4})(?![A-Za-z0-9])/;
/** On the continent it comes directly behind the street, and a town behind it. */
const CONTINENTAL = new RegExp(
  `,?[ \\n]{1,2}(?:[A-Z]-)?(?:\\d{4,5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4} [A-Z]{2}|\\d{4}-\\d{3}),? ${WORD}(?![A-Za-z0-9])`,
  'y',
);
const POSTCODE_REACH = 64;
/** An address ends where it is looked at no further. */
const ADDRESS_REACH = 200;

export function addressAt(text: string, { start, digit, end }: Token, emit: Emit): void {
  if (start !== digit || end - digit > 6) return;
  const unit = text[end];
  if (unit !== ' ' && unit !== ',' && unit !== '\n') return;
  const word = unit === ',' ? end + 2 : end + 1;
  const behind = isLetterOrMore(text, word) ? numberFirst(text, start, isCapital(text, word)) : 0;
  if (behind > start) {
    withPostcode(text, start, behind, emit);
    return;
  }
  if (unit === ' ' && !isAlphanumeric(text, end + 1)) return;
  const street = streetBefore(text, start);
  HOUSE.lastIndex = start;
  if (street < start && HOUSE.test(text)) withPostcode(text, street, HOUSE.lastIndex, emit);
}

/** Where a street ends that starts with its number, or 0. */
function numberFirst(text: string, start: number, english: boolean): number {
  for (const form of english ? [NUMBER_FIRST, FRENCH] : [FRENCH]) {
    form.lastIndex = start;
    if (form.test(text)) return form.lastIndex;
  }
  return 0;
}

/** Where the street starts whose house number would stand at an offset, or the offset itself. */
export function streetBefore(text: string, at: number): number {
  if (text[at - 1] !== ' ' || isDigit(text, at - 2)) return at;
  STREET_BEFORE.lastIndex = at;
  const street = STREET_BEFORE.exec(text)?.[1];
  return street === undefined || isAlphanumeric(text, at - street.length - 1) ? at : at - street.length;
}

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
  const behind = numberFirst(text, digit, true);
  if (behind > 0) return text.length - behind <= POSTCODE_REACH + 33;
  if (streetBefore(text, digit) < digit) return text.length - end <= POSTCODE_REACH + 36;
  return text.length - digit <= LONGEST_STREET && CUT_STREET.test(text.slice(digit));
}

function withPostcode(text: string, start: number, behind: number, emit: Emit): void {
  CONTINENTAL.lastIndex = behind;
  if (CONTINENTAL.test(text)) {
    emit('postal-address', start, CONTINENTAL.lastIndex);
    return;
  }
  const found = POSTCODE.exec(text.slice(behind, behind + POSTCODE_REACH + 32));
  if (found === null || found.index > POSTCODE_REACH) return;
  if (/[;?!]|\n\n|[a-z]\. /.test(text.slice(behind, behind + found.index))) return;
  if (isAlphanumeric(text, behind + found.index - 1)) return;
  emit('postal-address', start, behind + found.index + found[0].length);
}

const isCapital = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return (unit >= 65 && unit <= 90) || (unit >= 0xc0 && unit <= 0xde);
};

const isLetterOrMore = (text: string, at: number): boolean => text.charCodeAt(at) > 64;
