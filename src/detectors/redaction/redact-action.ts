import { createHmac, randomBytes } from 'node:crypto';
import { choiceOption, optionError } from '../../options.ts';
import { withoutInvisible } from '../invisible.ts';
import type { Treatment } from './redact-text.ts';

/**
 * What is done with a finding. `mask`: its rule stands in its place. `hash`: with it a keyed hash, so that equal values stay
 * equal. `tokenise`: a placeholder, which `restoreTokens()` can turn back within the same run. `refuse`: the call is refused.
 */
export type RedactAction = 'mask' | 'hash' | 'tokenise' | 'refuse';

const ACTIONS = ['mask', 'hash', 'tokenise', 'refuse'] as const;

/** One action for all rules, or one by rule; `'*'` stands for the rules that are not named, which are masked without it. */
export type RedactActions = RedactAction | Readonly<Record<string, RedactAction>>;

/** Reads the option. `known` are the names of all rules, where they are known: then a misspelt one is an error. */
export function actionsOption(
  where: string,
  given: RedactActions,
  known: readonly string[] | undefined,
): (rule: string) => RedactAction {
  if (typeof given === 'string') {
    const all = choiceOption(where, 'action', given, ACTIONS);
    return () => all;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw optionError(where, `"action" must be one of ${ACTIONS.join(', ')}, or an object of them by rule.`);
  }
  const byRule = new Map<string, RedactAction>();
  for (const [rule, action] of Object.entries(given)) {
    if (rule !== '*' && known !== undefined && !known.includes(rule)) {
      throw optionError(where, `unknown rule ${JSON.stringify(rule)} in "action". Rules: ${known.join(', ')}.`);
    }
    byRule.set(rule, choiceOption(where, `action["${rule}"]`, action, ACTIONS));
  }
  const others = byRule.get('*') ?? 'mask';
  return (rule) => byRule.get(rule) ?? others;
}

/** Which actions an option can lead to. */
export const leadsTo = (given: RedactActions, action: RedactAction): boolean =>
  typeof given === 'string' ? given === action : Object.values(given).includes(action);

/** Fewest bytes of a key for hashes. */
const SHORTEST_KEY = 16;
/** Hex digits of a hash that are shown: 64 bits, so that four thousand million values have an even chance of one collision. */
const SHOWN = 16;

/**
 * A key for hashes, copied: one of 16 bytes or more, or a random one. HMAC-SHA-256, RFC 2104: without the key, short values such as
 * telephone numbers cannot be found by trying.
 */
export function hashKeyOption(where: string, given: unknown): Buffer {
  if (given === undefined) return randomBytes(32);
  const key =
    typeof given === 'string' ? Buffer.from(given) : given instanceof Uint8Array ? Buffer.from(given) : undefined;
  if (key !== undefined && key.length >= SHORTEST_KEY) return key;
  throw optionError(
    where,
    `"hashKey" must be a string or bytes, ${SHORTEST_KEY} bytes or more. Leave it out for a random key.`,
  );
}

/** What is written for findings of one call. */
export function treatmentFor(
  actionOf: (rule: string) => RedactAction,
  hashKey: Buffer,
  token: ((rule: string, value: string) => string | undefined) | undefined,
): Treatment {
  return {
    of: (rule) => (['hash', 'tokenise'].includes(actionOf(rule)) ? 'value' : 'mask'),
    write: (rule, value) => {
      if (actionOf(rule) === 'tokenise') return token?.(rule, value);
      const hash = createHmac('sha256', hashKey).update(withoutInvisible(value).text).digest('hex');
      return `[hashed:${rule}:${hash.slice(0, SHOWN)}]`;
    },
  };
}
