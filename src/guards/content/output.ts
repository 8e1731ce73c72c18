import { type Bounds, boundsOption, exceeds } from '../../bounds.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import { checkOptions, optionError } from '../../options.ts';
import { isThenable, type Schema } from '../../schema.ts';

export interface OutputOptions {
  /** How large a result may be before it is parsed. Defaults: 4 MiB, 64 levels, 50,000 leaves. */
  readonly bounds?: Partial<Bounds>;
}

/**
 * Checks the result against a schema, or every chunk of a stream, and passes on what the schema makes of it: fields that are
 * not in the schema do not get out. The result is measured before it is parsed.
 *
 * Needs nothing; adds nothing. Place it inside `redact()`, nearest to the callee.
 *
 * @throws `ERR_OUTPUT_INVALID`: the result is withheld. The operator's message names fields, never values.
 */
export const output = (schema: Schema, options: OutputOptions = {}): Guard => {
  if (typeof schema?.['~standard']?.validate !== 'function') {
    throw optionError('output', 'expected a Standard Schema, such as output(z.object({ ... })).');
  }
  checkOptions('output', options, ['bounds']);
  const bounds = boundsOption('output bounds', options.bounds ?? {});
  const map = (value: unknown): unknown => {
    const problem = exceeds(value, bounds);
    if (problem !== undefined) throw invalid(`The result holds ${problem.reason}.`);
    const result = schema['~standard'].validate(value);
    return isThenable(result) ? result.then(parsed) : parsed(result);
  };
  return defineGuard('output', (_call, next) => next({ map }));
};

function parsed(result: Awaited<ReturnType<Schema['~standard']['validate']>>): unknown {
  if (typeof result !== 'object' || result === null || !('value' in result || Array.isArray(result.issues))) {
    throw new TypeError('the schema gave neither a value nor issues');
  }
  if (result.issues === undefined) return result.value;
  const issues = result.issues.slice(0, 20).map((issue) => issue.message);
  throw invalid(issues.join('; '));
}

const invalid = (message: string): GuardError => new GuardError('ERR_OUTPUT_INVALID', message);
