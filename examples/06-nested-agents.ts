/** A crew calls its members, and each gets less than the crew holds. Asking for more than that is an error. */
import assert from 'node:assert/strict';
import { type Capability, capability, grant, type Principal, pipeline } from 'crewguard';
import { constraints, createAuthority, type ToolConstraints } from 'crewguard/tokens';
import { z } from 'zod';

const authority = createAuthority();
const holding = (tools: ToolConstraints) =>
  pipeline<{ principal: Principal }>().use(grant({ authority, for: () => ({ tools }) }));

const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));
const read = tools.wrap('tool:files.read', z.object({ path: z.string() }), ({ path }) => `the text of ${path}`);
const send = tools.wrap('tool:mail.send', z.object({ to: z.email() }), ({ to }) => `sent to ${to}`);

// The researcher gets one folder of what the crew may read, and no mail at all.
const researcher = holding({ 'files.read': { path: constraints.pathUnder('/reports/2026') } }).wrap(
  'agent:researcher',
  z.object({ path: z.string(), fooled: z.boolean() }),
  ({ path, fooled }, call) => (fooled ? send.within(call)({ to: 'editor@acme.example' }) : read.within(call)({ path })),
);

// The greedy one asks for a tool that the crew does not hold.
const greedy = holding({ 'files.remove': { path: constraints.any() } }).wrap(
  'agent:greedy',
  z.string(),
  () => 'never runs',
);

const crew = holding({
  'files.read': { path: constraints.pathUnder('/reports') },
  'mail.send': { to: constraints.oneOf(['editor@acme.example']) },
}).wrap('agent:crew', z.string(), async (path, call) => {
  const text = await researcher.within(call)({ path, fooled: false });
  await assert.rejects(researcher.within(call)({ path, fooled: true }), {
    code: 'ERR_CAPABILITY',
    target: 'tool:mail.send',
  });
  await assert.rejects(greedy.within(call)('please'), { code: 'ERR_CAPABILITY_WIDENED', guard: 'grant' });
  return [text, await send.within(call)({ to: 'editor@acme.example' })];
});

const ann = { principal: { id: 'ann', roles: ['analyst'] } };
const done = await crew('/reports/2026/bees.md', ann);
console.log(done.join('\n'));
assert.deepEqual(done, ['the text of /reports/2026/bees.md', 'sent to editor@acme.example']);

// The crew itself may read this, its researcher may not.
await assert.rejects(crew('/reports/2019/bees.md', ann), { code: 'ERR_CAPABILITY', target: 'tool:files.read' });
