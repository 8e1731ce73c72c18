import { mapLeaves } from '../../detectors/leaves.ts';
import { checkTokens, replacePlaceholders, type Tokens, tokenReader } from '../../detectors/redaction/token-vault.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import { checkOptions, optionError } from '../../options.ts';

export interface RestoreTokensOptions {
  /** The same object that `redact({ action: 'tokenise', tokens })` was given. */
  readonly tokens: Tokens;
  /**
   * Which fields of the input get values back, and values of which rules: `{ to: ['email'] }`. All strings in the field are read,
   * at any depth. Fields are names at the top of the input; no field and no rule is included that is not named.
   */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/**
 * Puts real values back where a tool is declared to need them: placeholders that `redact({ action: 'tokenise' })` wrote in this
 * run, in the named fields of the input, for the named rules. Everywhere else they stay placeholders.
 *
 * Needs nothing; adds nothing. Place it on the tool, before `capability()`, which then judges the real values. The schema of
 * the tool sees both forms, so let it admit both: `z.string().max(200)`, not `z.email()`. Records of `createAudit()` hold the
 * placeholders. What the tool throws passes as it is: let its errors name no values.
 *
 * @throws `ERR_TOKEN_UNKNOWN` for a placeholder of another run, of a run that has ended, or of a rule that its field does not name
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function restoreTokens(options: RestoreTokensOptions): Guard {
  checkOptions('restoreTokens', options, ['tokens', 'fields']);
  const tokens = checkTokens('restoreTokens', options.tokens);
  const fields = fieldsOption(options.fields);

  return defineGuard('restore-tokens', (call, next) => {
    const { input } = call;
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return next();
    const read = tokenReader(tokens, call);
    const changed: [string, unknown][] = [];
    for (const [field, rules] of fields) {
      if (!Object.hasOwn(input, field)) continue;
      const given: unknown = Reflect.get(input, field);
      const restored = mapLeaves(given, (text) =>
        replacePlaceholders(text, (placeholder, rule) => {
          const value = rules.has(rule) ? read(placeholder) : undefined;
          if (value === undefined) throw unknown(field, rule);
          return value;
        }),
      );
      if (!Object.is(restored, given)) changed.push([field, restored]);
    }
    return changed.length === 0 ? next() : next({ input: { ...input, ...Object.fromEntries(changed) } });
  });
}

const unknown = (field: string, rule: string): GuardError =>
  new GuardError(
    'ERR_TOKEN_UNKNOWN',
    `"${field}" holds a placeholder of rule "${rule}" that stands for nothing there.`,
  );

function fieldsOption(fields: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const entries = typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? Object.entries(fields) : [];
  if (entries.length === 0) {
    throw optionError(
      'restoreTokens',
      `"fields" must name at least one field and its rules, such as { to: ['email'] }.`,
    );
  }
  return new Map(
    entries.map(([field, rules]: [string, unknown]) => {
      if (
        !Array.isArray(rules) ||
        rules.length === 0 ||
        !rules.every((rule) => typeof rule === 'string' && rule !== '*')
      ) {
        throw optionError('restoreTokens', `"fields" must list rule names for "${field}", such as { to: ['email'] }.`);
      }
      return [field, new Set<string>(rules)];
    }),
  );
}
