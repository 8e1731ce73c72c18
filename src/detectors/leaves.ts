import * as types from 'node:util/types';
import { GuardError } from '../errors.ts';

/** Bounds of one walk. They stand far above what a tool returns, and far below what hurts. */
export interface LeafBounds {
  /** Nesting of objects and arrays. Default 512. */
  readonly maxDepth?: number;
  /** Values of any kind that are looked at. Default 500,000. */
  readonly maxValues?: number;
  /** UTF-16 units of all strings together. Default 67,108,864. */
  readonly maxUnits?: number;
  /** Sees each object and array before it is walked into. What it gives `instead` is taken over, and not walked. */
  readonly enter?: (container: object, path: Path) => { readonly instead: unknown } | undefined;
  /** Sees the string keys of each object that is walked into, before its values, and gives the names they get. */
  readonly rename?: (key: string, path: Path) => string;
}

/** Where a leaf lies, for example `$.items[2].body`. Made only when it is asked for. */
export type Path = () => string;

/**
 * Calls `see` for each string in JSON-like data: the value itself, or what lies in plain objects and arrays, at any depth.
 * Keys are not seen, nor what lies in class instances, Maps, Sets and buffers.
 *
 * @throws `ERR_INPUT_TOO_LARGE` over a bound, `ERR_INPUT_INVALID` for a cycle, or a getter or Proxy that throws
 */
export function eachLeaf(value: unknown, see: (text: string, path: Path) => void, bounds?: LeafBounds): void {
  mapLeaves(
    value,
    (text, path) => {
      see(text, path);
      return text;
    },
    bounds,
  );
}

/**
 * A copy of plain data in which each string is what `change` made of it, given its path, the key it stands under and what holds it. What holds no changed string is not copied, so that
 * nothing changed gives back the same value; what has getters or is a Proxy is always copied, so that it can't answer
 * otherwise later. Symbol keys and class instances are kept as they are. No recursion: no depth can overflow the stack.
 *
 * @throws as `eachLeaf`
 */
export function mapLeaves(value: unknown, change: Change, bounds: LeafBounds = {}): unknown {
  if (typeof value === 'string') return change(value, () => '$', '', undefined);
  if (!isContainer(value)) return value;
  const kept = bounds.enter?.(value, () => '$');
  return kept === undefined ? new Walk(change, bounds).run(value) : kept.instead;
}

/** Whether a walk looks into a value: arrays, and objects without a class. */
function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return safely(() => {
    if (Array.isArray(value)) return true;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return true;
    // Plain objects of another realm have a prototype that has none of its own.
    return (
      typeof prototype === 'object' &&
      Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype, 'isPrototypeOf')
    );
  });
}

/** One object or array whose values are being looked at. */
interface Open {
  readonly source: object;
  readonly keys: readonly PropertyKey[];
  /** What the keys are called from now on, where one of them is called otherwise. */
  readonly names: ReadonlyMap<PropertyKey, string> | undefined;
  readonly parent: Open | undefined;
  readonly parentKey: PropertyKey;
  next: number;
  /** Made when the first value changes; until then values below `next` are those of the source. */
  copy: object | undefined;
}

type Change = (text: string, path: Path, key: PropertyKey, holder: object | undefined) => unknown;

class Walk {
  readonly #change: Change;
  readonly #maxDepth: number;
  readonly #maxValues: number;
  readonly #maxUnits: number;
  readonly #enter: LeafBounds['enter'];
  readonly #rename: LeafBounds['rename'];
  #values = 0;
  #units = 0;
  /** What each finished object became, so that one that is reached twice is copied once; `undefined` while it is open: then it is a cycle. */
  readonly #results = new Map<object, object | undefined>();

  constructor(
    change: Change,
    { maxDepth = 512, maxValues = 500_000, maxUnits = 67_108_864, enter, rename }: LeafBounds,
  ) {
    this.#change = change;
    this.#maxDepth = maxDepth;
    this.#maxValues = maxValues;
    this.#maxUnits = maxUnits;
    this.#enter = enter;
    this.#rename = rename;
  }

