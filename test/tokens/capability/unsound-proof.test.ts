import { describe, expect, it, vi } from 'vitest';
import {
  type AttenuateOptions,
  type AuthorizeOptions,
  type Constraint,
  constraints as c,
  createAuthority,
  type MintOptions,
} from '../../../src/tokens/index.ts';
import { manualClock } from '../../recording.ts';

// The proof is wrong in the worst way: everything counts as narrower, of arguments as of all else.
vi.mock('../../../src/tokens/constraints/narrower.ts', () => ({
  isNarrower: () => true,
  isProvenNarrower: () => true,
}));

vi.mock('../../../src/tokens/capability/narrowing.ts', () => ({ wideningOf: () => undefined, missing: () => '' }));

describe('with a proof that accepts everything', () => {
  it.each<[Constraint, Constraint, unknown]>([
    [c.pathUnder('/data'), c.pathUnder('/'), '/etc/passwd'],
    [c.pathUnder('/data'), c.pathUnder('/etc'), '/etc/passwd'],
    [c.pathUnder('/data'), c.any(), '/etc/passwd'],
    [c.pathUnder('/data'), c.optional(c.any()), '/etc/passwd'],
    [c.url({ hosts: ['example.com'] }), c.url({ hosts: ['evil.test'] }), 'https://evil.test/'],
    [
      c.url({ hosts: ['example.com'], ports: [80, 443] }),
      c.url({ hosts: ['example.com'], schemes: ['http'], ports: [80, 443] }),
      'http://example.com/',
    ],
    [
      c.url({ hosts: ['example.com'], pathPrefix: '/v1' }),
      c.url({ hosts: ['example.com'], schemes: ['http', 'https'] }),
      'http://example.com/v1',
    ],
    [c.url({ hosts: ['example.com'], pathPrefix: '/v1' }), c.url({ hosts: ['example.com'] }), 'https://example.com/v2'],
    [
      c.url({ hosts: ['example.com'] }),
      c.url({ hosts: ['example.com'], ports: [443, 8443] }),
      'https://example.com:8443/',
    ],
    [c.range({ max: 10 }), c.range({ max: 100 }), 50],
    [c.length({ max: 10 }), c.any(), 'x'.repeat(50)],
    [c.oneOf(['a']), c.oneOf(['b']), 'b'],
  ])('an argument does not widen: %j', (above, below, value) => {
    const authority = createAuthority();
    const root = authority.mint({ principal: 'alice', tools: { use: { it: above } } });
    const leaf = root.attenuate({ tools: { use: { it: below } } }).attenuate({ tools: { use: { it: below } } });
    expect(authority.check(leaf, 'use', { it: value })).toMatchObject({
      ok: false,
      code: 'ERR_CAPABILITY',
      argument: 'it',
    });
  });

  it('a required argument stays required', () => {
    const authority = createAuthority();
    const root = authority.mint({ principal: 'alice', tools: { use: { it: c.exact('a') } } });
    const leaf = root.attenuate({ tools: { use: { it: c.optional(c.any()) } } });
    expect(authority.check(leaf, 'use', {})).toMatchObject({ ok: false, argument: 'it' });
    expect(authority.check(leaf, 'use', { it: 'a' }).ok).toBe(true);
  });

  describe('no other bound widens', () => {
    const tools = { use: c.any() };
    const chain = (above: Partial<MintOptions>, below: Partial<AttenuateOptions>) => {
      const clock = manualClock();
      const authority = createAuthority({ clock });
      const root = authority.mint({ principal: 'alice', tools, ttlMs: 1_000, ...above });
      const leaf = root.attenuate({ tools, ...below }).attenuate({ tools, ...below });
      const ask = (options: AuthorizeOptions = {}) => {
        const answer = authority.authorize(leaf, 'use', {}, options);
        return 'ok' in answer ? (answer.ok ? 'ok' : answer.detail) : 'later';
      };
      return { authority, clock, leaf, ask };
    };

    it('uses', () => {
      const { ask } = chain({ uses: 1 }, { uses: 100 });
      expect([ask(), ask()]).toEqual(['ok', 'USES_EXHAUSTED']);
    });

    it('uses of a tool', () => {
      const { ask } = chain({ toolUses: { use: 1 } }, { toolUses: { use: 100 } });
      expect([ask(), ask()]).toEqual(['ok', 'USES_EXHAUSTED']);
    });

    it('budget', () => {
      const { ask } = chain({ budget: 10 }, { budget: 1_000 });
      expect([ask({ cost: 10 }), ask({ cost: 1 })]).toEqual(['ok', 'BUDGET_EXHAUSTED']);
    });

    it('life', () => {
      const { ask, clock } = chain({}, { ttlMs: 86_400_000 });
      expect(ask()).toBe('ok');
      clock.advance(1_000);
      expect(ask()).toBe('TOKEN_EXPIRED');
    });

    it('beginning', () => {
      const { ask, clock } = chain({ notBeforeMs: 500 }, { notBeforeMs: 0 });
      expect(ask()).toBe('TOKEN_NOT_YET_VALID');
      clock.advance(500);
      expect(ask()).toBe('ok');
    });

    it('audience', () => {
      const { ask } = chain({ audience: ['here'] }, { audience: ['here', 'there'] });
      expect([ask({ audience: 'there' }), ask({ audience: 'here' })]).toEqual(['AUDIENCE_MISMATCH', 'ok']);
    });

    it('approvals', () => {
      const { ask } = chain({ approvals: ['use'] }, { approvals: [] });
      expect([ask(), ask({ approved: true })]).toEqual(['APPROVAL_REQUIRED', 'ok']);
    });

    it('side effects', () => {
      const { ask } = chain({ sideEffects: false }, { sideEffects: true });
      expect([ask({ sideEffects: true }), ask({ sideEffects: false })]).toEqual(['SIDE_EFFECTS_NOT_GRANTED', 'ok']);
    });

    it('tools', () => {
      const { ask } = chain({ tools: { other: c.any() } }, {});
      expect(ask()).toBe('TOOL_NOT_GRANTED');
    });

    it('what may be handed on', () => {
      const { ask } = chain({ delegates: {} }, { delegates: tools });
      expect(ask()).toBe('TOOL_NOT_GRANTED');
    });

    it('depth', () => {
      const { authority, leaf } = chain({ maxDepth: 2 }, { maxDepth: 16 });
      expect(authority.describe(leaf).depthLeft).toBe(0);
    });

    it('what is wide again at the leaf after it was narrow in the middle', () => {
      const authority = createAuthority();
      const root = authority.mint({ principal: 'alice', tools: { use: { it: c.any() } } });
      const middle = root.attenuate({ tools: { use: { it: c.exact('a') } }, uses: 1 });
      const leaf = middle.attenuate({ tools: { use: { it: c.any() } }, uses: 100 });
      expect(authority.authorize(leaf, 'use', { it: 'b' })).toMatchObject({ ok: false, detail: 'ARG_CONSTRAINT' });
      expect(authority.authorize(leaf, 'use', { it: 'a' })).toMatchObject({ ok: true });
      expect(authority.authorize(leaf, 'use', { it: 'a' })).toMatchObject({ ok: false, detail: 'USES_EXHAUSTED' });
    });
  });
});
