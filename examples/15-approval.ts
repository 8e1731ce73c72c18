/** A person approves a payment with these arguments, refuses another, and changes a third, which is judged from the start. */
import assert from 'node:assert/strict';
import { approval, type Capability, capability, pipeline } from 'crewguard';
import { type ApprovalAnswer, type ApprovalRequest, createApprovals } from 'crewguard/approval';
import { constraints, createAuthority } from 'crewguard/tokens';
import { z } from 'zod';

/** Stands for a person. `consoleChannel()` asks at a terminal, `webhookChannel()` sends a message with two signed links. */
function person({ summary, input }: ApprovalRequest): ApprovalAnswer {
  console.log(`\n${summary}`);
  const { cents, to } = z.object({ cents: z.number(), to: z.string() }).parse(input);
  if (to === 'stranger') return { decision: 'deny', by: 'olga' };
  if (cents > 50_000) return { decision: 'edit', by: 'olga', input: { to, cents: 5_000 } };
  return { decision: 'approve', by: 'olga' };
}

const approvals = createApprovals({
  channel: person,
  describe: { 'tool:bank.pay': 'Pay {cents} cents to {to}.' },
});
const authority = createAuthority();
const tools = pipeline<{ capability: Capability }>().use(capability({ authority })).use(approval({ approvals }));
const pay = tools.wrap('tool:bank.pay', z.object({ to: z.string(), cents: z.int() }), (order) => order);

const held = authority.mint({
  principal: 'ann',
  tools: { 'bank.pay': { to: constraints.length({ max: 40 }), cents: constraints.range({ min: 1, max: 100_000 }) } },
});
assert.deepEqual(await pay({ to: 'landlord', cents: 9_000 }, { capability: held }), { to: 'landlord', cents: 9_000 });
assert.deepEqual(await pay({ to: 'landlord', cents: 90_000 }, { capability: held }), { to: 'landlord', cents: 5_000 });
await assert.rejects(pay({ to: 'stranger', cents: 1 }, { capability: held }), { code: 'ERR_APPROVAL_DENIED' });

// Nobody is asked about what the capability does not grant.
await assert.rejects(pay({ to: 'landlord', cents: 900_000 }, { capability: held }), { code: 'ERR_CAPABILITY' });

// Where the answer comes later, the same call passes once it was approved, also after a restart with fileApprovalStore().
const slow = createApprovals({ channel: () => 'later' });
const remind = pipeline()
  .use(approval({ approvals: slow }))
  .wrap('tool:remind', z.string(), (text) => `reminded of ${text}`);
await assert.rejects(remind('rent'), { code: 'ERR_APPROVAL_REQUIRED' });
const [waiting] = await slow.pending();
assert(waiting !== undefined);
await slow.answer(waiting.id, { decision: 'approve', by: 'olga' });
assert.equal(await remind('rent'), 'reminded of rent');
await assert.rejects(remind('rent'), { code: 'ERR_APPROVAL_REQUIRED' });
console.log('\nTwo payments made, one of them smaller; one refused by a person, one by the capability.');
