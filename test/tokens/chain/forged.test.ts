import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isSignedBy } from '../../../src/tokens/chain/signature.ts';
import type { Signer } from '../../../src/tokens/chain/signer.ts';
import { createChainVerifier } from '../../../src/tokens/chain/verifier.ts';
import { createAuthority } from '../../../src/tokens/index.ts';
import {
  AUDIENCE,
  detailOf,
  encoded,
  helper,
  issuer,
  orchestrator,
  parentHash,
  START,
  signedText,
  stranger,
  token,
  worker,
  world,
} from './world.ts';

// How often a signature is checked is what a refusal may cost: it is counted here, and never timed.
vi.mock('../../../src/tokens/chain/signature.ts', { spy: true });
beforeEach(() => vi.clearAllMocks());

const HEADER = { alg: 'EdDSA', typ: 'toolcap+jwt', kid: issuer.kid };
const thumbprint = (signer: Signer): string => `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${signer.kid}`;
const details = (tools: object): object => ({ authorization_details: [{ type: 'attenuating_agent_token', tools }] });
const PATHS = { constraint_type: 'one_of', values: ['/data/a', '/data/b'] };
const TOOLS = { 'tool:read': { path: PATHS }, 'tool:search': { constraint_type: 'wildcard' } };

const ROOT = {
  jti: 'root',
  iss: 'https://issuer.example.com',
  sub: 'alice',
  aud: [AUDIENCE],
  iat: START,
  exp: START + 600,
  cnf: { jwk: orchestrator.jwk },
  del_depth: 0,
  del_max_depth: 3,
  ...details(TOOLS),
};
const root = (more: object = {}, header: object = {}, signer = issuer): string =>
  token({ ...HEADER, ...header }, { ...ROOT, ...more }, signer);

const child = (parent: string, more: object = {}, header: object = {}, signer = orchestrator): string =>
  token(
    { ...HEADER, kid: orchestrator.kid, ...header },
    {
      ...ROOT,
      jti: 'child',
      iss: thumbprint(orchestrator),
      iat: START + 10,
      exp: START + 300,
      cnf: { jwk: worker.jwk },
      del_depth: 1,
      par_hash: parentHash(parent),
      ...details({ 'tool:read': { path: { constraint_type: 'exact', value: '/data/a' } } }),
      ...more,
    },
    signer,
  );

const third = (parent: string, more: object = {}): string =>
  child(
    parent,
    { jti: 'third', iss: thumbprint(worker), del_depth: 2, cnf: { jwk: helper.jwk }, ...more },
    { kid: worker.kid },
    worker,
  );

const two = (more: object = {}, header: object = {}, signer = orchestrator): string[] => {
  const first = root();
  return [first, child(first, more, header, signer)];
};
const without = (claims: object, name: string): object =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const rootWithout = (name: string): string => token(HEADER, without(ROOT, name), issuer);

/** At 20 seconds after the first link was made. */
const judged = (chain: unknown, at = 20): string => {
  const made = world();
  made.at(at);
  return detailOf(() => made.verifier.verify(chain as string[]));
};

