import * as types from 'node:util/types';
import { GuardError } from './errors.ts';

/** How much a snapshot may hold. Every bound is a whole number, 1 or more. */
export interface SnapshotBounds {
  /** Objects, arrays and scalars together. Default 10,000. */
  readonly maxNodes?: number;
  /** Objects and arrays inside each other. Default 32. */
  readonly maxDepth?: number;
  /** UTF-16 code units of all strings and keys together. Default 1,048,576. */
  readonly maxText?: number;
}

const DEFAULTS: Required<SnapshotBounds> = Object.freeze({ maxNodes: 10_000, maxDepth: 32, maxText: 1_048_576 });

/** What a copy was made from, and how large it is, so that a snapshot can be passed on under other bounds. */
class Origin {
  readonly original: object;
  nodes = 0;
  text = 0;
  depth = 0;
  constructor(original: object) {
    this.original = original;
  }
}

const origins = new WeakMap<object, Origin>();

/** A container that is made but not filled yet, and the way up from it. */
class Open {
  readonly source: object;
  readonly copy: object;
  readonly depth: number;
  readonly parent: Open | undefined;
  constructor(source: object, copy: object, depth: number, parent: Open | undefined) {
    this.source = source;
    this.copy = copy;
    this.depth = depth;
    this.parent = parent;
  }
}

/**
 * A deeply frozen copy of plain data: what is judged is what runs, whatever happens to the original afterwards.
 *
 * Plain data are strings, finite numbers, booleans, null, undefined, arrays without holes, and objects whose prototype is
 * `Object.prototype` or null (which is kept) with enumerable own properties only. Nothing of the caller's runs: a getter is
 * refused unread, a Proxy untouched. An own `__proto__` key is refused, and `constructor` too where it holds a `prototype`:
 * a tool that merges its arguments would pollute its prototypes with them. Any other name, `constructor` included, is kept
 * as plain own data. Objects of another realm (`node:vm`) are refused. What is a snapshot already is returned as it is.
 *
 * @throws `ERR_INPUT_INVALID` for what is not plain data, `ERR_INPUT_TOO_LARGE` beyond the bounds. Messages never hold
 * values or keys.
 */
export function snapshot<T>(value: T, bounds?: SnapshotBounds): T;
export function snapshot(value: unknown, bounds: SnapshotBounds = DEFAULTS): unknown {
  if (typeof value !== 'object' || value === null) {
    checkScalar(value, new Origin(DEFAULTS), bounds);
    return value;
  }
  const known = origins.get(value);
  if (known !== undefined) {
    checkSize(known, bounds);
    return value;
  }
  const origin = new Origin(value);
  const flat = flatCopy(value, origin, bounds);
  if (flat !== undefined) {
    origins.set(flat, origin);
    return flat;
  }
  const copy = emptyLike(value);
  let open: Open | undefined = new Open(value, copy, 1, undefined);
  let waiting: Open[] | undefined;
  while (open !== undefined) {
    waiting = fill(open, origin, bounds, waiting);
    open = waiting?.pop();
  }
  origins.set(copy, origin);
  return copy;
}

/** Whether a value is an object that `snapshot()` has made: plain, frozen, and without code. */
export const isSnapshot = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && origins.has(value);

/** Whether `copy` was made from `original` by `snapshot()`. Primitives are compared by `Object.is`. */
export function isSnapshotOf(copy: unknown, original: unknown): boolean {
  if (Object.is(copy, original)) return typeof copy !== 'object' || copy === null || origins.has(copy);
  return typeof copy === 'object' && copy !== null && origins.get(copy)?.original === original;
}

/**
 * The copy of a plain object whose values are all scalars, which is what most tools are called with. The rules are those of
 * `fill`, but the engine copies: nothing can run or change between the reading of the properties and the copy.
 * Undefined for other values.
 */
function flatCopy(source: object, origin: Origin, bounds: SnapshotBounds): object | undefined {
  if (types.isProxy(source) || Object.getPrototypeOf(source) !== Object.prototype) return undefined;
  const keys = Object.keys(source);
  if (keys.length > MOST_FLAT || Object.getOwnPropertyNames(source).length !== keys.length) return undefined;
  if (Object.getOwnPropertySymbols(source).length > 0) return undefined;
  for (let index = 0; index < keys.length; index += 1) {
    const property = Reflect.getOwnPropertyDescriptor(source, keys[index] as string);
    if (property === undefined || !('value' in property)) return undefined;
    if (typeof property.value === 'object' && property.value !== null) return undefined;
  }
  const copy: Readonly<Record<string, unknown>> = { ...source };
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    checkKey(key, undefined, origin, bounds);
    checkScalar(copy[key], origin, bounds);
  }
  origin.nodes = 1 + keys.length;
  origin.depth = 1;
  checkSize(origin, bounds);
  return Object.freeze(copy);
}
const MOST_FLAT = 64;

