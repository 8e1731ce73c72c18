/** A capability that leaves the process: written as a chain of tokens, proven by its holder, and a handle again elsewhere. */
import assert from 'node:assert/strict';
import {
  constraints,
  createAuthority,
  createChainVerifier,
  createSigner,
  exportChain,
  proveSession,
} from 'crewguard/tokens';

const TOOLS_SERVER = 'https://tools.example.com';

// The service that starts crews. Its public key is all that others must know.
const issuer = createSigner();
const authority = createAuthority();
const crew = authority.mint({
  principal: 'ann',
  tools: {
    'files.read': { path: constraints.pathUnder('/reports') },
    'mail.send': { to: constraints.exact('editor@example.com'), body: constraints.any() },
  },
});

// An agent in a process of its own makes its key there. The crew gives it less than it holds itself.
const agent = createSigner();
const chain = await exportChain(
  crew.attenuate({ tools: { 'files.read': { path: constraints.pathUnder('/reports/2026') } } }),
  {
    signer: issuer,
    holder: agent.jwk,
    issuer: 'https://crews.example.com',
    audience: [TOOLS_SERVER],
  },
);

// The server of the tools. Nothing that a token says can make it trust another key.
const tools = createAuthority();
const verifier = createChainVerifier({ authority: tools, audience: TOOLS_SERVER, anchors: [{ jwk: issuer.jwk }] });
const nonce = verifier.challenge();
const proof = await proveSession(chain, { signer: agent, audience: TOOLS_SERVER, nonce });
const capability = verifier.accept(chain, proof);

const read = (path: string) => tools.check(capability, 'files.read', { path }, { audience: TOOLS_SERVER });
assert.equal(read('/reports/2026/bees.md').ok, true);
assert.equal(read('/reports/2025/bees.md').ok, false); // outside the last link
assert.equal(tools.check(capability, 'mail.send', {}, { audience: TOOLS_SERVER }).ok, false); // not handed on

// Who copies the chain has nothing without the key, and a proof serves one session.
const thief = createSigner();
const stolen = await proveSession(chain, { signer: thief, audience: TOOLS_SERVER, nonce: verifier.challenge() });
assert.throws(() => verifier.accept(chain, stolen), { code: 'ERR_CHAIN_PROOF', detail: 'POP_INVALID' });
assert.throws(() => verifier.accept(chain, proof), { code: 'ERR_CHAIN_PROOF', detail: 'POP_REPLAYED' });

// The issuer's key is replaced: what it signed ends at once.
verifier.setAnchors([{ jwk: createSigner().jwk }]);
assert.equal(read('/reports/2026/bees.md').ok, false);
console.log(`a chain of ${chain.length} links, ${chain.join('').length} bytes`);