describe('a chain that was written by hand', () => {
  it('is accepted where all is right, so that the refusals below are about what they change', () => {
    const first = root();
    const second = child(first);
    expect(judged([first])).toBe('accepted');
    expect(judged([first, second])).toBe('accepted');
    expect(judged([first, second, third(second)])).toBe('accepted');
  });

  it.each<[string, string, string[]]>([
    ['of another anchor', 'ROOT_UNTRUSTED', [root({}, { kid: stranger.kid }, stranger)]],
    ['of a stranger under the name of the anchor', 'SIGNATURE_INVALID', [root({}, {}, stranger)]],
    ['of a holder as first link', 'ROOT_UNTRUSTED', [two()[1] ?? '']],
    ['with a depth at the start', 'DEPTH_INVALID', [root({ del_depth: 1 })]],
    ['with a parent at the start', 'CLAIM_NOT_ALLOWED', [root({ par_hash: parentHash(root()) })]],
    ['issued in the future', 'TOKEN_NOT_YET_VALID', [root({ iat: START + 51 })]],
    ['issued in the future, within what clocks differ', 'accepted', [root({ iat: START + 50 })]],
    ['that ends before it begins', 'LIFETIME_INVALID', [root({ exp: START - 1 })]],
    ['that is over', 'TOKEN_EXPIRED', [root({ exp: START + 20 })]],
    ['that begins when it ends', 'LIFETIME_INVALID', [root({ iat: START + 40, exp: START + 40 })]],
    ['that lasts a day', 'accepted', [root({ exp: START + 86_400 })]],
    ['that lasts longer', 'LIFETIME_INVALID', [root({ exp: START + 86_401 })]],
    ['deeper than there can be', 'DEPTH_EXCEEDED', [root({ del_max_depth: 17 })]],
    ['with a negative depth', 'CLAIM_MISSING', [root({ del_max_depth: -1 })]],
    ['with a fraction of a depth', 'CLAIM_MISSING', [root({ del_max_depth: 1.5 })]],
    ['with an empty id', 'CLAIM_MISSING', [root({ jti: '' })]],
    ['with a number for an id', 'CLAIM_MISSING', [root({ jti: 5 })]],
    ['with a private key', 'KEY_INVALID', [root({ cnf: { jwk: { ...orchestrator.jwk, d: 'AAAA' } } })]],
    ['with a short key', 'KEY_INVALID', [root({ cnf: { jwk: { ...orchestrator.jwk, x: 'AAAA' } } })]],
    ['with a key of another curve', 'KEY_INVALID', [root({ cnf: { jwk: { ...orchestrator.jwk, crv: 'X25519' } } })]],
    ['without a key', 'CLAIM_MISSING', [root({ cnf: {} })]],
    ['with no entry of tools', 'CAPABILITY_ENTRY_COUNT', [root({ authorization_details: [] })]],
    ['with two', 'CAPABILITY_ENTRY_COUNT', [root({ authorization_details: [...twice()] })]],
    [
      'with an entry for somebody else',
      'CAPABILITY_ENTRY_COUNT',
      [root({ authorization_details: [...twice().slice(1), { type: 'payment' }] })],
    ],
    ['with a claim that is not known', 'CLAIM_NOT_ALLOWED', [root({ max_uses: 3 })]],
    ['with a constraint that is no object', 'CONSTRAINT_MALFORMED', [root(details({ 'tool:read': { a: 5 } }))]],
    [
      'with a flag that is none',
      'CONSTRAINT_MALFORMED',
      [root(details({ 'tool:read': { a: { constraint_type: 'range', min: 0, min_inclusive: 1 } } }))],
    ],
    [
      'with clauses that are no list',
      'CONSTRAINT_MALFORMED',
      [root(details({ 'tool:read': { a: { constraint_type: 'all', constraints: {} } } }))],
    ],
    [
      'with fields that are no object',
      'CONSTRAINT_MALFORMED',
      [root(details({ 'tool:read': { a: { constraint_type: 'fields', fields: [] } } }))],
    ],
    [
      'with 65 tools',
      'CLAIM_MALFORMED',
      [root(details(Object.fromEntries(many(65).map((name) => [`tool:${name}`, { constraint_type: 'none' }]))))],
    ],
    [
      'with 33 arguments',
      'CLAIM_MALFORMED',
      [root(details({ 'tool:read': Object.fromEntries(many(33).map((name) => [name, PATHS])) }))],
    ],
    ['with a tool that is no map', 'CLAIM_MALFORMED', [root(details({ 'tool:read': 'any' }))]],
    ['with a list of tools', 'CLAIM_MISSING', [root(details([]))]],
    ['with entries that are no list', 'CLAIM_MISSING', [root({ authorization_details: {} })]],
    ['with side effects for a limit', 'CLAIM_MALFORMED', [root({}, { crit: ['lim'], lim: { effects: true } })]],
    ['for another place', 'AUDIENCE_MISMATCH', [root({ aud: ['https://other.example.com'] })]],
    ['with text for an audience', 'CLAIM_MALFORMED', [root({ aud: AUDIENCE })]],
    ['with an empty map of arguments', 'CLAIM_MALFORMED', [root(details({ 'tool:read': {} }))]],
    [
      'with a constraint of no known type',
      'CONSTRAINT_UNKNOWN',
      [root(details({ 'tool:read': { a: { constraint_type: 'regex', pattern: '.*' } } }))],
    ],
    [
      'with the type of a built-in name',
      'CONSTRAINT_UNKNOWN',
      [root(details({ 'tool:read': { a: { constraint_type: 'constructor' } } }))],
    ],
    [
      'with a member that is not known',
      'CONSTRAINT_MALFORMED',
      [root(details({ 'tool:read': { a: { constraint_type: 'exact', value: 1, flags: 'i' } } }))],
    ],
    [
      'with text for a bound',
      'CLAIM_MALFORMED',
      [root(details({ 'tool:read': { a: { constraint_type: 'range', min: '0' } } }))],
    ],
    [
      'with a custom constraint that is not registered',
      'CONSTRAINT_UNKNOWN',
      [root(details({ 'tool:read': { a: { constraint_type: 'custom', name: 'even', version: 1, params: null } } }))],
    ],
    [
      'with a name that no tool has',
      'CLAIM_MALFORMED',
      [root(details({ 'tool:re\u0430d': { constraint_type: 'wildcard' } }))],
    ],
    ['with constraints nine deep', 'CONSTRAINT_TOO_DEEP', [root(details({ 'tool:read': { a: deep(9) } }))]],
    ['with constraints eight deep', 'accepted', [root(details({ 'tool:read': { a: deep(8) } }))]],
    ['with a limit that may be skipped', 'CRIT_UNKNOWN', [root({}, { lim: { uses: 3 } })]],
    ['with a limit that may not', 'accepted', [root({}, { crit: ['lim'], lim: { uses: 3 } })]],
    ['with a limit that is not known', 'CLAIM_NOT_ALLOWED', [root({}, { crit: ['lim'], lim: { speed: 3 } })]],
    ['with a limit that is no number', 'CLAIM_MISSING', [root({}, { crit: ['lim'], lim: { uses: '3' } })]],
  ])('%s: %s', (_name, expected, chain) => {
    expect(judged(chain)).toBe(expected);
  });

  it.each(Object.keys(ROOT))('without %s', (name) => {
    expect(judged([rootWithout(name)])).toMatch(/^(CLAIM_MISSING)$/);
  });

  it.each<[string, string, string[]]>([
    ['of a stranger', 'ISSUER_MISMATCH', two({}, { kid: stranger.kid }, stranger)],
    ['of a stranger under the name of the holder', 'SIGNATURE_INVALID', two({}, {}, stranger)],
    ['of the issuer', 'ISSUER_MISMATCH', two({}, { kid: issuer.kid }, issuer)],
    ['that names another issuer', 'ISSUER_MISMATCH', two({ iss: thumbprint(stranger) })],
    ['that names a plain issuer', 'ISSUER_MISMATCH', two({ iss: 'https://issuer.example.com' })],
    ['with a depth left out', 'DEPTH_INVALID', two({ del_depth: 2 })],
    ['with the same depth', 'DEPTH_INVALID', two({ del_depth: 0 })],
    ['with more depth', 'DEPTH_WIDENED', two({ del_max_depth: 4 })],
    ['beyond its own depth', 'DEPTH_EXCEEDED', two({ del_max_depth: 0 })],
    ['that is the last', 'accepted', two({ del_max_depth: 1 })],
    ['that outlives the one above', 'EXPIRY_WIDENED', two({ exp: START + 601 })],
    ['that ends with the one above', 'accepted', two({ exp: START + 600 })],
    ['that is over', 'TOKEN_EXPIRED', two({ exp: START + 20 })],
    ['older than the one above', 'IAT_BEFORE_PARENT', two({ iat: START - 1 })],
    ['of another principal', 'PRINCIPAL_CHANGED', two({ sub: 'mallory' })],
    ['with the id of the one above', 'CHAIN_CYCLE', two({ jti: 'root' })],
    ['with another parent', 'PARENT_HASH_MISMATCH', two({ par_hash: parentHash(root({ jti: 'other' })) })],
    ['with a padded digest', 'PARENT_HASH_MISMATCH', two({ par_hash: `${parentHash(root())}=` })],
    ['with one more tool', 'TOOL_WIDENED', two(details({ 'tool:mail': { constraint_type: 'none' } }))],
    [
      'with one more argument',
      'CONSTRAINT_WIDENED',
      two(details({ 'tool:read': { path: PATHS, mode: { constraint_type: 'wildcard' } } })),
    ],
    ['with an argument less', 'CONSTRAINT_WIDENED', two(details({ 'tool:read': { constraint_type: 'none' } }))],
    [
      'that closes an open tool',
      'accepted',
      two(details({ 'tool:search': { q: { constraint_type: 'exact', value: 'x' } } })),
    ],
    [
      'with a wider constraint',
      'CONSTRAINT_WIDENED',
      two(details({ 'tool:read': { path: { ...PATHS, values: ['/etc'] } } })),
    ],
    ['with any value', 'CONSTRAINT_WIDENED', two(details({ 'tool:read': { path: { constraint_type: 'wildcard' } } }))],
    ['with any arguments', 'CONSTRAINT_WIDENED', two(details({ 'tool:read': { constraint_type: 'wildcard' } }))],
    ['for another place', 'AUDIENCE_MISMATCH', two({ aud: ['https://other.example.com'] })],
    ['for more places', 'AUDIENCE_WIDENED', two({ aud: [AUDIENCE, 'https://other.example.com'] })],
  ])('a second link %s: %s', (_name, expected, chain) => {
    expect(judged(chain)).toBe(expected);
  });

  it.each<[string, object, object, string]>([
    ['more uses', { uses: 3 }, { uses: 4 }, 'LIMIT_WIDENED'],
    ['more uses of a tool', { tools: { 'tool:read': 1 } }, { tools: { 'tool:read': 2 } }, 'LIMIT_WIDENED'],
    ['a larger budget', { budget: 10 }, { budget: 11 }, 'LIMIT_WIDENED'],
    ['no approval any more', { gates: ['tool:read'] }, {}, 'GATE_REMOVED'],
    ['side effects again', { effects: false }, {}, 'SIDE_EFFECTS_WIDENED'],
    [
      'what was not to be handed on',
      { delegates: { 'tool:search': { constraint_type: 'wildcard' } } },
      {},
      'TOOL_WIDENED',
    ],
    ['the same', { uses: 3, budget: 10 }, { uses: 3, budget: 10 }, 'accepted'],
  ])('a second link with %s', (_name, above, below, expected) => {
    const header = (lim: object) => (Object.keys(lim).length === 0 ? {} : { crit: ['lim'], lim });
    const first = root({}, header(above));
    expect(judged([first, child(first, {}, header(below))])).toBe(expected);
  });

  it('is refused where a link in the middle is wider and the last one is narrow again', () => {
    const first = root();
    const wide = child(first, details({ 'tool:read': { path: { constraint_type: 'wildcard' } } }));
    expect(judged([first, wide, third(wide)])).toBe('CONSTRAINT_WIDENED');
    const none = child(first, details({}));
    expect(judged([first, none])).toBe('accepted');
    expect(judged([first, none, third(none)])).toBe('TOOL_WIDENED');
  });

  it.each<[string, unknown, () => string, string]>([
    ['aud', [AUDIENCE], () => rootWithout('aud'), 'CLAIM_MISSING'],
    ['sub', 'alice', () => rootWithout('sub'), 'CLAIM_MISSING'],
    ['exp', START + 600, () => rootWithout('exp'), 'CLAIM_MISSING'],
    ['typ', 'toolcap+jwt', () => token({ alg: 'EdDSA', kid: issuer.kid }, ROOT, issuer), 'TYP_MISMATCH'],
    ['jwk', orchestrator.jwk, () => root({ cnf: {} }), 'CLAIM_MISSING'],
  ])('takes no %s from a polluted prototype', (name, value, made, expected) => {
    const chain = [made()];
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    try {
      expect(judged(chain)).toBe(expected);
    } finally {
      Reflect.deleteProperty(Object.prototype, name);
    }
  });

  it('cannot be taken apart or put together anew', () => {
    const first = root();
    const second = child(first);
    const last = third(second);
    expect(judged([first, last])).toBe('ISSUER_MISMATCH');
    expect(judged([second, first])).toBe('ROOT_UNTRUSTED');
    expect(judged([second])).toBe('ROOT_UNTRUSTED');
    expect(judged([first, first])).toBe('ISSUER_MISMATCH');
    const other = root({ jti: 'other' }); // same holder, same tools
    expect(judged([other, second])).toBe('PARENT_HASH_MISMATCH');
    expect(judged([first, second, last, last])).toBe('ISSUER_MISMATCH');
  });
});

