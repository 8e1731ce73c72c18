import { type Bounds, checkBounds } from './bounds.ts';
import { util } from './builtins.ts';
import type { AnyGuard, Stage } from './compose.ts';
import { enter } from './compose.ts';
import { asRefusal, GuardError } from './errors.ts';
import type { Frame } from './frame.ts';
import type { Target } from './invocation.ts';
import { isThenable, type Schema, type SchemaIssue } from './schema.ts';

const NAME = 'input-schema';

/** Measures and parses the input of the caller, in one go, so that nothing can change it between the two. */
export const parseInput =
  (schema: Schema, bounds: Bounds, rest: Stage): Stage =>
  (frame) => {
    try {
      const { rawInput } = frame.call;
      checkBounds(rawInput, bounds);
      const result = schema['~standard'].validate(rawInput);
      if (!isThenable(result)) return rest(frame.withInput(unwrap(result)));
      return later(result, frame.target, (input) => input).then((input) => rest(frame.withInput(input)));
    } catch (error) {
      return Promise.reject(asRefusal(error, NAME, frame.target));
    }
  };

/**
 * Checks an input that a guard has put in the place of `previous`, so that what runs is what was validated. The schema must
 * leave alone what it has made itself: one that adds, counts or converts would do so twice.
 */
export function parseAgain(schema: Schema, bounds: Bounds, target: Target, input: unknown, previous: unknown): unknown {
  const check = (again: unknown) => {
    if (!util().isDeepStrictEqual(again, previous)) throw changesTwice(target);
  };
  try {
    checkBounds(input, bounds);
    const [again, result] = [schema['~standard'].validate(previous), schema['~standard'].validate(input)];
    if (isThenable(again) || isThenable(result)) return laterAgain(again, result, target, check);
    if (again?.issues !== undefined) throw changesTwice(target);
    check(unwrap(again));
    return unwrap(result);
  } catch (error) {
    throw asRefusal(error, NAME, target);
  }
}

const changesTwice = (target: Target): GuardError =>
  new GuardError(
    'ERR_GUARD_FAULT',
    `A guard replaced the input of ${target}, but its schema changes or refuses what it has already parsed. Convert values in the callee instead of the schema.`,
  );

async function laterAgain(
  again: Validation | PromiseLike<Validation>,
  result: Validation | PromiseLike<Validation>,
  target: Target,
  check: (again: unknown) => void,
): Promise<unknown> {
  const parsed = later(result, target, (value) => value);
  parsed.catch(() => {}); // both have started: a failure of this one may come while the other is waited for
  try {
    const previous = await again;
    if (previous?.issues !== undefined) throw changesTwice(target);
    check(unwrap(previous));
  } catch (error) {
    throw asRefusal(error, NAME, target);
  }
  return parsed;
}

async function later<T>(
  result: Validation | PromiseLike<Validation>,
  target: Target,
  use: (parsed: unknown) => T,
): Promise<T> {
  try {
    return use(unwrap(await result));
  } catch (error) {
    throw asRefusal(error, NAME, target);
  }
}

type Validation = Awaited<ReturnType<Schema['~standard']['validate']>>;

/** What a schema says: a value, or why not. One that says neither has not validated anything. */
const unwrap = (result: Validation): unknown => {
  if (typeof result !== 'object' || result === null || !('value' in result || Array.isArray(result.issues))) {
    throw new TypeError('the schema gave neither a value nor issues');
  }
  if (result.issues === undefined) return result.value;
  const fields = [...new Set(result.issues.map(fieldOf).filter((field) => field !== ''))].slice(0, 5);
  throw new GuardError('ERR_INPUT_INVALID', result.issues.slice(0, 20).map(describe).join('; '), {
    forModel: `The input does not have the required form${fields.length === 0 ? '' : ` (see ${fields.join(', ')})`}.`,
  });
};

/** The name of a top-level field as a schema would spell it: keys further in, or with digits, may be data. */
const fieldOf = ({ path: [first] = [] }: SchemaIssue): string => {
  const name = String(typeof first === 'object' ? first.key : (first ?? ''));
  return /^[A-Za-z_]{1,24}$/.test(name) ? name : '';
};

/** For the operator. */
const pathOf = (issue: SchemaIssue): string =>
  (issue.path ?? [])
    .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
    .filter((segment) => /^[\w-]{1,40}$/.test(segment))
    .join('.');

const describe = (issue: SchemaIssue): string => {
  const path = pathOf(issue);
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

/** A guard that runs before the input is parsed: it sees what it declared to read, and cannot replace it. */
export const enterUnparsed = (guard: AnyGuard, rest: Stage): Stage => {
  const show = (frame: Frame) => frame.withInput(guard.reads === 'raw-input' ? frame.call.rawInput : undefined);
  const inner = enter(guard, (frame) => {
    if (frame.input === show(frame).input) return rest(frame);
    const fault = new Error(`it runs before the input is parsed and may not replace it; declare reads: 'input'`);
    return Promise.reject(asRefusal(fault, guard.name, frame.target));
  });
  return (frame) => inner(show(frame));
};
