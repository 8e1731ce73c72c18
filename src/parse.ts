import { type Bounds, checkBounds } from './bounds.ts';
import type { AnyGuard, Stage } from './compose.ts';
import { enter } from './compose.ts';
import { asRefusal, GuardError } from './errors.ts';
import type { Frame } from './frame.ts';
import type { Target } from './invocation.ts';
import type { Schema, SchemaIssue } from './schema.ts';

const NAME = 'input-schema';

/** Measures and parses the input of the caller, in one go, so that nothing can change it between the two. */
export const parseInput =
  (schema: Schema, bounds: Bounds, rest: Stage): Stage =>
  (frame) => {
    try {
      const { rawInput } = frame.call;
      checkBounds(rawInput, bounds);
      const parsed = validate(schema, rawInput, frame.target);
      if (!(parsed instanceof Promise)) return rest(frame.withInput(parsed));
      return parsed.then((input) => rest(frame.withInput(input)));
    } catch (error) {
      return Promise.reject(asRefusal(error, NAME, frame.target));
    }
  };

/** Checks an input that a guard has made, so that what runs is what was validated. */
export function parseAgain(schema: Schema, bounds: Bounds, target: Target, input: unknown): unknown {
  try {
    checkBounds(input, bounds);
    return validate(schema, input, target);
  } catch (error) {
    throw asRefusal(error, NAME, target);
  }
}

function validate(schema: Schema, input: unknown, target: Target): unknown {
  const result = schema['~standard'].validate(input);
  if (!(result instanceof Promise)) return unwrap(result);
  return result.then(unwrap).catch((error: unknown) => {
    throw asRefusal(error, NAME, target);
  });
}

const unwrap = (result: Awaited<ReturnType<Schema['~standard']['validate']>>): unknown => {
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
