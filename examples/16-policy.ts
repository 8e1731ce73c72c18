/** What each role may do stands in a file. A file with a mistake in it never takes the place of a good one. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Capability, capability, grant, type Principal, pipeline } from 'crewguard';
import { type PolicyError, watchPolicy } from 'crewguard/policy';
import { createAuthority } from 'crewguard/tokens';
import { z } from 'zod';

const POLICY = `
version: 1
tools:
  orders.read: [id]
  orders.refund: [id, cents]
roles:
  support:
    agent:desk:
      tools:
        orders.read: { id: any }
        orders.refund: { id: any, cents: { type: range, min: 1, max: 2000 } }
`;
const folder = await mkdtemp(join(tmpdir(), 'policy-'));
const file = join(folder, 'policy.yaml');
await writeFile(file, POLICY);
const refused: PolicyError[] = [];
const policy = await watchPolicy(file, { pollMs: 0, onRefused: (error) => refused.push(error) });

const authority = createAuthority();
const refund = pipeline<{ capability: Capability }>()
  .use(capability({ authority }))
  .wrap('tool:orders.refund', z.object({ id: z.string(), cents: z.int() }), ({ cents }) => `${cents} cents back`);
const desk = pipeline<{ principal: Principal }>()
  .use(grant({ authority, for: (call) => policy.grantFor(call) }))
  .wrap('agent:desk', z.int(), (cents, call) => refund.within(call)({ id: 'A-17', cents }));

const sam = { principal: { id: 'sam', roles: ['support'] } };
assert.equal(await desk(1_500, sam), '1500 cents back');
await assert.rejects(desk(9_000, sam), { code: 'ERR_CAPABILITY' });
await assert.rejects(desk(1, { principal: { id: 'eve', roles: ['intern'] } }), { code: 'ERR_FORBIDDEN' });

// A misspelt word would open or close something that nobody meant: the file is refused whole.
await writeFile(file, POLICY.replace('max: 2000', 'maximum: 90000'));
assert.equal(await policy.reload(), false);
console.log(refused[0]?.message.replace(folder, ''));
await assert.rejects(desk(9_000, sam), { code: 'ERR_CAPABILITY' });

await writeFile(file, POLICY.replace('max: 2000', 'max: 10000'));
assert.equal(await policy.reload(), true);
assert.equal(await desk(9_000, sam), '9000 cents back');
console.log(
  policy.current.explain({
    roles: ['support'],
    agent: 'desk',
    tool: 'orders.refund',
    arguments: { id: 'A-17', cents: 99_999 },
  }),
);
policy.close();
await rm(folder, { recursive: true });
