/** The model works with placeholders; only the one tool that needs the real address gets it. */
import assert from 'node:assert/strict';
import { createTokens, pipeline, redact, restoreTokens } from 'crewguard';
import { z } from 'zod';

const tokens = createTokens();
const tools = pipeline().use(redact({ action: { '*': 'mask', email: 'tokenise', 'private-key': 'refuse' }, tokens }));
const mailers = tools.use(restoreTokens({ tokens, fields: { to: ['email'] } }));

const outbox: string[] = [];
const lookUp = tools.wrap('tool:crm.look-up', z.string(), (name) => `${name}: ${name}@acme.example`);
const send = mailers.wrap('tool:mail.send', z.object({ to: z.string(), text: z.string() }), ({ to, text }) => {
  outbox.push(`${to}: ${text}`);
  return `sent to ${to}`;
});

const agent = pipeline().wrap('agent:crm', z.string(), async (name, call) => {
  const seen = await lookUp.within(call)(name);
  const to = seen.slice(seen.indexOf('['));
  return { seen, answer: await send.within(call)({ to, text: `Hello, ${to}` }) };
});

const { seen, answer } = await agent('ann');
console.log(seen);
console.log(answer);
console.log(outbox);
assert.match(seen, /^ann: \[email-1#[a-z2-7]{4}\]$/);
assert.equal(answer, `sent to ${seen.slice(5)}`);
assert.match(outbox[0] ?? '', /^ann@acme\.example: Hello, \[email-1#/, 'the field that is named, and no other');

// Placeholders end with their run.
const stale = tools
  .use(restoreTokens({ tokens, fields: { to: ['email'] } }))
  .wrap('tool:late', z.unknown(), () => 'sent');
await assert.rejects(stale({ to: seen.slice(5) }), { code: 'ERR_TOKEN_UNKNOWN' });