describe('a token that is no such token', () => {
  const header = (more: object): string => root({}, more);
  const rewritten = (text: string): string => signedText(`${encoded(text)}.${encoded(JSON.stringify(ROOT))}`, issuer);
  const withPayload = (text: string): string =>
    signedText(`${encoded(JSON.stringify(HEADER))}.${encoded(text)}`, issuer);
  const claims = JSON.stringify(ROOT);

  it.each<[string, string, string]>([
    ['no signature algorithm', 'ALG_NOT_ALLOWED', header({ alg: 'none' })],
    ['no signature algorithm and no signature', 'ALG_NOT_ALLOWED', header({ alg: 'none' }).replace(/[^.]*$/, '')],
    ['no signature', 'SIGNATURE_INVALID', root().replace(/[^.]*$/, '')],
    ['a shared secret', 'ALG_NOT_ALLOWED', header({ alg: 'HS256' })],
    ['another curve', 'ALG_NOT_ALLOWED', header({ alg: 'ES256' })],
    ['another case', 'ALG_NOT_ALLOWED', header({ alg: 'eddsa' })],
    ['no algorithm', 'ALG_NOT_ALLOWED', rewritten(JSON.stringify({ typ: HEADER.typ, kid: HEADER.kid }))],
    ['no type', 'TYP_MISMATCH', rewritten(JSON.stringify({ alg: 'EdDSA', kid: HEADER.kid }))],
    ['the type of a proof', 'TYP_MISMATCH', header({ typ: 'toolcap-pop+jwt' })],
    ['the type of other tokens', 'TYP_MISMATCH', header({ typ: 'JWT' })],
    ['the type in another case', 'TYP_MISMATCH', header({ typ: 'TOOLCAP+JWT' })],
    ['a key of its own', 'HEADER_NOT_ALLOWED', header({ jwk: stranger.jwk })],
    ['an address of keys', 'HEADER_NOT_ALLOWED', header({ jku: 'https://evil.test/keys' })],
    ['a certificate', 'HEADER_NOT_ALLOWED', header({ x5u: 'https://evil.test/cert' })],
    ['a payload that is not encoded', 'HEADER_NOT_ALLOWED', header({ b64: false })],
    ['no key', 'HEADER_NOT_ALLOWED', rewritten(JSON.stringify({ alg: 'EdDSA', typ: HEADER.typ }))],
    ['a key that is a number', 'HEADER_NOT_ALLOWED', header({ kid: 5 })],
    ['something else that is critical', 'CRIT_UNKNOWN', header({ crit: ['exp'], lim: {} })],
    ['nothing that is critical', 'CRIT_UNKNOWN', header({ crit: [], lim: {} })],
    ['two algorithms', 'TOKEN_MALFORMED', rewritten(`{"alg":"none",${JSON.stringify(HEADER).slice(1)}`)],
    ['two ids', 'TOKEN_MALFORMED', withPayload(`{"jti":"a",${claims.slice(1)}`)],
    ['two ids, one with an escape', 'TOKEN_MALFORMED', withPayload(`{"\\u006ati":"a",${claims.slice(1)}`)],
    ['two tools of a name', 'TOKEN_MALFORMED', withPayload(claims.replace('"tool:search":', '"tool:read":'))],
    ['a prototype', 'TOKEN_MALFORMED', withPayload(`{"__proto__":{"admin":true},${claims.slice(1)}`)],
    ['text behind it', 'TOKEN_MALFORMED', withPayload(`${claims} {}`)],
    ['no JSON', 'TOKEN_MALFORMED', withPayload('claims')],
    ['a list', 'TOKEN_MALFORMED', withPayload('[]')],
    ['a zero with a sign', 'TOKEN_MALFORMED', withPayload(claims.replace('"del_depth":0', '"del_depth":-0'))],
    [
      'a number that no double holds',
      'TOKEN_MALFORMED',
      withPayload(claims.replace(/"exp":\d+/, '"exp":9007199254740993')),
    ],
    ['a number out of range', 'TOKEN_MALFORMED', withPayload(claims.replace(/"exp":\d+/, '"exp":1e400'))],
    ['a lone surrogate', 'TOKEN_MALFORMED', withPayload(claims.replace('"alice"', '"\\ud800"'))],
    [
      'no UTF-8',
      'TOKEN_MALFORMED',
      signedText(`${encoded(JSON.stringify(HEADER))}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`, issuer),
    ],
    ['two parts', 'TOKEN_MALFORMED', root().split('.').slice(0, 2).join('.')],
    ['four parts', 'TOKEN_MALFORMED', `${root()}.AAAA`],
    ['five parts', 'TOKEN_MALFORMED', `${root()}..`],
    ['nothing', 'TOKEN_MALFORMED', ''],
    ['padding', 'TOKEN_MALFORMED', `${root()}=`],
    ['white space', 'TOKEN_MALFORMED', `${root()}\n`],
    ['another alphabet', 'TOKEN_MALFORMED', root().replace(/.$/, '+')],
    ['a signature that is cut', 'SIGNATURE_INVALID', root().replace(/\.[^.]*$/, '.AAAA')],
  ])('%s: %s', (_name, expected, text) => {
    expect(judged([text])).toBe(expected);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'TOKEN_MALFORMED'],
    ['a text', root(), 'TOKEN_MALFORMED'],
    ['no token', [], 'CHAIN_EMPTY'],
    ['a number', [5], 'TOKEN_MALFORMED'],
    ['a hole', new Array(1), 'TOKEN_MALFORMED'],
    ['an object like a list', { 0: root(), length: 1 }, 'TOKEN_MALFORMED'],
    ['a text that is an object', [new String(root())], 'TOKEN_MALFORMED'],
  ])('a chain of %s', (_name, chain, expected) => {
    expect(judged(chain)).toBe(expected);
  });

  it('has one form only: the bits that the last character does not need are zero', () => {
    const text = root();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(text.at(-1) ?? '');
    const twin = `${text.slice(0, -1)}${alphabet[last + 1]}`;
    expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(text, 'base64url'));
    expect(judged([text])).toBe('accepted');
    expect(judged([twin])).toBe('TOKEN_MALFORMED');
  });

  it('is refused for every byte that is flipped', () => {
    const made = world();
    made.at(20);
    const [first = '', second = ''] = two();
    const flip = (text: string, at: number): string => {
      const code = text.charCodeAt(at);
      return `${text.slice(0, at)}${String.fromCharCode(code ^ 1)}${text.slice(at + 1)}`;
    };
    made.verifier.verify([first, second]);
    const accepted: number[] = [];
    for (let at = 0; at < first.length; at += 1) {
      if (detailOf(() => made.verifier.verify([flip(first, at), second])) === 'accepted') accepted.push(at);
    }
    for (let at = 0; at < second.length; at += 1) {
      if (detailOf(() => made.verifier.verify([first, flip(second, at)])) === 'accepted') accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });
});

