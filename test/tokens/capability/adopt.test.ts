import { describe, expect, it } from 'vitest';
import { adoptedState, handleOf } from '../../../src/tokens/capability/adopt.ts';
import { stateOf } from '../../../src/tokens/capability/capability.ts';
import { createLifeline, type LinkTerms } from '../../../src/tokens/capability/link.ts';
import {
  type Authority,
  type AuthorizeOptions,
  type Capability,
  constraints as c,
  createAuthority,
} from '../../../src/tokens/index.ts';

const authority = createAuthority();

const linksOf = (capability: Capability): readonly LinkTerms[] => stateOf(capability)?.links ?? [];

/** A handle for links that came from elsewhere. */
function adopted(links: readonly LinkTerms[]): Capability {
  const [root, ...below] = links;
  if (root === undefined) throw new Error('no link');
  const state = adoptedState(authority, [root, ...below]);
  if ('problem' in state) throw new Error(state.problem);
  return handleOf(state, state, createLifeline());
}

const ask = (of: Authority, capability: Capability, options: AuthorizeOptions = {}): unknown => {
  const answer = of.authorize(capability, 'work', {}, options);
  return 'ok' in answer && (answer.ok ? 'ok' : answer.detail);
};

const minted = (uses: number): Capability =>
  authority.mint({ principal: 'alice', tools: { work: c.any() }, uses, agent: 'agent:crew' });

describe('links from elsewhere', () => {
  it('share the counters of the same links, whichever handle holds them', () => {
    const links = linksOf(minted(3));
    const [one, two] = [adopted(links), adopted(links)];
    expect([ask(authority, one), ask(authority, two), ask(authority, one), ask(authority, two)]).toEqual([
      'ok',
      'ok',
      'ok',
      'USES_EXHAUSTED',
    ]);
  });

  it('use nothing up of a chain whose id they took', () => {
    const victim = minted(2);
    const child = minted(1_000).attenuate({ tools: ['work'], uses: 100 });
    const [root, below] = linksOf(child);
    if (root === undefined || below === undefined) throw new Error('no links');
    const thief = adopted([root, { ...below, id: authority.describe(victim).id }]);
    for (let call = 0; call < 10; call += 1) expect(ask(authority, thief)).toBe('ok');
    expect([ask(authority, victim), ask(authority, victim)]).toEqual(['ok', 'ok']);
  });

  it('have no operation of another chain refused whose id they took', () => {
    const victim = minted(2);
    const [root, below] = linksOf(minted(1_000).attenuate({ tools: ['work'] }));
    if (root === undefined || below === undefined) throw new Error('no links');
    const thief = adopted([root, { ...below, id: authority.describe(victim).id }]);
    const same = adopted([root, below]);
    const options = { operationId: 'order-17' };
    for (const capability of [thief, victim, same]) expect(ask(authority, capability, options)).toBe('ok');
    for (const capability of [victim, adopted([root, below])]) {
      expect(ask(authority, capability, options)).toBe('OP_DUPLICATE');
    }
  });

  it('are refused where one holds more than the one above it, with which and why', () => {
    const [root] = linksOf(minted(3));
    if (root === undefined) throw new Error('no link');
    expect(adoptedState(authority, [root, { ...root, depthLeft: 1, uses: 4 }])).toMatchObject({
      link: 1,
      detail: 'LIMIT_WIDENED',
    });
    expect(adoptedState(authority, [root, { ...root, depthLeft: 1, principal: 'eve' }])).toMatchObject({
      detail: 'PRINCIPAL_CHANGED',
    });
  });

  it('end together, by one of their handles or by a name that any of them carries', () => {
    const links = linksOf(minted(9).attenuate({ tools: ['work'], agent: 'agent:helper' }));
    const [one, two] = [adopted(links), adopted(links)];
    authority.revoke(one);
    expect([ask(authority, one), ask(authority, two)]).toEqual(['TOKEN_REVOKED', 'TOKEN_REVOKED']);
    const helper = adopted(linksOf(minted(9).attenuate({ tools: ['work'], agent: 'agent:helper' })));
    expect(ask(authority, helper)).toBe('ok');
    authority.revoke({ agent: 'agent:helper' });
    expect(ask(authority, helper)).toBe('TOKEN_REVOKED');
    const keyed = adopted(linksOf(minted(9)).map((link) => ({ ...link, keys: ['thumbprint'] })));
    expect(ask(authority, keyed)).toBe('ok');
    authority.revoke({ key: 'thumbprint' });
    expect(ask(authority, keyed)).toBe('TOKEN_REVOKED');
  });
});
