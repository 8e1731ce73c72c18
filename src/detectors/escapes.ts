import { Rewrite, through, type View } from './rewrite.ts';

const ESCAPES =
  /(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);|(?:\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})+|(?<=[A-Za-z]\u00ad?)-\r?\n(?=[a-z])/g;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** URL, HTML and JavaScript escapes read in place, and words put together that a hyphen divides at the end of a line; the same view if there are none. */
export function unescaped(view: View): View {
  const { text } = view;
  if (!text.includes('%') && !text.includes('&') && !text.includes('\\') && !/-\r?\n/.test(text)) return view;
  const rewrite = new Rewrite(text);
  let changed = false;
  for (const { 0: written, index } of text.matchAll(ESCAPES)) {
    const read = readEscape(written);
    if (read === undefined) continue;
    rewrite.replace(index, index + written.length, read);
    changed = true;
  }
  if (!changed) return view;
  return through(view, rewrite.finish());
}

function readEscape(written: string): string | undefined {
  if (written.startsWith('-')) return '';
  if (written.startsWith('%')) return utf8(Buffer.from(written.replaceAll('%', ''), 'hex'));
  if (written.startsWith('\\'))
    return written.replace(/\\[ux]([0-9A-Fa-f]+)/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  const name = written.slice(1, -1);
  const named = NAMED[name];
  if (named !== undefined) return named;
  const point = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCodePoint(point);
}

function utf8(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}