describe('what a refusal costs', () => {
  const signatures = (chain: unknown): [string, number] => {
    vi.clearAllMocks();
    return [judged(chain), vi.mocked(isSignedBy).mock.calls.length];
  };
  const first = root();
  const many = (count: number): string[] => new Array<string>(count).fill(first);
  const big = (size: number, more: object = {}): string => root({ agent: 'x', ...more, pad: 'y'.repeat(size) });

  it.each<[string, unknown, string, number]>([
    ['an unknown key', [root({}, { kid: stranger.kid }, stranger)], 'ROOT_UNTRUSTED', 0],
    ['an unknown key and a long chain', [root({}, { kid: stranger.kid }, stranger), ...many(8)], 'ROOT_UNTRUSTED', 0],
    ['a token of more than 16 KB', [`${'A'.repeat(16_385)}`], 'TOKEN_TOO_LARGE', 0],
    ['more than nine links', many(10), 'CHAIN_TOO_LONG', 0],
    ['more than 64 KB', [1, 2, 3, 4, 5].map(() => 'A'.repeat(16_000)), 'CHAIN_TOO_LARGE', 0],
    ['garbage of 16 KB', ['A'.repeat(16_384)], 'TOKEN_MALFORMED', 0],
    ['dots', ['.'.repeat(16_384)], 'TOKEN_MALFORMED', 0],
    ['a header of brackets', [`${encoded('['.repeat(9_000))}.AAAA.AAAA`], 'TOKEN_MALFORMED', 0],
    ['a later link of another type', [first, root({}, { typ: 'JWT' })], 'TYP_MISMATCH', 0],
    ['a later link that is malformed', [first, 'a.b'], 'TOKEN_MALFORMED', 0],
    ['a claim that is not known, in 10 KB', [big(7_000)], 'CLAIM_NOT_ALLOWED', 1],
    ['a second link of a stranger', two({}, { kid: stranger.kid }, stranger), 'ISSUER_MISMATCH', 1],
  ])('%s', (_name, chain, detail, count) => {
    expect(signatures(chain)).toEqual([detail, count]);
  });

  it('brackets that the issuer has signed are not followed down', () => {
    const bomb = signedText(`${encoded(JSON.stringify(HEADER))}.${encoded('['.repeat(9_000))}`, issuer);
    expect(signatures([bomb])).toEqual(['TOKEN_MALFORMED', 1]);
  });

  it('a chain that is known costs no signature, and what was refused is not remembered', () => {
    const made = world();
    made.at(20);
    const chain = two();
    made.verifier.verify(chain);
    expect(vi.mocked(isSignedBy)).toHaveBeenCalledTimes(2);
    made.verifier.verify([...chain]);
    expect(vi.mocked(isSignedBy)).toHaveBeenCalledTimes(2);
    const bad = two({}, {}, stranger);
    for (const times of [4, 6]) {
      expect(detailOf(() => made.verifier.verify(bad))).toBe('SIGNATURE_INVALID');
      expect(vi.mocked(isSignedBy)).toHaveBeenCalledTimes(times);
    }
    made.at(301);
    expect(detailOf(() => made.verifier.verify(chain))).toBe('TOKEN_EXPIRED'); // known, and over all the same
  });
});

