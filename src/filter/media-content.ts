/** Shorter text is a word and no content. */
const SHORTEST_BASE64 = 64;
/** Bytes of a content by which text is told from anything else. */
const LOOKED_AT = 3072;

const BASE64 = /^[A-Za-z0-9+/_-]{64,}={0,2}$/;
const HEX = /^[0-9a-f]+$/i;
/** Words that are joined by `_` or `-` have the letters of base64 too. */
const JOINED_WORDS = /(?:[A-Za-z]{2,15}[_-]){4}/;
const DATA_URI = /^data:(?:[\w.+-]{1,64}\/[\w.+-]{1,64})?(?:;[\w.+=-]{1,64}){0,4}?;base64,/i;

/** Whether a value is a run of bytes: numbers for a program, such as an embedding, are none. */
export const isBytes = (value: unknown): boolean =>
  value instanceof Uint8Array ||
  value instanceof Uint8ClampedArray ||
  value instanceof DataView ||
  value instanceof ArrayBuffer ||
  value instanceof SharedArrayBuffer ||
  value instanceof Blob;

/** A data URI of something that is no text. */
export const isMediaUri = (value: unknown): boolean =>
  typeof value === 'string' && /^data:(?!text\/)[\w.+-]{1,64}\//i.test(value);

/** Base64, all of it, of bytes that are no text; line breaks apart. A digest in hex is none. */
export function isEncodedBytes(value: unknown): boolean {
  if (typeof value !== 'string' || value.length < SHORTEST_BASE64) return false;
  const text = value.trim();
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line.length < SHORTEST_BASE64 || !BASE64.test(line)) return false;
  const whole = line.length === text.length ? text : text.replace(/\r?\n/g, '');
  return BASE64.test(whole) && !HEX.test(whole) && !isText(Buffer.from(whole.slice(0, LOOKED_AT * 1.5), 'base64'));
}

/** What may stand for content in a field where content belongs: it is no sure sign anywhere else. */
export const mayBeContent = (value: unknown, mediaType: string | undefined): boolean =>
  ArrayBuffer.isView(value) ||
  isBytes(value) ||
  value instanceof URL ||
  (typeof value === 'string' &&
    (/^data:[a-z]/i.test(value) ||
      (value.length >= SHORTEST_BASE64 && /^[A-Za-z0-9+/_-]{64}/.test(value)) ||
      (mediaType !== undefined && /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(value.slice(0, 256)))));

/** Whether content is what it claims to be as far as can be told, so that there is nothing in it to read as text. */
export function isUnreadable(content: string): boolean {
  const uri = DATA_URI.exec(content);
  const encoded = uri === null ? content : content.slice(uri[0].length);
  return isEncodedBytes(encoded) && !JOINED_WORDS.test(encoded);
}

/** UTF-8 without control characters, as far as the bytes go. A PDF begins as text does. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, LOOKED_AT), { stream: true });
    return !CONTROL.test(text) && !text.startsWith('%PDF-');
  } catch {
    return false;
  }
}

const CONTROL = /(?![\t\n\r])\p{Cc}/u;
