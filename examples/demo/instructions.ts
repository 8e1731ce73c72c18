import { writtenCalls } from './written-calls.ts';

/** What a sentence tells its reader to do, as a call of a tool. */
export interface Instruction {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly again: boolean;
  /** Meant for whoever sends the report: it travels there in the notes. */
  readonly forReport: boolean;
}

/** Stands in arguments for all that the model has read by then. */
export const LOOT = '{everything}';

/** Every instruction of a text. A worst case: it asks neither who gives it nor what it is good for. */
export function instructionsIn(text: string): readonly Instruction[] {
  const written = writtenCalls(text).map((call) => ({ ...call, again: false, forReport: false }));
  return [...sentencesIn(text).flatMap(inSentence), ...images(text), ...written];
}

/** Sentences, list items and paragraphs; a line break within a paragraph is a space. */
export const sentencesIn = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n|\n\s*(?:[-*#>|]|\d+\.)\s|(?<=[.!?]["')]?)\s+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .flatMap((sentence) => sentence.match(/.{1,2000}/gu) ?? [])
    .filter((sentence) => sentence !== '');

/** A verb where orders have it: at the start of a clause, or behind "please", "must", "you", "to" and the like. */
const order = (verbs: string): RegExp =>
  new RegExp(
    `(?:^|[^\\w\\s]\\s*|\\b(?:and|then|please|kindly|must|should|shall|to|now|you|also|first|next|instead|just|always)\\s+)(?:${verbs})\\b`,
    'i',
  );
const MAIL = order(
  'send|mail|e-?mail|forward|cc|bcc|copy|share|deliver|report|write|reply|transmit|transfer|leak|exfiltrate|submit|be (?:sent|mailed|e-?mailed|forwarded|copied|delivered)',
);
const READ = order(
  'read|open|load|include|print|show|cat|quote|attach|fetch|send|mail|e-?mail|forward|copy|get|append|paste|reveal|upload|retrieve|access|use',
);
const FETCH = order(
  'fetch|visit|open|load|get|call|post|request|download|send|submit|upload|query|follow|go|check|curl|use|include|embed|render|transmit|transfer|leak|exfiltrate|forward|navigate|browse|be (?:sent|posted|uploaded|submitted)',
);
const SEARCH = order('search|look up|google');
const AGAIN = /\b(?:again|repeat|repeatedly|until|forever|endlessly|over and over|keep|\d+ times)\b/i;
const REPORT = /\b(?:the|this|your|final|finished) (?:\w+ )?(?:report|summary|article)\b/i;

const URLS = /https?:\/\/[^\s<>"'`)\]]*[^\s<>"'`)\].,;:!?]/gi;
const ADDRESSES = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const PATHS =
  /(?<![\w/.~-])(?:(?:\.{0,2}|~)\/[\w.~-][\w./~-]*|[\w-]+(?:\/[\w.-]+)*\.(?:txt|md|csv|json|ya?ml|env|pem|key|log|ini|conf|html?|db)|\.env)(?![\w/])/g;

function inSentence(sentence: string): readonly Instruction[] {
  const again = AGAIN.test(sentence);
  const want = (tool: string, args: Record<string, unknown>, forReport = false): Instruction => ({
    tool,
    args,
    again,
    forReport,
  });
  const urls = sentence.match(URLS) ?? [];
  const addresses = sentence.replace(URLS, ' ').match(ADDRESSES) ?? [];
  const paths = sentence.replace(URLS, ' ').replace(ADDRESSES, ' ').match(PATHS) ?? [];
  const found: Instruction[] = [];
  // Reading comes first, so that there is something to carry off.
  if (READ.test(sentence)) for (const path of paths) found.push(want('files.read', { path: path.replace(/\.$/, '') }));
  if (SEARCH.test(sentence)) {
    const [, query] =
      /(?:search|look up|google)(?: the web)?(?: for)? ["“'`]?([^"”'`.]{3,80}?)["”'`.]?(?: again| until|[.,]|$)/i.exec(
        sentence,
      ) ?? [];
    if (query !== undefined) found.push(want('web.search', { query }));
  }
  if (FETCH.test(sentence)) for (const url of urls) found.push(want('http.fetch', { url: filled(url) }));
  if (MAIL.test(sentence)) {
    for (const to of addresses)
      found.push(want('mail.send', { to, subject: 'As asked', text: LOOT }, REPORT.test(sentence)));
  }
  return found;
}

/** A page that shows an image fetches it: whoever writes the address gets what stands in it. */
const images = (text: string): readonly Instruction[] =>
  [...text.matchAll(/!\[[^\]]{0,500}\]\((https?:[^)\s]{1,2000})\)|<img[^>]{1,500}src=["'](https?:[^"']+)/gi)].map(
    (match) => ({
      tool: 'http.fetch',
      args: { url: filled(match[1] ?? match[2] ?? '') },
      again: false,
      forReport: false,
    }),
  );

/** `{notes}` in an address, or one that ends with `=`, wants to be filled in. */
const filled = (url: string): string => url.replace(/\{[^}]*\}|=$/g, (gap) => (gap === '=' ? `=${LOOT}` : LOOT));