describe('what is remembered', () => {
  it('is the whole chain, and not its last link', () => {
    const made = world();
    made.at(20);
    const [first = '', second = ''] = two();
    made.verifier.verify([first, second]);
    const other = root({ exp: START + 500 }); // the same id, with other content
    expect(detailOf(() => made.verifier.verify([other, second]))).toBe('PARENT_HASH_MISMATCH');
    expect(detailOf(() => made.verifier.verify([root({}, {}, stranger), second]))).toBe('SIGNATURE_INVALID');
    expect(detailOf(() => made.verifier.verify([`${first},${second}`]))).toBe('TOKEN_MALFORMED');
  });

  it('does not outlive a change of the anchors', () => {
    const made = world();
    made.at(20);
    const chain = two();
    made.verifier.verify(chain);
    made.verifier.setAnchors([{ jwk: stranger.jwk }]);
    expect(detailOf(() => made.verifier.verify(chain))).toBe('ROOT_UNTRUSTED');
    made.verifier.setAnchors([{ jwk: issuer.jwk }]);
    vi.clearAllMocks();
    expect(detailOf(() => made.verifier.verify(chain))).toBe('accepted');
    expect(vi.mocked(isSignedBy)).toHaveBeenCalledTimes(2);
  });

  it('is pushed out by a flood, and then verified again', () => {
    const made = world({ cacheBytes: 40_000 });
    made.at(20);
    const chain = two();
    made.verifier.verify(chain);
    for (let index = 0; index < 50; index += 1) made.verifier.verify([root({ jti: `flood-${index}` })]);
    vi.clearAllMocks();
    expect(detailOf(() => made.verifier.verify(chain))).toBe('accepted');
    expect(vi.mocked(isSignedBy)).toHaveBeenCalledTimes(2);
  });
});

