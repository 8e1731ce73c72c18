/** The peers, each set up as its own documentation does. Loaded once the packages of this folder are installed. */
import { AgentMeshClient } from '@microsoft/agent-governance-sdk';
import { RunContext, tool } from '@openai/agents-core';
import Bottleneck from 'bottleneck';
import { bulkhead, ConsecutiveBreaker, circuitBreaker, handleAll, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import CircuitBreaker from 'opossum';
import pLimit from 'p-limit';
import pTimeout from 'p-timeout';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Row } from '../measure.ts';
import { Input, input, logger, Output, search } from '../work.ts';

const TIMEOUT_MS = 10_000;
const RUNNING = 10;
const WAITING = 100;
const FAILURES = 5;
const RESET_MS = 30_000;

export const rows: readonly Row[] = [
  {
    name: 'cockatiel-chain',
    unit: 'us',
    what: 'cockatiel: bulkhead, breaker, timeout; zod in and out; one pino line',
    operation: cockatielChain(),
  },
  {
    name: 'card-chain',
    unit: 'us',
    what: 'p-limit, opossum, p-timeout by hand; zod in and out; one pino line',
    operation: cardChain((_user, work) => work()),
  },
  {
    name: 'card-chain-rate-limit',
    unit: 'us',
    what: 'card-chain behind rate-limiter-flexible in memory',
    operation: cardChain(rateLimited()),
  },
  {
    name: 'card-chain-bottleneck',
    unit: 'us',
    what: 'card-chain behind bottleneck with 1,000,000 calls a minute',
    operation: cardChain(paced()),
  },
  {
    name: 'openai-tool-invoke',
    unit: 'us',
    what: '@openai/agents-core: tool({ parameters, timeoutMs }).invoke(); zod in, no output schema, no limits, no log',
    operation: openaiTool(),
  },
  {
    name: 'agt-execute',
    unit: 'us',
    what: '@microsoft/agent-governance-sdk: policy, trust, its in-memory audit; no schemas, no limits, no timeout',
    operation: governed(),
  },
];

function cockatielChain(): () => Promise<Output> {
  const policy = wrap(
    bulkhead(RUNNING, WAITING),
    circuitBreaker(handleAll, { halfOpenAfter: RESET_MS, breaker: new ConsecutiveBreaker(FAILURES) }),
    timeout(TIMEOUT_MS, TimeoutStrategy.Aggressive),
  );
  return async () => {
    const started = performance.now();
    const checked = Input.parse(input);
    const result = Output.parse(await policy.execute(() => search(checked)));
    logger.info({ tool: 'search', user: checked.userId, outcome: 'ok', ms: performance.now() - started }, 'tool call');
    return result;
  };
}

type Gate = (user: string, work: () => Promise<Output>) => Promise<Output>;

function cardChain(gate: Gate): () => Promise<Output> {
  const limit = pLimit(RUNNING);
  const breaker = new CircuitBreaker((checked: Input) => pTimeout(search(checked), { milliseconds: TIMEOUT_MS }), {
    timeout: false,
    resetTimeout: RESET_MS,
  });
  return async () => {
    const started = performance.now();
    const checked = Input.parse(input);
    const result = Output.parse(await gate(checked.userId, () => limit(() => breaker.fire(checked))));
    logger.info({ tool: 'search', user: checked.userId, outcome: 'ok', ms: performance.now() - started }, 'tool call');
    return result;
  };
}

function rateLimited(): Gate {
  const limiter = new RateLimiterMemory({ points: 1e9, duration: 60 });
  return async (user, work) => {
    await limiter.consume(user);
    return work();
  };
}

function paced(): Gate {
  const limiter = new Bottleneck({ reservoir: 1e6, reservoirRefreshAmount: 1e6, reservoirRefreshInterval: 60_000 });
  return (_user, work) => limiter.schedule(work);
}

function openaiTool(): () => Promise<unknown> {
  const guarded = tool({
    name: 'search',
    description: 'Searches documents.',
    parameters: Input,
    timeoutMs: TIMEOUT_MS,
    execute: search,
  });
  const context = new RunContext({});
  return () => guarded.invoke(context, JSON.stringify(input));
}

function governed(): () => Promise<Output> {
  const client = AgentMeshClient.create('bench', { policyRules: [{ action: 'tool.search', effect: 'allow' }] });
  return async () => {
    const { decision } = await client.executeWithGovernance('tool.search', { ...input });
    if (decision !== 'allow') throw new Error(`refused: ${decision}`);
    return search(input);
  };
}
