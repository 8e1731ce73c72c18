const EXTENSION =
  /(?:,? ?(?:ext(?:n|ension)?|x|poste|durchwahl|anexo|ramal|\u0434\u043e\u0431)\.? ?:? ?|#)\d{1,6}(?![A-Za-z0-9_])/iy;
/** `416 60 039 office`, `07700 900123-Fax` */
const SAID_BEHIND =
  /[ -]?[ (-]?(?:office|fax|mobile|cell|cellphone|home|work|desk|phone|tel|handy|mobil|b\u00fcro)(?![A-Za-z0-9_])/iy;

const startsOf = (letters: string): ReadonlySet<number> =>
  new Set([...letters].map((letter) => letter.charCodeAt(0) & 31));
const EXTENSION_STARTS = startsOf('expdar');
const WORD_STARTS = startsOf('ofmchwdptb');

/** Where the extension ends that stands behind a number, or the end of the number. */
export function extensionEnd(text: string, end: number): number {
  let at = end;
  if (text.charCodeAt(at) === 44) at += 1;
  if (text.charCodeAt(at) === 32) at += 1;
  const unit = text.charCodeAt(at);
  if (!(at === end && unit === 35) && !mayStart(unit, EXTENSION_STARTS)) return end;
  EXTENSION.lastIndex = end;
  return EXTENSION.test(text) ? EXTENSION.lastIndex : end;
}

/** Whether a word behind a number says that it is a telephone number. */
export function isSaidBehind(text: string, end: number): boolean {
  let at = end;
  if (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 45) at += 1;
  const sign = text.charCodeAt(at);
  if (sign === 32 || sign === 45 || sign === 40) at += 1;
  if (!mayStart(text.charCodeAt(at), WORD_STARTS)) return false;
  SAID_BEHIND.lastIndex = end;
  return SAID_BEHIND.test(text);
}

/** A cheap look at the first unit: a letter that a word starts with, or one outside ASCII. */
const mayStart = (unit: number, letters: ReadonlySet<number>): boolean =>
  unit >= 128 || (unit >= 65 && letters.has(unit & 31));
