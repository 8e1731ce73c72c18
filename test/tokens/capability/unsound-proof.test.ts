import { describe, expect, it, vi } from 'vitest';
import { type Constraint, constraints as c, createAuthority } from '../../../src/tokens/index.ts';

// The proof is wrong in the worst way: everything counts as narrower.
vi.mock('../../../src/tokens/constraints/narrower.ts', () => ({
  isNarrower: () => true,
  isProvenNarrower: () => true,
}));

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
});
