import type { Phrase } from './phrases.ts';

/**
 * Links and images that carry data out when they are shown: a renderer fetches an image without asking. An address with an
 * ordinary query says little; one with a slot to be filled, or one that is told to hold a secret, says much.
 */
const IMAGE = /!\[[^\]\n]{0,80}\]\(\s{0,2}(?:https?:)?\/\/[^\s)]{1,400}/y;
const HTML_IMAGE =
  /<(?:img|iframe|script|object|embed)\b[^>\n]{0,200}?\b(?:src|data)\s{0,2}=\s{0,2}["']?(?:https?:)?\/\/[^\s"'>]{1,400}/y;
const LINK = /\]\(\s{0,2}https?:\/\/[^\s)]{1,400}/y;

const QUERY = /[?&][\w-]{1,40}=/;
/** A place to be filled in by the reader: `{...}`, `[...]`, `<...>`, `$(...)`, or a word in capitals. */
const SLOT = /[?&=/](?:\{|%7b|\[|%5b|<|%3c|\$\(|\$\{)/;
const SECRET_NAME =
  /[?&](?:data|secret|token|key|apikey|api_key|password|pwd|prompt|history|conversation|context|leak|exfil|cookie|email|msg|content|summary)=/;

const LEADS: readonly (readonly [lead: string, pattern: RegExp, weight: number])[] = [
  ['![', IMAGE, 0.15],
  ['<', HTML_IMAGE, 0.1],
  ['](', LINK, 0],
];

/** Looks for links in lower-case text. Linear: each pattern starts at its lead only, and every repetition is bounded. */
export function findLinks(lower: string): Phrase[] {
  const found: Phrase[] = [];
  for (const [lead, pattern, base] of LEADS) {
    for (let at = lower.indexOf(lead); at !== -1 && found.length < MOST_LINKS; at = lower.indexOf(lead, at + 1)) {
      pattern.lastIndex = at;
      const match = pattern.exec(lower)?.[0];
      if (match === undefined || !QUERY.test(match)) continue;
      const slot = SLOT.test(match) ? (lead === '![' ? IMAGE_SLOT : 0.45) : base;
      const weight = slot + (SECRET_NAME.test(match) ? 0.1 : 0);
      if (weight >= 0.1)
        found.push({
          rule: 'data-in-link',
          family: 'exfiltration',
          weight,
          tells: true,
          inDocuments: false,
          start: at,
          end: pattern.lastIndex,
        });
    }
  }
  return found;
}

/** An image is fetched without asking: a place to be filled in says enough. */
const IMAGE_SLOT = 0.75;

const MOST_LINKS = 1000;
