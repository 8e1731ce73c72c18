/** How far before a phrase its quotation mark is looked for, and how far around it the words that introduce it, in UTF-16 units. */
const QUOTE_REACH = 24;
const TALK_BEFORE = 160;
const TALK_AFTER = 100;

/** Words by which an author says that what stands in quotation marks is shown, not meant. */
const TALK =
  /\b(?:phrases?|strings?|sentences?|wording|quot(?:e|es|ed|ing)|examples?|e\.g|such as|for instance|like|attacks?|attackers?|injections?|jailbreaks?|jailbreaking|detect(?:s|or|ors|ed|ion)?|classif(?:y|ies|ied|ier)|flag(?:s|ged)?|block(?:s|ed)?|filter(?:s|ed)?|scanners?|guardrails?|fixtures?|assert|expect|tests?|report(?:s|ed)?|changelog|documentation|patterns?|malicious|unsafe|risky|students?|workshop|slides?|lessons?|training|analysts?|red-team|rule docs|guard|allowlist|untrusted|threats?|payloads?|benchmarks?|corpora|corpus|explains?|describ(?:e|es|ed)|mentions?|article|paper|artikel|beispiel|articulo|ejemplo|exemple|esempio|exemplo)\b/;

/** Whether a phrase is shown inside quotation marks, in `text` of lower case, by somebody who talks about such phrases. */
export function isMention(text: string, start: number, end: number): boolean {
  const inside = quoteWithin(text, start, end);
  const open = inside === -1 ? openingQuote(text, start) : inside;
  if (open === -1) return false;
  const before = text.slice(Math.max(0, open - TALK_BEFORE), open);
  return TALK.test(before) || (before.trim() !== '' && TALK.test(text.slice(end, end + TALK_AFTER)));
}

/** A rule can begin in the words that introduce a quotation. */
function quoteWithin(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end - 1; at += 1) {
    if (text.charCodeAt(at - 1) === 32 && text.charCodeAt(at + 1) > 32 && isQuote(text.charCodeAt(at))) return at;
  }
  return -1;
}

const isQuote = (unit: number): boolean =>
  unit === 34 || unit === 39 || unit === 96 || unit === 0xab || unit === 0x201c || unit === 0x201e || unit === 0x300c;

/** Where the quotation mark right before a phrase stands, or -1. */
function openingQuote(text: string, start: number): number {
  for (let at = start - 1; at >= 0 && at >= start - QUOTE_REACH; at -= 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10) return -1;
    if (unit === 34 || unit === 96 || (unit === 39 && !isLetter(text.charCodeAt(at - 1)))) return at;
    if (unit === 0xab || unit === 0x201c || unit === 0x201e || unit === 0x300c) return at;
  }
  return -1;
}

const isLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || unit >= 0xc0;
