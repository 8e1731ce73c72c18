import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMatched, subsumes } from '../../../src/tokens/chain/aat-subsumption.ts';
import { exportChain } from '../../../src/tokens/chain/export-chain.ts';
import type { Signer } from '../../../src/tokens/chain/signer.ts';
import { constraints as c, experimentalAat, isNarrower } from '../../../src/tokens/index.ts';
import { randomConstraints } from '../../properties/random-constraints.ts';
import {
  detailLater,
  detailOf,
  encoded,
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

const ALG = { alg: 'EdDSA' };
const PLACES = { constraint_type: 'one_of', values: ['north', 'south'] };
const entry = (tools: object): object => ({ authorization_details: [{ type: 'attenuating_agent_token', tools }] });
const ROOT = {
  jti: 'r',
  iss: 'https://issuer.example.com',
  iat: START,
  exp: START + 3_600,
  cnf: { jwk: orchestrator.jwk },
  del_depth: 0,
  del_max_depth: 2,
  ...entry({ open_gate: { place: PLACES }, look: {} }),
};
const root = (more: object = {}, header: object = ALG, signer: Signer = issuer): string =>
  token(header, { ...ROOT, ...more }, signer);
const child = (parent: string, more: object = {}, signer: Signer = orchestrator): string =>
  token(
    ALG,
    {
      jti: 'c',
      iss: `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${orchestrator.kid}`,
      iat: START + 5,
      exp: START + 1_800,
      cnf: { jwk: worker.jwk },
      del_depth: 1,
      del_max_depth: 2,
      par_hash: parentHash(parent),
      ...entry({ open_gate: { place: { constraint_type: 'exact', value: 'north' } } }),
      ...more,
    },
    signer,
  );

const CALL = { target: 'open_gate', args: { place: 'north' } };
const proof = (more: object = {}, signer: Signer = orchestrator): string =>
  token(ALG, { jti: 'p', iat: START + 20, aat_id: 'r', aat_tool: 'open_gate', hta: CALL.args, ...more }, signer);
const ofChild = (more: object = {}): string => proof({ aat_id: 'c', ...more }, worker);

function reader(options: Parameters<typeof world>[0] = {}, proofAudience = false) {
  const made = world({ codec: experimentalAat({ proofAudience }), ...options });
  made.at(20);
  return made;
}

/** What becomes of the chain, its proof and the call. */
async function outcome(
  chain: readonly string[],
  pop: string,
  call: { target: string; args?: unknown } = CALL,
  made = reader(),
) {
  let refused = '';
  const accepted = await made.verifier.acceptCall(chain, pop, call).catch(async (error: Promise<never>) => {
    refused = await detailLater(Promise.reject(error));
  });
  if (accepted === undefined) return refused;
  const check = made.authority.check(accepted.capability, call.target, accepted.args);
  return check.ok ? 'permitted' : check.detail;
}
const two = (more: object = {}, signer = orchestrator): string[] => {
  const first = root();
  return [first, child(first, more, signer)];
};

describe('a chain of the draft', () => {
  it.each<[string, string, readonly string[], string, { target: string; args?: unknown }]>([
    ['of one link', 'permitted', [root()], proof(), CALL],
    ['of two', 'permitted', two(), ofChild(), CALL],
    [
      'with a tool of any arguments',
      'permitted',
      [root()],
      proof({ aat_tool: 'look', hta: { far: true } }),
      { target: 'look', args: { far: true } },
    ],
    ['with claims of others', 'permitted', [root({ scope: 'all' })], proof(), CALL],
    [
      'with entries of others',
      'permitted',
      [root({ authorization_details: [{ type: 'payment' }, ...entries()] })],
      proof(),
      CALL,
    ],
    [
      'with constraints that are nested for nothing',
      'permitted',
      [root(entry({ open_gate: { place: nested(32) } }))],
      proof(),
      CALL,
    ],
    [
      'with constraints that are too deep',
      'CONSTRAINT_TOO_DEEP',
      [root(entry({ open_gate: { place: nested(33) } }))],
      proof(),
      CALL,
    ],
    [
      'with constraints that are too deep for us',
      'CLAIM_MALFORMED',
      [root(entry({ open_gate: { place: folded(12) } }))],
      proof(),
      CALL,
    ],
    [
      'with a type of ours',
      'CONSTRAINT_UNKNOWN',
      [root(entry({ open_gate: { place: { constraint_type: 'prefix', value: 'n' } } }))],
      proof(),
      CALL,
    ],
    ['whose middle grants nothing', 'CAPABILITY_ENTRY_COUNT', two({ authorization_details: [] }), ofChild(), CALL],
    [
      'with other arguments',
      'ARG_KEYS_CHANGED',
      two(entry({ open_gate: { place: PLACES, speed: { constraint_type: 'wildcard' } } })),
      ofChild(),
      CALL,
    ],
    ['with no arguments', 'ARG_KEYS_CHANGED', two(entry({ open_gate: {} })), ofChild(), CALL],
    ['with another tool', 'TOOL_WIDENED', two(entry({ close_gate: {} })), ofChild(), CALL],
    [
      'with a wider constraint',
      'CONSTRAINT_WIDENED',
      two(entry({ open_gate: { place: { constraint_type: 'wildcard' } } })),
      ofChild(),
      CALL,
    ],
    [
      'narrower, but not as the draft has it',
      'CONSTRAINT_WIDENED',
      two(
        entry({
          open_gate: { place: { constraint_type: 'any', constraints: [{ constraint_type: 'exact', value: 'north' }] } },
        }),
      ),
      ofChild(),
      CALL,
    ],
    ['that began with a parent', 'ROOT_HAS_PARENT', [root({ par_hash: parentHash(root()) })], proof(), CALL],
    ['of an issuer that is no URI', 'CLAIM_MISSING', [root({ iss: 'issuer' })], proof(), CALL],
    ['with a key name', 'HEADER_NOT_ALLOWED', [root({}, { ...ALG, kid: issuer.kid })], proof(), CALL],
    ['of a stranger', 'ROOT_UNTRUSTED', [root({}, ALG, stranger)], proof(), CALL],
    ["whose second link is a stranger's", 'SIGNATURE_INVALID', two({}, stranger), ofChild(), CALL],
    ["whose second link is the issuer's", 'SIGNATURE_INVALID', two({}, issuer), ofChild(), CALL],
    [
      'whose second link has another parent',
      'PARENT_HASH_MISMATCH',
      two({ par_hash: parentHash(root({ jti: 'other' })) }),
      ofChild(),
      CALL,
    ],
    ['for another place', 'AUDIENCE_MISMATCH', [root({ aud: 'https://other.example.com' })], proof(), CALL],
    ['that is not valid yet', 'TOKEN_NOT_YET_VALID', [root({ nbf: START + 21 })], proof(), CALL],
    [
      'for another call',
      'ARG_CONSTRAINT',
      [root()],
      proof({ hta: { place: 'east' } }),
      { target: 'open_gate', args: { place: 'east' } },
    ],
    [
      'for another tool',
      'TOOL_NOT_GRANTED',
      [root()],
      proof({ aat_tool: 'shut', hta: {} }),
      { target: 'shut', args: {} },
    ],
    ['without an argument', 'ARG_MISSING', [root()], proof({ hta: {} }), { target: 'open_gate', args: {} }],
  ])('%s: %s', async (_name, expected, chain, pop, call) => {
    expect(await outcome(chain, pop, call)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['of its first holder', 'POP_INVALID', proof({ aat_id: 'c' }, orchestrator)],
    ['of a stranger', 'POP_INVALID', proof({ aat_id: 'c' }, stranger)],
    ['for the link above', 'POP_TOKEN_MISMATCH', ofChild({ aat_id: 'r' })],
    ['for another tool', 'POP_TOOL_MISMATCH', ofChild({ aat_tool: 'look' })],
    ['for other arguments', 'POP_ARGS_MISMATCH', ofChild({ hta: { place: 'south' } })],
    ['for arguments of another type', 'POP_ARGS_MISMATCH', ofChild({ hta: ['north'] })],
    ['for another place', 'POP_AUDIENCE', ofChild({ aat_aud: 'https://other.example.com' })],
    ['that is too old', 'POP_EXPIRED', ofChild({ iat: START - 11 })],
    ['that is as old as it may be', 'permitted', ofChild({ iat: START - 10 })],
    ['from the future', 'POP_EXPIRED', ofChild({ iat: START + 51 })],
    ['with another claim', 'POP_INVALID', ofChild({ scope: 'all' })],
    ['that is a token', 'POP_INVALID', child(root())],
    [
      'that is not canonical',
      'POP_NOT_CANONICAL',
      signedText(`${encoded(JSON.stringify(ALG))}.${encoded('{ "jti": "p" }')}`, worker),
    ],
  ])('with a proof %s: %s', async (_name, expected, pop) => {
    expect(await outcome(two(), pop)).toBe(expected);
  });

  it('takes a proof once, and none where a place must be named and is not', async () => {
    const made = reader();
    expect(await outcome(two(), ofChild(), CALL, made)).toBe('permitted');
    expect(await outcome(two(), ofChild(), CALL, made)).toBe('POP_REPLAYED');
    const strict = reader({}, true);
    expect(await outcome(two(), ofChild(), CALL, strict)).toBe('POP_AUDIENCE');
    expect(await outcome(two(), ofChild({ aat_aud: 'https://tools.example.com' }), CALL, strict)).toBe('permitted');
  });

  it('is for calls only, and for few anchors', () => {
    const made = reader();
    expect(() => made.verifier.accept([root()], proof())).toThrow(/acceptCall/);
    const anchors = [issuer, orchestrator, worker, stranger].map(({ jwk }) => ({ jwk }));
    expect(detailOf(() => reader({ anchors }).verifier.verify([root()]))).toBe('accepted');
    const fifth = { jwk: { ...issuer.jwk, x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' } } as const;
    expect(detailOf(() => reader({ anchors: [...anchors, fifth] }).verifier.verify([root()]))).toBe('ROOT_UNTRUSTED');
  });

  it('is not written on in our format', async () => {
    const made = reader();
    const { capability } = await made.verifier.acceptCall([root()], proof(), CALL);
    const child = capability.attenuate({ tools: [] });
    await expect(exportChain(child, { signer: orchestrator, holder: worker.jwk, now: made.now })).rejects.toThrow(
      /came as aat-01, which can be accepted and not handed on/,
    );
  });

  it('does for no other format, and the other way round', () => {
    const made = world();
    made.at(20);
    expect(detailOf(() => made.verifier.verify([root()]))).toBe('TYP_MISMATCH');
    const ours = root({}, { alg: 'EdDSA', typ: 'toolcap+jwt', kid: issuer.kid });
    expect(detailOf(() => reader().verifier.verify([ours]))).toBe('HEADER_NOT_ALLOWED');
  });
});

describe('subsumes', () => {
  it('accepts nothing that our proof does not', () => {
    const pool = randomConstraints(99, 400).filter(({ type }) => type !== 'optional'); // which the draft has not
    let accepted = 0;
    for (const parent of pool) {
      for (const child of pool) {
        if (!subsumes(child, parent)) continue;
        accepted += 1;
        expect([child, parent, isNarrower(child, parent)]).toEqual([child, parent, true]);
      }
    }
    expect(accepted).toBeGreaterThan(1_000);
  });

  it('finds clauses of their own for those of the parent, as trying all ways would', () => {
    const tried = (rows: readonly (readonly boolean[])[], used: readonly number[] = []): boolean => {
      const [row, ...rest] = rows;
      if (row === undefined) return true;
      return row.some((fits, column) => fits && !used.includes(column) && tried(rest, [...used, column]));
    };
    const table = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).chain(([rows, columns]) =>
      fc.array(fc.array(fc.boolean(), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(table, (rows) => {
        expect(isMatched(rows)).toBe(tried(rows));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is done at once where trying all ways would take ages', () => {
    const clauses = Array.from({ length: 64 }, (_, index) => c.range({ min: index }));
    const high = Array.from({ length: 64 }, () => c.range({ min: 62 }));
    expect(subsumes(c.all(clauses), c.all(clauses))).toBe(true);
    expect(subsumes(c.all(high), c.all(clauses))).toBe(false);
  });
});

function entries(): object[] {
  return [{ type: 'attenuating_agent_token', tools: { open_gate: { place: PLACES } } }];
}
function nested(levels: number): object {
  let constraint: object = PLACES;
  for (let level = 1; level < levels; level += 1) constraint = { constraint_type: 'all', constraints: [constraint] };
  return constraint;
}
/** Levels that cannot be left out: two clauses each, of one kind in the other. */
function folded(levels: number): object {
  let constraint: object = PLACES;
  for (let level = 1; level < levels; level += 1) {
    constraint = { constraint_type: level % 2 === 0 ? 'all' : 'any', constraints: [constraint, PLACES] };
  }
  return constraint;
}
