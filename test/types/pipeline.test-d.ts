import { z } from 'zod';
import { ambient } from '../../src/ambient.ts';
import { defineGuard } from '../../src/guard.ts';
import { capability } from '../../src/guards/authority/capability.ts';
import { grant } from '../../src/guards/authority/grant.ts';
import { authenticate, type Credentials } from '../../src/guards/identity/authenticate.ts';
import { authorize } from '../../src/guards/identity/authorize.ts';
import type { Principal } from '../../src/identity/principal.ts';
import type { Invocation } from '../../src/invocation.ts';
import { monitor } from '../../src/monitor.ts';
import { pipeline } from '../../src/pipeline.ts';
import { createAuthority } from '../../src/tokens/capability/authority.ts';
import type { Capability } from '../../src/tokens/capability/capability.ts';
import { constraints } from '../../src/tokens/constraints/constraints.ts';

type Equals<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_T extends true>(): void => undefined;

const authority = createAuthority();
const verify = () => ({ id: 'ada', roles: [] });
const Brief = z.object({ topic: z.string() });
const Query = z.object({ q: z.string().transform((text) => text.length) });

const agents = pipeline<{ credentials: Credentials }>()
  .use(authenticate({ verify }))
  .use(authorize({ analyst: ['agent:*'] }))
  .use(grant({ authority, for: (call) => ({ tools: { [call.ctx.principal.id]: constraints.none() } }) }));
const tools = pipeline<{ capability: Capability }>().use(capability());

// The input is inferred from the schema: what goes in for callers, what comes out for the callee. The result is that of the callee.
const search = tools.wrap('tool:web.search', Query, ({ q }) => {
  holds<Equals<typeof q, number>>();
  return [q];
});
export const hits: Promise<number[]> = search({ q: 'bees' }, { capability: {} as Capability });
export const words: AsyncIterable<string> = agents.stream('agent:a', z.string(), async function* (prompt) {
  yield prompt;
})('x', { credentials: {} });

// The callee sees what guards added, and no credentials.
agents.wrap('agent:a', Brief, (_brief, call) => {
  const principal: Principal = call.ctx.principal;
  const held: Capability = call.ctx.capability;
  // @ts-expect-error Property 'credentials' does not exist
  const raw = call.ctx.credentials;
  return [principal, held, raw, search.within(call)({ q: 'x' })];
});

// A guard written in place sees the context before it, without an annotation.
agents
  .use(defineGuard('tenant', (call, next) => next({ ctx: { tenant: call.ctx.principal.id } })))
  .wrap('agent:a', Brief, (_brief, call) => {
    holds<Equals<typeof call.ctx.tenant, string>>();
  });

// A pipeline is a guard, and carries its needs and what it adds.
pipeline<{ credentials: Credentials }>().use(agents).use(capability());
// @ts-expect-error Property 'credentials' is missing
pipeline().use(agents);

// Wrong order and missing context do not compile.
const open = pipeline<{ credentials: Credentials }>();
// @ts-expect-error Property 'principal' is missing
open.use(authorize({ analyst: ['agent:*'] })).use(authenticate({ verify }));
const known = open.use(authenticate({ verify }));
// @ts-expect-error Property 'capability' is missing
known.use(capability());

// What a monitored guard adds is there only perhaps, so nothing may rely on it.
const perhaps = open.use(monitor(authenticate({ verify })));
// @ts-expect-error Property 'principal' is optional
perhaps.use(authorize({ analyst: ['agent:*'] }));

// The context only grows.
// @ts-expect-error Types of property 'principal' are incompatible
agents.use(authenticate({ verify }));

const crew = agents.wrap('agent:a', Brief, () => 1);
// @ts-expect-error Expected 2-3 arguments, but got 1
crew({ topic: 'bees' });
// @ts-expect-error Property 'credentials' is missing
crew({ topic: 'bees' }, {});
// @ts-expect-error Type 'number' is not assignable to type 'string'
crew({ topic: 7 }, { credentials: {} });
pipeline().wrap('agent:a', Brief, () => 1)({ topic: 'no context is needed' });

// A tool needs a call that holds what it needs.
declare const without: Invocation<{ principal: Principal }>;
// @ts-expect-error Property 'capability' is missing
search.within(without);
// @ts-expect-error Argument of type 'Wrapped<{ capability: Capability; }
ambient<{ principal: Principal }>().bind(search);
export const bound: (input: { q: string }) => Promise<number[]> = ambient<{ capability: Capability }>().bind(search);

// A target is an agent or a tool; an input has a schema.
// @ts-expect-error Argument of type '"web.search"' is not assignable
tools.wrap('web.search', Query, () => 1);
// @ts-expect-error Object literal may only specify known properties
tools.wrap('tool:web.search', { q: 'string' }, () => 1);

export const readonly = (call: Invocation<{ principal: Principal }>): void => {
  // @ts-expect-error Cannot assign to 'principal' because it is a read-only property
  call.ctx.principal = { id: 'root', roles: [] };
};