  run(root: object): object {
    let depth = 1;
    let open: Open | undefined = this.#open(root, undefined, '');
    for (;;) {
      const key = open.keys[open.next];
      if (key === undefined) {
        const result = open.copy ?? open.source;
        this.#results.set(open.source, result);
        if (open.parent === undefined) return result;
        this.#put(open.parent, open.parentKey, open.source, result);
        open = open.parent;
        depth -= 1;
        continue;
      }
      open.next += 1;
      this.#count();
      const from: Open = open;
      const value = safely(() => Reflect.get(from.source, key));
      if (typeof value === 'string') {
        this.#countUnits(value.length);
        this.#put(
          from,
          key,
          value,
          this.#change(value, () => pathOf(from, key), key, from.source),
        );
      } else if (!isContainer(value)) {
        this.#put(from, key, value, value);
      } else if (this.#results.has(value)) {
        const result = this.#results.get(value);
        if (result === undefined)
          throw new GuardError('ERR_INPUT_INVALID', `the value at ${pathOf(from, key)} contains itself.`);
        this.#put(from, key, value, result);
      } else {
        const kept = this.#enter?.(value, () => pathOf(from, key));
        if (kept !== undefined) {
          this.#put(from, key, value, kept.instead);
          continue;
        }
        depth += 1;
        if (depth > this.#maxDepth) throw tooLarge(`is nested deeper than ${this.#maxDepth} levels`);
        open = this.#open(value, from, key);
      }
    }
  }

  #open(source: object, parent: Open | undefined, parentKey: PropertyKey): Open {
    this.#results.set(source, undefined);
    const { keys, unsteady } = safely(() => this.#keys(source));
    const open: Open = { source, keys, names: undefined, parent, parentKey, next: 0, copy: undefined };
    const names = this.#renamed(open);
    if (names === undefined && !unsteady) return open;
    return { ...open, names, copy: safely(() => emptyLike(source)) };
  }

  #renamed(open: Open): ReadonlyMap<PropertyKey, string> | undefined {
    if (this.#rename === undefined || Array.isArray(open.source)) return undefined;
    let names: Map<PropertyKey, string> | undefined;
    for (const key of open.keys) {
      if (typeof key !== 'string') continue;
      this.#countUnits(key.length);
      const name = this.#rename(key, () => pathOf(open, key));
      if (name === key) continue;
      names ??= new Map();
      names.set(key, name);
    }
    return names;
  }

  #keys(source: object): { keys: PropertyKey[]; unsteady: boolean } {
    const room = this.#maxValues - this.#values;
    let unsteady = types.isProxy(source);
    if (Array.isArray(source)) {
      if (source.length > room) throw tooLarge(`holds more than ${this.#maxValues} values`);
      const keys = Array.from({ length: source.length }, (_, index) => index);
      unsteady ||= keys.some((key) => Object.getOwnPropertyDescriptor(source, key)?.get !== undefined);
      return { keys, unsteady };
    }
    const keys = Reflect.ownKeys(source).filter((key) => {
      const property = Object.getOwnPropertyDescriptor(source, key);
      unsteady ||= property?.get !== undefined;
      return property?.enumerable === true;
    });
    if (keys.length > room) throw tooLarge(`holds more than ${this.#maxValues} values`);
    return { keys, unsteady };
  }

  /** Takes over one value. The copy starts with the first change, and with what came before it. */
  #put(into: Open, key: PropertyKey, before: unknown, after: unknown): void {
    if (into.copy === undefined) {
      if (Object.is(before, after)) return;
      into.copy = emptyLike(into.source);
      for (const earlier of into.keys.slice(0, into.next - 1))
        define(into.copy, earlier, Reflect.get(into.source, earlier));
    }
    define(into.copy, into.names?.get(key) ?? key, after);
  }

  #count(): void {
    this.#values += 1;
    if (this.#values > this.#maxValues) throw tooLarge(`holds more than ${this.#maxValues} values`);
  }

  #countUnits(units: number): void {
    this.#units += units;
    if (this.#units > this.#maxUnits) throw tooLarge(`holds more than ${this.#maxUnits} characters`);
  }
}

const tooLarge = (what: string): GuardError => new GuardError('ERR_INPUT_TOO_LARGE', `the value ${what}.`);

function emptyLike(source: object): object {
  if (Array.isArray(source)) return [];
  return Object.getPrototypeOf(source) === null ? Object.create(null) : {}; // a copy never runs code of the source
}

/** Never an assignment: a key named `__proto__` would change the prototype. */
function define(object: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Runs what a getter or a Proxy of the data can make throw. */
function safely<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GuardError) throw error;
    throw new GuardError('ERR_INPUT_INVALID', 'the value cannot be read: one of its getters or traps throws.', {
      cause: error,
    });
  }
}

const KEY_SHOWN = 40;

function pathOf(open: Open, key: PropertyKey): string {
  const steps: string[] = [];
  for (let at: Open | undefined = open, name = key; at !== undefined; name = at.parentKey, at = at.parent) {
    steps.push(step(at.source, name));
  }
  const shown = steps.length > 12 ? [...steps.slice(0, 6), '[...]', ...steps.slice(-6)] : steps;
  return `$${shown.reverse().join('')}`;
}

/** Keys come from outside as well: they are shown only where they are short names. */
function step(source: object, key: PropertyKey): string {
  if (Array.isArray(source)) return `[${String(key)}]`;
  return typeof key === 'string' && key.length <= KEY_SHOWN && /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : '[...]';
}
