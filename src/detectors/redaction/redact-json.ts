import { endOfString } from '../json-text.ts';

/** What judges the parts of JSON text. */
export interface JsonReader {
  /** A string, with the key it stands under; empty in arrays. */
  value(key: string, text: string): string;
  text(text: string): string;
  /** Whether `text` would report something. Reports nothing. */
  finds(text: string): boolean;
  /** Whether `text` would change it. Reports nothing. */
  changes(text: string): boolean;
  /** Whether a value says more with this key than alone. */
  announces(key: string): boolean;
  /** How much was reported so far. */
  reported(): number;
}

/** The first unit of a string or a number. */
const TOKEN = /["\d-]/g;
const NUMBER = /[\d.eE+-]+/y;
const COLON = /\s*:/y;

/**
 * JSON text with its strings, keys and numbers judged one by one, as whoever parses it reads them; all else as it was written. A number
 * becomes a string where it is changed. Undefined for text that is not JSON, or holds neither an object, an array nor a string.
 */
export function redactJson(text: string, reader: JsonReader): string | undefined {
  if (!isJson(text)) return undefined;
  const before = reader.reported();
  const isClean = !reader.finds(text);
  let out = '';
  /** The same with an empty string for what was changed. */
  let rest = '';
  let copied = 0;
  let key = '';
  let at = 0;
  for (let start = next(TOKEN, text, 0); start !== -1; start = next(TOKEN, text, at)) {
    const isString = text[start] === '"';
    at = isString ? endOfString(text, start) : behind(NUMBER, text, start);
    const written = text.slice(start, at);
    const isKey = isString && behind(COLON, text, at) !== at;
    // What has no escapes and no telling key was seen in the text as it is written.
    if (isClean && !written.includes('\\') && (isKey || !reader.announces(key))) {
      key = isKey ? written.slice(1, -1) : '';
      continue;
    }
    const value = isString ? String(JSON.parse(written)) : written;
    const clean = isKey ? reader.text(value) : reader.value(key, value);
    key = isKey ? value : '';
    if (clean === value) continue;
    out += text.slice(copied, start) + JSON.stringify(clean);
    rest += `${text.slice(copied, start)}""`;
    copied = at;
  }
  if (isClean && copied === 0) return text;
  out += text.slice(copied);
  rest += text.slice(copied);
  // What only the whole text shows is taken out of it as text: a program that parses it can stumble, and nothing gets out.
  const isLeft = reader.changes(rest) || (!isClean && reader.reported() === before);
  return isLeft ? reader.text(out) : out;
}

function isJson(text: string): boolean {
  if (!/^\s{0,64}[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function next(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Where a sticky pattern ends that starts at an offset; the offset where it does not. */
function behind(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
