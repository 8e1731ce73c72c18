import { defineGuard, type Guard, type Pipeline, pipeline, unchecked } from 'crewguard';
import { fullToolCall, limits, sideEffectsToolCall } from '../full-tool-call.ts';
import type { Row } from '../measure.ts';
import { type Input, input, search } from '../work.ts';

const anything = unchecked<Input>();

export function pipelineRows(): Row[] {
  const unconfigured = pipeline().wrap('tool:search', anything, search);
  const returning = throughTen((number) => defineGuard(`pass-${number}`, (_call, next) => next()));
  const awaiting = throughTen((number) => defineGuard(`pass-${number}`, async (_call, next) => await next()));
  const limited = limits().wrap('tool:search', anything, search);
  return [
    { name: 'bare', unit: 'us', what: 'the tool itself', operation: () => search(input) },
    { name: 'unconfigured', unit: 'us', budget: 0.5, what: 'an empty pipeline', operation: () => unconfigured(input) },
    { name: 'passthrough-10', unit: 'us', budget: 3, what: 'ten guards: (call, next) => next()', operation: returning },
    { name: 'passthrough-10-async', unit: 'us', what: 'ten guards: async, awaiting next()', operation: awaiting },
    {
      name: 'limits',
      unit: 'us',
      budget: 6,
      what: 'rate limit, concurrency, breaker, timeout',
      operation: () => limited(input),
    },
    fullToolCall(),
    sideEffectsToolCall(),
  ];
}

function throughTen(guard: (number: number) => Guard): () => Promise<unknown> {
  let guarded: Pipeline<{}, {}> = pipeline();
  for (let number = 1; number <= 10; number++) guarded = guarded.use(guard(number));
  const call = guarded.wrap('tool:search', anything, search);
  return () => call(input);
}
