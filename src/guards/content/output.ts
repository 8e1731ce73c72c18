import { type Bounds, boundsOption, exceeds } from '../../bounds.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, functionOption, integerOption, optionError } from '../../options.ts';
import { isThenable, type Schema, type SchemaIssue } from '../../schema.ts';

/** What a repair is given. */
export interface RepairRequest {
  /** The result as it came, inside the bounds. It comes from the callee: treat it as untrusted, also in a prompt. */
  readonly value: unknown;
  /**
   * What is wrong with it, for a model or a program: at most 20 lines of 200 characters, fields and the schema's own words, on
   * printable characters.
   */
  readonly issues: readonly string[];
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted when the call is given up, or has taken too long for a `timeout()` outside. Pass it on. */
  readonly signal: AbortSignal;
}

export interface OutputOptions {
  /** How large a result may be before it is parsed. Defaults: 4 MiB, 64 levels, 50,000 leaves. */
  readonly bounds?: Partial<Bounds>;
  /**
   * Makes a better result of one that fails the schema, such as by asking the model again. What it returns is measured and
   * validated anew.
   */
  readonly repair?: (request: RepairRequest) => unknown;
  /** How often `repair` is asked for one result: 1 to 5. Default 1. */
  readonly attempts?: number;
}

/**
 * Checks the result against a schema, or every chunk of a stream, and passes on what the schema makes of it: fields that are
 * not in the schema do not get out. The result is measured before it is parsed. With `repair`, a result of another form can be
 * made anew; one that is too large or no data can not, and is refused at once.
 *
 * Needs nothing; adds nothing. Place it inside `redact()`, nearest to the callee, and inside a `timeout()` that ends a repair
 * which takes too long: what a repair returns passes no guard inside this one.
 * Repairs are observed once, as `repaired` or `not-repaired` with the number of attempts.
 *
 * Streams: chunks that have left cannot be made anew, so a stream behind a guard with `repair` is refused before it starts.
 *
 * @throws `ERR_OUTPUT_INVALID`: the result is withheld. The operator's message names fields, neither values nor the schema's words.
 * @throws `ERR_OPTION_INVALID` at construction, and for a stream where `repair` is given
 */
export const output = (schema: Schema, options: OutputOptions = {}): Guard => {
  if (typeof schema?.['~standard']?.validate !== 'function') {
    throw optionError('output', 'expected a Standard Schema, such as output(z.object({ ... })).');
  }
  checkOptions('output', options, ['bounds', 'repair', 'attempts']);
  const { repair } = options;
  const check = checkerOf(schema, boundsOption('output bounds', options.bounds ?? {}));
  if (repair === undefined) {
    if (options.attempts !== undefined) throw optionError('output', '"attempts" is for "repair": give both or none.');
    const map = (value: unknown): unknown => {
      const checked = check(value);
      return isThenable(checked) ? checked.then(parsed) : parsed(checked);
    };
    return defineGuard('output', (_call, next) => next({ map }));
  }
  functionOption('output', 'repair', repair, '({ value, issues, attempt, signal }) => value');
  const attempts = integerOption('output', 'attempts', options.attempts ?? 1, { min: 1, max: 5 });
  return defineGuard('output', (call, next) => {
    if (call.streaming) {
      throw optionError('output', 'a stream cannot be repaired: its chunks have left. Use output() without "repair".');
    }
    return next({ map: (value) => new Repair(call, check, repair, attempts).of(value) });
  });
};

type Checked = { readonly value: unknown } | { readonly issues: readonly SchemaIssue[] };
type Check = (value: unknown) => Checked | PromiseLike<Checked>;

/** Measures a value and asks the schema about it. */
const checkerOf =
  (schema: Schema, bounds: Bounds): Check =>
  (value) => {
    const problem = exceeds(value, bounds);
    if (problem !== undefined) throw invalid(`The result holds ${problem.reason}.`);
    const result = schema['~standard'].validate(value);
    return isThenable(result) ? result.then(verdict) : verdict(result);
  };

function verdict(result: Awaited<ReturnType<Schema['~standard']['validate']>>): Checked {
  if (typeof result !== 'object' || result === null || !('value' in result || Array.isArray(result.issues))) {
    throw new TypeError('the schema gave neither a value nor issues');
  }
  return result.issues === undefined ? { value: result.value } : { issues: result.issues };
}

function parsed(checked: Checked): unknown {
  if ('value' in checked) return checked.value;
  // Not the schema's own words: many of them quote what they were given.
  const places = new Set(checked.issues.slice(0, 20).map((issue) => placeOf(issue) || 'the value itself'));
  throw invalid(`The result does not match the schema: ${checked.issues.length} issues, at ${[...places].join(', ')}.`);
}

const invalid = (message: string, options?: { readonly cause: unknown }): GuardError =>
  new GuardError('ERR_OUTPUT_INVALID', message, options);

/** One result, and what is made of it. */
class Repair {
  readonly #call: Invocation;
  readonly #check: Check;
  readonly #repair: NonNullable<OutputOptions['repair']>;
  readonly #attempts: number;

  constructor(call: Invocation, check: Check, repair: NonNullable<OutputOptions['repair']>, attempts: number) {
    this.#call = call;
    this.#check = check;
    this.#repair = repair;
    this.#attempts = attempts;
  }

  async of(result: unknown): Promise<unknown> {
    let value = result;
    let checked = await this.#check(value);
    if ('value' in checked) return checked.value;
    let attempt = 0;
    try {
      while ('issues' in checked && attempt < this.#attempts) {
        attempt += 1;
        value = await this.#repaired(value, checked.issues, attempt);
        checked = await this.#check(value);
      }
      const repaired = parsed(checked);
      this.#observe('repaired', attempt);
      return repaired;
    } catch (error) {
      this.#observe('not-repaired', attempt);
      throw error;
    }
  }

  async #repaired(value: unknown, issues: readonly SchemaIssue[], attempt: number): Promise<unknown> {
    const { signal } = this.#call;
    signal.throwIfAborted();
    try {
      return await this.#repair({ value, issues: issues.slice(0, 20).map(issueLine), attempt, signal });
    } catch (error) {
      if (isGuardError(error) || (signal.aborted && signal.reason === error)) throw error;
      throw invalid(`The repair failed at attempt ${attempt}.`, { cause: error });
    }
  }

  #observe(event: 'repaired' | 'not-repaired', attempts: number): void {
    this.#call.observe({ guard: 'output', event, details: { attempts } });
  }
}

const MOST_STEPS = 12;

/** Where an issue lies. Keys that are no names came with the value, and are not shown. */
const placeOf = ({ path = [] }: SchemaIssue): string =>
  path
    .slice(0, MOST_STEPS)
    .map((step) => String(typeof step === 'object' ? step.key : step))
    .map((step) => (/^[\w-]{1,40}$/.test(step) ? step : '?'))
    .join('.');

function issueLine(issue: SchemaIssue): string {
  const at = placeOf(issue);
  return `${at === '' ? '' : `${at}: `}${String(issue.message)}`
    .replace(/[\p{C}\s]/gu, ' ')
    .slice(0, 200)
    .toWellFormed();
}
