import type { Pattern, Span } from '../pattern.ts';
import { Stretches } from './encoded-stretches.ts';

/** How far from `kind: Secret` its data may start, in UTF-16 units. */
const BEFORE = 400;
const REACH = 600;

const KIND = /kind['"]?:[ \t]{0,4}['"]?[Ss]ecret['"]?(?=[\s,}]|$)/y;
const KIND_LONGEST = 24;
/** The head of the data, and its first value: base64 on the same line, or behind `|` or `>` on the next. */
const DATA =
  /\n[ \t]{0,8}(?:data|stringData):[ \t]{0,4}\n(?:[ \t]{0,8}#[^\n]{0,80}\n)?[ \t]{1,16}[\w.-]{1,60}:[ \t]{0,4}(?:[|>][+-]?\s{1,24})?["']?([A-Za-z0-9+/]{8})/g;
const BASE64 = /[A-Za-z0-9+/=_-]*/y;

/** The first value of a Kubernetes secret, wherever its kind stands. The others are found by their names. */
export const kubernetesSecret: Pattern = {
  rule: 'kubernetes-secret',
  severity: 'high',
  anchors: ['kind:', 'kind":', "kind':"],
  reach: REACH,
  before: BEFORE,
  match(text, at, stretches = new Stretches()) {
    if (stretches.next('ata:', text, Math.max(0, at - BEFORE)) > at + REACH) return undefined;
    KIND.lastIndex = at;
    if (!KIND.test(text)) return undefined;
    stretches.spend(24);
    return valueIn(text, at, at + REACH) ?? valueIn(text, Math.max(0, at - BEFORE), at);
  },
  open: (text, at) => text.length - at < KIND_LONGEST || (text.length - at < REACH && isSecret(text, at)),
  lead: (text) => {
    const from = Math.max(0, text.length - BEFORE - KIND_LONGEST);
    const data = text.slice(from).search(/[dD]ata:/);
    return data === -1 ? text.length - 8 : from + data;
  },
  closes(text, from) {
    BASE64.lastIndex = from;
    BASE64.test(text);
    return BASE64.lastIndex >= text.length ? -1 : BASE64.lastIndex;
  },
};

function valueIn(text: string, from: number, to: number): Span | undefined {
  DATA.lastIndex = 0;
  const found = DATA.exec(text.slice(from, to));
  if (found === null) return undefined;
  const end = from + found.index + found[0].length;
  return { start: end - (found[1]?.length ?? 0), end };
}

function isSecret(text: string, at: number): boolean {
  KIND.lastIndex = at;
  return KIND.test(text);
}
