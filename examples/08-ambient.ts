/** For frameworks that build tools at module scope, where no `call` can be passed: the tool finds the current call by itself. */
import assert from 'node:assert/strict';
import { ambient, type Capability, capability, grant, type Principal, pipeline } from 'crewguard';
import { constraints, createAuthority } from 'crewguard/tokens';
import { z } from 'zod';

const authority = createAuthority();
const current = ambient<{ capability: Capability }>();

const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));
const read = tools.wrap('tool:files.read', z.object({ path: z.string() }), ({ path }) => `the text of ${path}`);

/** A tool as such a framework wants it: built once, without a call in sight. */
const frameworkTool = { name: 'read', execute: current.bind(read) };

const crew = pipeline<{ principal: Principal }>()
  .use(
    grant({
      authority,
      for: ({ ctx }) => ({ tools: { 'files.read': { path: constraints.pathUnder(`/home/${ctx.principal.id}`) } } }),
    }),
  )
  .use(current.scope) // last, nearest to the callee, so that all limits are in it
  .wrap('agent:crew', z.string(), async (path) => {
    await Promise.resolve(); // awaits, timers and promises keep the call
    return frameworkTool.execute({ path });
  });

const ann = { principal: { id: 'ann', roles: [] } };
const bob = { principal: { id: 'bob', roles: [] } };

// Two runs at the same time: each tool call has the authority of its own run.
const [hers, his] = await Promise.allSettled([crew('/home/ann/notes.md', ann), crew('/home/ann/notes.md', bob)]);
console.log(hers.status, his.status);
assert.deepEqual(hers, { status: 'fulfilled', value: 'the text of /home/ann/notes.md' });
assert(his.status === 'rejected');
assert.equal(his.reason.code, 'ERR_CAPABILITY');

// Outside a guarded call there is no authority to find, so there is none.
await assert.rejects(frameworkTool.execute({ path: '/home/ann/notes.md' }), { code: 'ERR_NO_INVOCATION' });
