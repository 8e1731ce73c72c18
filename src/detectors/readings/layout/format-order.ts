import type { Stretch } from '../stretches.ts';

/** A template of nothing but places, and behind it, as an operator or a call has them, the strings that are put there. */
const QUOTED = `(?:"[^"]{0,200}"|'(?:[^']|''){0,200}')`;
const FORMAT = new RegExp(
  String.raw`["']((?:\{\d{1,3}\} ?){4,1000})["'](?:\s?-f\s?\(?|\.format\(|,)\s{0,4}((?:${QUOTED}\s{0,4},\s{0,4}){3,1000}${QUOTED})`,
  'g',
);
const STRING = new RegExp(QUOTED, 'g');
const PLACE = /\{(\d{1,3})\}/g;

/** Strings of a program that are put together in the order that a template tells: `"{1}{0}" -f "re","igno"`. */
export function formatOrder(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!text.includes('{0}')) return found;
  for (const { 0: match, 1: template = '', 2: list = '', index } of text.matchAll(FORMAT)) {
    const strings = (list.match(STRING) ?? []).map((string) => string.slice(1, -1).replaceAll("''", "'"));
    const read = template.replace(PLACE, (_, place: string) => strings[Number(place)] ?? '');
    found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}
