import {
  authenticate,
  authorize,
  capability,
  circuitBreaker,
  concurrency,
  createApiKey,
  createTokens,
  type Guard,
  grant,
  leakCheck,
  monitor,
  output,
  pace,
  pipeline,
  promptFilter,
  rateLimit,
  redact,
  restoreTokens,
  sizeLimit,
  timeout,
  truncate,
  unchecked,
} from 'crewguard';
import { constraints } from 'crewguard/tokens';
import { authority, granted } from '../full-tool-call.ts';
import type { Row } from '../measure.ts';
import { type Input, input, Output, search } from '../work.ts';

/** One row a guard: a pipeline of it alone, so each row holds the cost of `unconfigured` too. */
export function guardRows(): Row[] {
  const principal = { id: 'user-17', roles: ['analyst'] };
  const { key, record } = createApiKey({ principal });
  const task = { tools: { 'tool:search': constraints.any() } };
  return [
    row('authenticate', authenticate({ apiKeys: [record] }), { credentials: { apiKey: key } }),
    row('authorize', authorize({ analyst: ['tool:*'] }), { principal }),
    row('grant', grant({ authority, for: () => task }), { principal }),
    row('capability', capability(), { capability: granted() }),
    row('size-limit', sizeLimit({ maxBytes: 10_000 }), {}),
    row('prompt-filter', promptFilter(), {}),
    row('output', output(Output), {}),
    row('leak-check', leakCheck(), {}, 'leakCheck() alone: links only'),
    row('redact', redact(), {}),
    row('restore-tokens', restoreTokens({ tokens: createTokens(), fields: { query: ['email'] } }), {}),
    row('truncate', truncate({ maxUnits: 10_000 }), {}),
    row('rate-limit', rateLimit({ limit: 1_000_000, windowMs: 1_000 }), {}),
    row('concurrency', concurrency({ limit: 10 }), {}),
    row('circuit-breaker', circuitBreaker(), {}),
    row('timeout', timeout({ ms: 10_000 }), {}),
    row('monitor', monitor(sizeLimit({ maxBytes: 10_000 })), {}, 'monitor(sizeLimit())'),
    row('pace', pace({ maxConcurrent: 10 }), {}, 'pace() waits for timers: see docs/dependencies.md'),
  ];
}

function row<Needs extends object, Adds extends object>(
  name: string,
  guard: Guard<Needs, Adds>,
  context: Needs,
  what = `${name} alone`,
): Row {
  const call = pipeline<Needs>()
    .use(guard as Guard<Needs, {}>)
    .wrap('tool:search', unchecked<Input>(), search) as (given: Input, context: Needs) => Promise<unknown>;
  return { name: `guard-${name}`, unit: 'us', what, operation: () => call(input, context) };
}
