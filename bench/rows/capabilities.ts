import type { Capability } from 'crewguard/tokens';
import { authority, granted } from '../full-tool-call.ts';
import type { Row } from '../measure.ts';
import { input } from '../work.ts';

export function capabilityRows(): Row[] {
  const first = granted();
  let ninth = first;
  for (let depth = 2; depth <= 9; depth++) ninth = ninth.attenuate({ tools: ['tool:search'] });
  return [
    { name: 'capability-check-1', unit: 'us', budget: 5, what: 'a capability as minted', operation: check(first) },
    { name: 'capability-check-9', unit: 'us', budget: 5, what: 'one narrowed eight times', operation: check(ninth) },
  ];
}

function check(capability: Capability): () => unknown {
  const { ok } = authority.check(capability, 'tool:search', input);
  if (!ok) throw new Error('The row would measure a refusal.');
  return () => authority.check(capability, 'tool:search', input);
}
