import { type Capability, constraints, type Reservation } from 'crewguard/tokens';
import { authority, granted } from '../full-tool-call.ts';
import type { Row } from '../measure.ts';
import { input } from '../work.ts';

export function capabilityRows(): Row[] {
  const first = granted();
  const ninth = narrowed(first, {});
  return [
    { name: 'capability-check-1', unit: 'us', budget: 5, what: 'a capability as minted', operation: check(first) },
    { name: 'capability-check-9', unit: 'us', budget: 5, what: 'one narrowed eight times', operation: check(ninth) },
    {
      name: 'capability-authorize-1',
      unit: 'us',
      budget: 5,
      what: 'check, count, look again and commit: a capability as minted, with a limit of uses',
      operation: authorize(limited()),
    },
    {
      name: 'capability-authorize-9',
      unit: 'us',
      budget: 5,
      what: 'the same for one narrowed eight times: every call counts on the first link',
      operation: authorize(narrowed(limited(), {})),
    },
    {
      name: 'capability-authorize-9-limits',
      unit: 'us',
      budget: 5,
      what: 'the same with uses of its own on every link: nine counters for each call',
      operation: authorize(narrowed(limited(), { uses: Number.MAX_SAFE_INTEGER })),
    },
    {
      name: 'capability-deny',
      unit: 'us',
      budget: 0.5,
      what: 'a call of a tool that is not granted',
      operation: () => authority.authorize(ninth, 'tool:mail', input),
    },
  ];
}

/** As wide as can be: the row measures counting, and never a refusal. */
const limited = (): Capability =>
  authority.mint({
    principal: 'user-17',
    ttlMs: 3_600_000,
    uses: Number.MAX_SAFE_INTEGER,
    tools: {
      'tool:search': {
        query: constraints.length({ max: 200 }),
        userId: constraints.exact('user-17'),
        limit: constraints.range({ min: 1, max: 50 }),
      },
    },
  });

function narrowed(first: Capability, limits: { readonly uses?: number }): Capability {
  let last = first;
  for (let depth = 2; depth <= 9; depth++) last = last.attenuate({ tools: ['tool:search'], ...limits });
  return last;
}

function check(capability: Capability): () => unknown {
  const { ok } = authority.check(capability, 'tool:search', input);
  if (!ok) throw new Error('The row would measure a refusal.');
  return () => authority.check(capability, 'tool:search', input);
}

function authorize(capability: Capability): () => unknown {
  return () => {
    const reservation = authority.authorize(capability, 'tool:search', input);
    if (!isReservation(reservation)) throw new Error('The row would measure a refusal.');
    return reservation.dispatch();
  };
}

const isReservation = (answer: unknown): answer is Reservation =>
  typeof answer === 'object' && answer !== null && 'dispatch' in answer;