/** Copies one level. Nested containers are attached empty and queued, so that no depth of input can use up the stack. */
function fill(open: Open, origin: Origin, bounds: SnapshotBounds, queue: Open[] | undefined): Open[] | undefined {
  const { source, copy } = open;
  origin.nodes += 1;
  if (open.depth > origin.depth) origin.depth = open.depth;
  checkSize(origin, bounds);
  const list = Array.isArray(source);
  // Before the keys are listed: `new Array(1e9)` would list none and a long array would list too many.
  if (list) checkNodes(origin.nodes + source.length, bounds);
  const keys = Reflect.ownKeys(source);
  if (list && keys.length !== source.length + 1) throw notPlain('an array with holes or with named properties');
  const count = list ? source.length : keys.length;
  checkNodes(origin.nodes + count, bounds);
  let waiting = queue;
  for (let index = 0; index < count; index += 1) {
    const key = keys[index] as string | symbol;
    if (typeof key === 'symbol') throw notPlain('a symbol key');
    const property = Reflect.getOwnPropertyDescriptor(source, key);
    if (property === undefined || property.enumerable !== true) throw notPlain('a hidden property');
    if (property.get !== undefined || property.set !== undefined) throw notPlain('a getter or setter');
    const child: unknown = property.value;
    if (!list) checkKey(key, child, origin, bounds);
    if (typeof child === 'object' && child !== null) {
      for (let above: Open | undefined = open; above !== undefined; above = above.parent) {
        if (above.source === child) throw notPlain('a cycle');
      }
      const empty = emptyLike(child);
      assign(copy, key, empty);
      waiting ??= [];
      waiting.push(new Open(child, empty, open.depth + 1, open));
    } else {
      origin.nodes += 1;
      checkScalar(child, origin, bounds);
      assign(copy, key, child);
    }
  }
  checkSize(origin, bounds);
  Object.freeze(copy);
  return waiting;
}

/** A new container of the same kind, or a refusal for what is neither a plain object nor a plain array. */
function emptyLike(source: object): object {
  if (types.isProxy(source)) throw notPlain('a Proxy');
  const prototype: unknown = Object.getPrototypeOf(source);
  if (Array.isArray(source)) {
    if (prototype === Array.prototype) return [];
  } else if (prototype === Object.prototype) {
    return {};
  } else if (prototype === null) {
    return Object.create(null);
  }
  throw notPlain('a class instance');
}

/** A plain write would call a setter on a polluted prototype, and fail on a frozen one. */
function assign(copy: object, key: string, value: unknown): void {
  if (key in copy) Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  else (copy as Record<string, unknown>)[key] = value;
}

function checkKey(key: string, value: unknown, origin: Origin, bounds: SnapshotBounds): void {
  origin.text += key.length;
  checkText(origin.text, bounds);
  if (!key.isWellFormed()) throw notPlain('a key with a lone surrogate');
  if (key === '__proto__') throw notPlain('a key named __proto__');
  if (key === 'constructor' && typeof value === 'object' && value !== null && !types.isProxy(value)) {
    if (Object.hasOwn(value, 'prototype')) throw notPlain('a key named constructor that holds a prototype');
  }
}

function checkScalar(value: unknown, origin: Origin, bounds: SnapshotBounds): void {
  if (typeof value === 'string') {
    origin.text += value.length;
    checkText(origin.text, bounds); // before the string is read
    if (!value.isWellFormed()) throw notPlain('a string with a lone surrogate');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notPlain('NaN or Infinity');
  } else if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw notPlain(`a ${typeof value}`);
  }
}

// Written as "not within", so that a bound that is not a number refuses.
function checkSize({ nodes, depth, text }: Origin, bounds: SnapshotBounds): void {
  checkNodes(nodes, bounds);
  checkText(text, bounds);
  const max = bounds.maxDepth ?? DEFAULTS.maxDepth;
  if (!(depth <= max)) throw tooLarge(`is more than ${max} levels deep`);
}

function checkNodes(nodes: number, bounds: SnapshotBounds): void {
  const max = bounds.maxNodes ?? DEFAULTS.maxNodes;
  if (!(nodes <= max)) throw tooLarge(`holds more than ${max} values`);
}

function checkText(text: number, bounds: SnapshotBounds): void {
  const max = bounds.maxText ?? DEFAULTS.maxText;
  if (!(text <= max)) throw tooLarge(`holds more than ${max} characters of text`);
}

const notPlain = (what: string): GuardError =>
  new GuardError('ERR_INPUT_INVALID', `The input is not plain data: it holds ${what}.`);

const tooLarge = (what: string): GuardError => new GuardError('ERR_INPUT_TOO_LARGE', `The input ${what}.`);
