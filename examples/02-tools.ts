/** An agent with tools: who calls, which agents they may run, and what each run may do with its tools. */
import assert from 'node:assert/strict';
import {
  authenticate,
  authorize,
  type Capability,
  type Credentials,
  capability,
  createApiKey,
  createAudit,
  grant,
  isGuardError,
  memorySink,
  pipeline,
  timeout,
} from 'crewguard';
import { constraints, createAuthority } from 'crewguard/tokens';
import { z } from 'zod';

const log = memorySink();
const audit = createAudit({ sink: log });
const authority = createAuthority();
const { key, record } = createApiKey({ principal: { id: 'ann', roles: ['analyst'] } });

// First listed is outermost. A guard that needs what no guard before it adds does not compile.
const agents = pipeline<{ credentials: Credentials }>({ audit })
  .use(authenticate({ apiKeys: [record] }))
  .use(authorize({ analyst: ['agent:research-*'] }))
  .use(
    grant({
      authority,
      for: () => ({
        tools: {
          'web.search': { query: constraints.length({ max: 80 }) },
          'files.read': { path: constraints.pathUnder('/reports') },
        },
      }),
    }),
  )
  .use(timeout({ ms: 60_000 }));
const tools = pipeline<{ capability: Capability }>({ audit })
  .use(capability({ authority }))
  .use(timeout({ ms: 5_000 }));

const search = tools.wrap('tool:web.search', z.object({ query: z.string() }), ({ query }) => `3 pages about ${query}`);
const read = tools.wrap('tool:files.read', z.object({ path: z.string() }), ({ path }) => `the text of ${path}`);
const remove = tools.wrap('tool:files.remove', z.object({ path: z.string() }), ({ path }) => `${path} is gone`);

/** What the model gets back for a refused call: a sentence that names no policy, and the run goes on. */
const orRefusal = (result: Promise<string>) =>
  result.catch((error: unknown) => {
    if (isGuardError(error)) return error.forModel();
    throw error;
  });

const crew = agents.wrap('agent:research-crew', z.object({ topic: z.string() }), async ({ topic }, call) => [
  await search.within(call)({ query: topic }),
  await read.within(call)({ path: '/reports/bees.md' }),
  await orRefusal(read.within(call)({ path: '/reports/../secrets/keys.txt' })),
  await orRefusal(remove.within(call)({ path: '/reports/bees.md' })),
]);

const [found, text, outside, removed] = await crew({ topic: 'bees' }, { credentials: { apiKey: key } });
assert.equal(found, '3 pages about bees');
assert.equal(text, 'the text of /reports/bees.md');
assert.match(outside ?? '', /^ERR_CAPABILITY \(tool:files\.read\)/);
assert.match(removed ?? '', /^ERR_CAPABILITY \(tool:files\.remove\)/);
await assert.rejects(crew({ topic: 'bees' }, { credentials: {} }), { code: 'ERR_UNAUTHENTICATED' });

const decisions = log.records.filter(({ type }) => type === 'decision');
for (const { target, decision, reason_code = '' } of decisions) console.log(decision, target, reason_code);
assert.deepEqual(
  decisions.map(({ decision }) => decision),
  ['allow', 'allow', 'allow', 'deny', 'deny', 'deny'],
);
