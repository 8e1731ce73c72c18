import * as types from 'node:util/types';
import { GuardError } from './errors.ts';
import { checkOptions, integerOption } from './options.ts';

/** How large data from outside may be. */
export interface Bounds {
  /** UTF-8 bytes of all strings and keys, and bytes of binary values: 1 to 1 GiB. Default 4 MiB. */
  readonly maxBytes: number;
  /** Nesting of objects and arrays: 1 to 1000. Default 64. */
  readonly maxDepth: number;
  /** Values that are not objects or arrays, and empty objects and arrays: 1 to 10 million. Default 50,000. */
  readonly maxLeaves: number;
}

export const DEFAULT_BOUNDS: Bounds = Object.freeze({ maxBytes: 4 * 1024 * 1024, maxDepth: 64, maxLeaves: 50_000 });

/** Reads bounds from options: what is left out gets its default. */
export function boundsOption(where: string, options: Partial<Bounds>, defaults: Bounds = DEFAULT_BOUNDS): Bounds {
  checkOptions(where, options, ['maxBytes', 'maxDepth', 'maxLeaves']);
  const { maxBytes, maxDepth, maxLeaves } = { ...defaults, ...options };
  return Object.freeze({
    maxBytes: integerOption(where, 'maxBytes', maxBytes, { min: 1, max: 2 ** 30 }),
    maxDepth: integerOption(where, 'maxDepth', maxDepth, { min: 1, max: 1000 }),
    maxLeaves: integerOption(where, 'maxLeaves', maxLeaves, { min: 1, max: 10_000_000 }),
  });
}

/** Why a value may not come in: too much of it, or something that is not data. */
export interface BoundsProblem {
  readonly code: 'ERR_INPUT_TOO_LARGE' | 'ERR_INPUT_INVALID';
  readonly reason: string;
}

/**
 * Measures a value without recursion, so that no depth can overflow the stack, and stops at the first bound that is passed.
 * Refuses what can change between this check and the next reader (own enumerable getters, Proxies, promises), boxed
 * primitives, arrays with named properties, and lone
 * surrogates, which no JSON, log or hash can hold. Class instances are measured by what they own. A cycle is found as depth.
 *
 * @returns undefined when the value is inside the bounds
 */
export function exceeds(value: unknown, bounds: Bounds): BoundsProblem | undefined {
  return measure.of(value, bounds);
}

/** A walk over one value. What is still to be opened lies on a list, not on the stack. */
class Measure {
  readonly #pending: (object | undefined)[] = [];
  readonly #depths: number[] = [];
  #top = 0; // counted here, since a list that is emptied is allocated anew
  #bounds = DEFAULT_BOUNDS;
  #problem: BoundsProblem | undefined = undefined;
  #rough = false;
  #bytes = 0;
  #leaves = 0;

  /** Most values are far from their bounds: what a rough count lets pass needs no exact one. */
  of(value: unknown, bounds: Bounds): BoundsProblem | undefined {
    return this.#walk(value, bounds, true) === undefined ? undefined : this.#walk(value, bounds, false);
  }

  #walk(value: unknown, bounds: Bounds, rough: boolean): BoundsProblem | undefined {
    this.#rough = rough;
    this.#bounds = bounds;
    this.#problem = undefined;
    this.#bytes = 0;
    this.#leaves = 0;
    if (this.#top > 0) this.#forget(); // a walk that an overflow of the stack has ended
    this.#see(value, 1);
    while (this.#problem === undefined && this.#top > 0) this.#open();
    if (this.#top > 0) this.#forget();
    return this.#problem;
  }

  #forget(): void {
    this.#top = 0;
    this.#pending.length = 0;
    this.#depths.length = 0;
  }

  #see(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) {
      this.#count(1);
      if (typeof value === 'string') this.#read(value);
      return;
    }
    this.#pending[this.#top] = value;
    this.#depths[this.#top++] = depth;
    if (this.#top > this.#bounds.maxLeaves) this.#count(this.#bounds.maxLeaves + 1);
  }

  #open(): void {
    const value = this.#pending[--this.#top] as object;
    const depth = this.#depths[this.#top] as number;
    this.#pending[this.#top] = undefined;
    if (types.isProxy(value)) this.#invalid('a Proxy');
    else if (depth > this.#bounds.maxDepth) this.#tooLarge(`more than ${this.#bounds.maxDepth} levels, or a cycle`);
    else if (Object.getPrototypeOf(value) === Object.prototype) this.#openProperties(value, depth, true);
    else if (Array.isArray(value)) this.#openArray(value, depth);
    else this.#openOther(value, depth);
  }

