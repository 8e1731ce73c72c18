/** A word of a mail header in base64 or quoted; `undefined` if its bytes are no text. See RFC 2047. */
export function mailWord(written: string): string | undefined {
  const [, name = '', form = '', coded = ''] = written.split('?');
  const charset = CHARSETS.exec(name)?.[0];
  if (charset === undefined) return undefined;
  const bytes = /b/i.test(form) ? Buffer.from(coded, 'base64') : quoted(coded);
  const text = bytes.toString(/^u/i.test(charset) ? 'utf8' : 'latin1');
  return text === '' || text.includes('\ufffd') || text.includes('\0') ? undefined : text;
}

const quoted = (coded: string): Buffer =>
  Buffer.from(
    coded
      .replaceAll('_', ' ')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );

/** A stretch of UTF-7, from its plus sign on; `undefined` if it is none that says printable ASCII. See RFC 2152. */
export function utf7(written: string): string | undefined {
  const coded = written.slice(1).replace(/-$/, '');
  const bytes = Buffer.from(coded, 'base64');
  const units = bytes.length >> 1;
  if (units === 0 || coded.length !== Math.ceil((units * 16) / 6)) return undefined;
  let text = '';
  for (let at = 0; at < units * 2; at += 2) {
    const unit = bytes.readUInt16BE(at);
    if (unit < 32 || unit > 126) return undefined;
    text += String.fromCharCode(unit);
  }
  return text;
}

const CHARSETS = /^(?:utf-?8|us-ascii|iso-8859|windows-125)/i;
