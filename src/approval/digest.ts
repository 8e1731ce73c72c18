import { hash } from 'node:crypto';
import { canonical } from '../tokens/constraints/json-equality.ts';

/**
 * What an approval is bound to: who is behind the call, what is called, and with which arguments. SHA-256, as hex. Of the
 * arguments their JSON counts, since that is what a store keeps: a property that is undefined is absent.
 */
export function digestOf(principal: string | undefined, target: string, input: unknown): string {
  const json = JSON.stringify(input);
  const kept: unknown = json === undefined ? undefined : JSON.parse(json);
  return hash('sha256', `${JSON.stringify([principal ?? null, target])}${canonical(kept)}`, 'hex');
}
