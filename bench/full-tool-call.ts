import {
  type Audit,
  capability,
  circuitBreaker,
  concurrency,
  createAudit,
  output,
  pinoSink,
  pipeline,
  rateLimit,
  timeout,
} from 'crewguard';
import { type Capability, constraints, createAuthority } from 'crewguard/tokens';
import type { Row } from './measure.ts';
import { Input, input, logger, Output, search } from './work.ts';

/** As the chains write: each line with a system call, to the null device. */
const devNull = '/dev/null';

export const authority = createAuthority();

/** Grants the search as narrowly as the other rows' schemas do. */
export const granted = (): Capability =>
  authority.mint({
    principal: 'user-17',
    ttlMs: 3_600_000,
    tools: {
      'tool:search': {
        query: constraints.length({ max: 200 }),
        userId: constraints.exact('user-17'),
        limit: constraints.range({ min: 1, max: 50 }),
      },
    },
  });

/** The four guards that bound what a call uses, wide enough never to refuse here. */
export const limits = () =>
  pipeline()
    .use(rateLimit({ limit: 1_000_000, windowMs: 1_000 }))
    .use(concurrency({ limit: 10, maxQueue: 100 }))
    .use(circuitBreaker())
    .use(timeout({ ms: 10_000 }));

/** The default tool call with everything in it: what the peers are compared with. */
export function guardedSearch(sideEffects: boolean): () => Promise<Output> {
  const audit = createAudit({ sink: pinoSink({ destination: devNull }) });
  const call = pipeline<{ capability: Capability }>({ audit })
    .use(capability())
    .use(limits())
    .use(output(Output))
    .wrap('tool:search', Input, search, { sideEffects });
  const context = { capability: granted() };
  return () => call(input, context);
}

export const fullToolCall = (): Row => ({
  name: 'full-tool-call',
  unit: 'us',
  budget: 20,
  what: 'crewguard: capability, rate limit, concurrency, breaker, timeout; zod in and out; one redacted record through pino',
  operation: guardedSearch(false),
});

/** A tool that changes something outside: its decision is on record before it starts. */
export const sideEffectsToolCall = (): Row => ({
  name: 'full-tool-call-side-effects',
  unit: 'us',
  what: 'the same for a tool with side effects: a record before it starts, and one after',
  operation: guardedSearch(true),
});

/** What the chains of the peers do and no more, for a ratio of like with like. */
export function chainOnly(): Row {
  const call = pipeline({ audit: oneLine })
    .use(concurrency({ limit: 10, maxQueue: 100 }))
    .use(circuitBreaker())
    .use(timeout({ ms: 10_000 }))
    .use(output(Output))
    .wrap('tool:search', Input, search);
  return {
    name: 'crewguard-chain',
    unit: 'us',
    what: 'crewguard: concurrency, breaker, timeout; zod in and out; one pino line of the same fields as the chains write',
    operation: () => call(input),
  };
}

const oneLine: Audit = (event) => {
  if (event.type !== 'outcome') return;
  logger.info({ tool: 'search', user: input.userId, outcome: event.outcome, ms: event.latencyMs }, 'tool call');
};
