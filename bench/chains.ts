import { type Capability, constraints, createAuthority, createSigner, exportChain } from 'crewguard/tokens';

export const authority = createAuthority();
export const issuer = createSigner();
export const holder = createSigner();
export const AUDIENCE = 'https://tools.example.com';

/** Three tools with five constraints on every link, each narrower than the one above: 1.2 KB a token. */
export async function chainOf(links: number): Promise<readonly string[]> {
  let capability = authority.mint({ principal: 'user-17', ttlMs: 3_600_000, tools: toolsAt(0) });
  for (let depth = 1; depth < links; depth++) capability = capability.attenuate({ tools: toolsAt(depth) });
  return exported(capability);
}

export const exported = (capability: Capability, signer = issuer): Promise<readonly string[]> =>
  exportChain(capability, {
    signer,
    holder: holder.jwk,
    issuer: 'https://issuer.example.com',
    audience: [AUDIENCE],
  });

const toolsAt = (depth: number) => ({
  'web.search': {
    q: constraints.length({ max: 200 - depth }),
    limit: constraints.optional(constraints.range({ min: 1, max: 50 - depth })),
  },
  'files.read': { path: constraints.pathUnder(`/data/reports${'/a'.repeat(depth)}`) },
  'mail.send': { to: constraints.oneOf(['editor@example.com', 'desk@example.com']), body: constraints.any() },
});