describe('createChainVerifier', () => {
  const options = { authority: createAuthority(), audience: AUDIENCE, anchors: [{ jwk: issuer.jwk }] };
  it.each<[string, object, RegExp]>([
    ['no authority', { authority: {} }, /"authority" must be made by createAuthority/],
    ['no audience', { audience: '' }, /"audience" must be the name/],
    ['no anchors', { anchors: [] }, /"anchors" must be a list of 1 to 64/],
    ['an anchor twice', { anchors: [{ jwk: issuer.jwk }, { jwk: issuer.jwk }] }, /stands twice/],
    ['an anchor that can sign', { anchors: [{ jwk: { ...issuer.jwk, d: 'AAAA' } }] }, /must be a public Ed25519 key/],
    ['a misspelt bound of an anchor', { anchors: [{ jwk: issuer.jwk, ceilings: {} }] }, /unknown option "ceilings"/],
    [
      'a bound of an anchor that is no time',
      { anchors: [{ jwk: issuer.jwk, notAfter: '2027' }] },
      /"notAfter" must be/,
    ],
    [
      'an audience of an anchor that is no list',
      { anchors: [{ jwk: issuer.jwk, audience: 'a' }] },
      /must be a list of names/,
    ],
    ['no store', { store: {} }, /"store.burn" must be a function/],
    ['an empty ceiling of a tool', { anchors: [{ jwk: issuer.jwk, ceiling: { a: {} } }] }, /an empty map/],
    ['18 links', { maxLinks: 18 }, /"maxLinks" must be a whole number from 1 to 17/],
    ['a misspelt option', { anchor: [] }, /unknown option "anchor"/],
    ['no clock', { now: 5 }, /"now" must be a function/],
  ])('refuses %s', (_name, more, message) => {
    expect(() => createChainVerifier({ ...options, ...more } as never)).toThrow(message);
  });

  it('takes no chain when its clock is broken', () => {
    const { verifier } = world({ now: () => Number.NaN });
    expect(detailOf(() => verifier.verify([root()]))).not.toBe('accepted');
    const broken = world({
      now: () => {
        throw new Error('no clock');
      },
    });
    expect(detailOf(() => broken.verifier.verify([root()]))).toBe('ERR_GUARD_FAULT');
  });
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}

function twice(): object[] {
  return [1, 2].map(() => ({ type: 'attenuating_agent_token', tools: TOOLS }));
}

function deep(levels: number): object {
  let constraint: object = { constraint_type: 'wildcard' };
  for (let level = 1; level < levels; level += 1) constraint = { constraint_type: 'all', constraints: [constraint] };
  return constraint;
}