  #openArray(value: readonly unknown[], depth: number): void {
    if (this.#leaves + value.length > this.#bounds.maxLeaves) {
      this.#count(value.length);
      return;
    }
    const keys = Object.keys(value);
    const last = keys.at(-1); // names stand behind numbers
    if (last !== undefined && !DIGITS.test(last)) this.#invalid('an array with named properties');
    else this.#openKeys(value, keys, depth, false);
  }

  #openOther(value: object, depth: number): void {
    if (types.isBoxedPrimitive(value) || types.isPromise(value)) {
      this.#invalid('a boxed primitive or a promise');
      return;
    }
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) {
      this.#weigh(byteLengthOf(value));
      return;
    }
    if (types.isMap(value) || types.isSet(value)) this.#openCollection(value, depth);
    this.#openProperties(value, depth, true);
  }

  #openProperties(value: object, depth: number, named: boolean): void {
    this.#openKeys(value, Object.keys(value), depth, named);
  }

  #openKeys(value: object, keys: readonly string[], depth: number, named: boolean): void {
    if (keys.length === 0) this.#count(1);
    if (this.#leaves + keys.length > this.#bounds.maxLeaves) this.#count(keys.length);
    for (let index = 0; index < keys.length && this.#problem === undefined; index++) {
      const key = keys[index] as string;
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || !('value' in descriptor)) {
        this.#invalid('a getter or setter');
        return;
      }
      if (named) this.#read(key);
      this.#see(descriptor.value, depth + 1);
    }
  }

  /** The methods of the prototypes are called as they are: a subclass may bring its own iterator, and its code must not run here. */
  #openCollection(value: Map<unknown, unknown> | Set<unknown>, depth: number): void {
    const entry = (item: unknown, key: unknown) => {
      if (this.#problem !== undefined) return;
      this.#see(key, depth + 1);
      this.#see(item, depth + 1);
    };
    if (types.isMap(value)) Map.prototype.forEach.call(value, entry);
    else Set.prototype.forEach.call(value, entry);
  }

  #read(text: string): void {
    // A string has one to three UTF-8 bytes for each UTF-16 unit: a huge one is refused without being read.
    this.#weigh(this.#rough ? text.length * 3 : text.length);
    if (this.#problem !== undefined) return;
    if (!text.isWellFormed()) this.#invalid('a lone surrogate');
    else if (!this.#rough) this.#weigh(Buffer.byteLength(text) - text.length);
  }

  #weigh(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#bounds.maxBytes) this.#tooLarge(`more than ${this.#bounds.maxBytes} bytes`);
  }

  #count(leaves: number): void {
    this.#leaves += leaves;
    if (this.#leaves > this.#bounds.maxLeaves) this.#tooLarge(`more than ${this.#bounds.maxLeaves} leaves`);
  }

  #tooLarge(reason: string): void {
    this.#problem ??= { code: 'ERR_INPUT_TOO_LARGE', reason };
  }

  #invalid(reason: string): void {
    this.#problem ??= { code: 'ERR_INPUT_INVALID', reason };
  }
}

/** As the engine knows it: an own property of that name would be what the caller says. */
const byteLengthOf = (value: object): number => {
  for (const length of BYTE_LENGTHS) {
    try {
      return length.call(value) as number;
    } catch {
      // of another kind
    }
  }
  return Number.POSITIVE_INFINITY;
};

const BYTE_LENGTHS = [
  Object.getPrototypeOf(Uint8Array.prototype),
  DataView.prototype,
  ArrayBuffer.prototype,
  SharedArrayBuffer.prototype,
]
  .map((prototype: object) => Object.getOwnPropertyDescriptor(prototype, 'byteLength')?.get)
  .filter((getter) => getter !== undefined);

const DIGITS = /^\d+$/;

/** One for all: a walk ends before another begins, since nothing of the value's own code runs in it. */
const measure = new Measure();

/** Like `exceeds`, as a refusal. */
export function checkBounds(value: unknown, bounds: Bounds): void {
  const problem = exceeds(value, bounds);
  if (problem !== undefined) throw new GuardError(problem.code, `The input holds ${problem.reason}.`);
}
