import { expression } from '../expression.ts';
import { once } from '../once.ts';
import { placeOf, plainly } from './canonical.ts';
import { parts } from './words.ts';

/**
 * What an argument decides. `identity`: who gets something, or where it goes. `secret`: what opens an account. `command`: what
 * is run. `object`: which of the user's things. `text`: anything else that was declared a sink.
 */
export type SinkClass = 'identity' | 'secret' | 'command' | 'object' | 'text';

const CLASSES: Readonly<Record<string, SinkClass>> = {
  email: 'identity',
  mail: 'identity',
  account: 'identity',
  iban: 'identity',
  bic: 'identity',
  phone: 'identity',
  mobile: 'identity',
  url: 'identity',
  uri: 'identity',
  link: 'identity',
  href: 'identity',
  host: 'identity',
  hostname: 'identity',
  domain: 'identity',
  website: 'identity',
  endpoint: 'identity',
  webhook: 'identity',
  user: 'identity',
  username: 'identity',
  handle: 'identity',
  person: 'identity',
  contact: 'identity',
  recipient: 'identity',
  address: 'identity',
  wallet: 'identity',
  payee: 'identity',
  beneficiary: 'identity',
  channel: 'identity',
  group: 'identity',
  member: 'identity',
  participant: 'identity',
  number: 'identity',
  ip: 'identity',
  server: 'identity',
  destination: 'identity',
  password: 'secret',
  passphrase: 'secret',
  secret: 'secret',
  token: 'secret',
  credential: 'secret',
  pin: 'secret',
  key: 'secret',
  command: 'command',
  shell: 'command',
  code: 'command',
  script: 'command',
  sql: 'command',
  query: 'text',
  path: 'object',
  text: 'text',
  name: 'text',
  title: 'text',
  content: 'text',
  message: 'text',
};

/** By the word of the kind that says most: `order_id` is an object, `recipient_email` an identity, what is unknown an object. */
export function classOf(kind: string): SinkClass {
  const words = parts(kind);
  if (words.at(-1) === 'id' || words.at(-1) === 'ids' || words.at(-1) === 'uuid') return 'object';
  for (const word of words.toReversed()) {
    // The number of a phone reaches somebody, that of an order nobody; the key of an API opens something, that of a ticket nothing.
    if (words.length > 1 && (NUMBER.test(word) || (NAMING.test(word) && !words.some((other) => OPENS().has(other)))))
      continue;
    const known = CLASSES[word] ?? CLASSES[word.replace(/s$/, '')];
    if (known !== undefined) return known;
  }
  return 'object';
}

const NUMBER = /^(?:number|no|nr)s?$/;
const NAMING = /^(?:key|code)s?$/;
const OPENS = once(
  () =>
    new Set(
      'api secret private access ssh gpg pgp encryption signing auth authentication authorization security login recovery verification backup license licence source program python shell sql js javascript deploy public host master session client service pin'.split(
        ' ',
      ),
    ),
);
const EMAIL = expression(String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}`, 'gu');
const URL_LIKE = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>"'`)\]}]{1,2000}/giu;
const ACCOUNT = /\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{2,8}){2,9}\b/giu;
const LONG_NUMBER = expression(String.raw`(?<![\p{L}\p{N}])\+?\d(?:[ -]?\d){8,25}(?![\p{L}\p{N}])`, 'gu');

/** Whether a value is an address, a link, an account or a long number, whatever its argument was declared to be. */
export const looksLikeIdentity = (text: string): boolean => identitiesIn(text).length > 0;

/** Addresses, links, accounts and long numbers in a text, folded, each once, at most 200. */
export function identitiesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const pattern of [EMAIL(), URL_LIKE, ACCOUNT, LONG_NUMBER()]) {
    for (const [match] of text.matchAll(pattern)) {
      if (found.size >= 200) return [...found];
      if (pattern === LONG_NUMBER() && /^\d{4}-\d\d-\d\d/.test(match)) continue;
      if (pattern === ACCOUNT && (match.match(/\d/g)?.length ?? 0) < 6) continue;
      const value = identity(match.replace(/[.,;:!?]+$/, ''));
      if (value.length >= 5) found.add(value);
    }
  }
  return [...found];
}

/** One spelling of an identity: lower case, accounts without gaps, links without what changes nothing. */
export function identity(value: string): string {
  const plain = plainly(value);
  if (/^(?:[a-z]{2}\d{2}|\+?\d)[a-z0-9 -]{4,40}$/.test(plain) && /\d{4}/.test(plain.replace(/[ -]/g, ''))) {
    return plain.replace(/[ -]/g, '');
  }
  return plain
    .replace(/^(?:mailto:|tel:|https?:\/\/)/, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');
}

/** The host of a folded link or address. */
export const hostOf = (value: string): string => /^[^/?#]*/.exec(value.slice(value.lastIndexOf('@') + 1))?.[0] ?? value;

/** Whether a text names an object by its id: quoted, numbered, or behind a word such as `file` or `id`. */
export function namesObject(text: string, id: string, nouns: ReadonlySet<string>): boolean {
  if (id.length > 5 && !/^\p{L}+$/u.test(id)) return placeOf(text, id) !== -1;
  let looked = 0;
  for (let at = placeOf(text, id); at !== -1 && looked < 200; at = placeOf(text, id, at + 1)) {
    looked += 1;
    const before = text.slice(Math.max(0, at - 40), at);
    if (/["'`\u2018\u201c#\u2116]$/u.test(before)) return true;
    if (
      parts(before)
        .slice(-3)
        .some((word) => nouns.has(word))
    )
      return true;
  }
  return false;
}
