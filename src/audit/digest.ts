import { hash } from 'node:crypto';
import * as types from 'node:util/types';
import { isSnapshot } from '../snapshot.ts';
import { madeOnce } from './key-lists.ts';
import type { AuditInput } from './record.ts';

/** Longest canonical JSON that is hashed, in UTF-16 units, and most values in it: together about 2 ms of work. */
const MAX_LENGTH = 256 * 1024;
export const MAX_VALUES = 4096;
const MAX_DEPTH = 64;

type Omitted = NonNullable<AuditInput['omitted']>;

/** SHA-256 of the canonical JSON of an input, or why there is none. */
export type Digest =
  | { readonly sha256: string; readonly bytes: number; readonly omitted?: undefined }
  | { readonly omitted: Omitted; readonly sha256?: undefined; readonly bytes?: undefined };

/**
 * Hashes an input so that a record can be compared with what was called, without holding it. The form is that of RFC 8785
 * (JSON Canonicalization Scheme): keys in the order of their UTF-16 units, numbers and strings as ECMAScript writes them.
 * `keys` are the names of the input's properties, where they are known. Reads no getter, enters no Proxy, calls no `toJSON`; a Date counts as its ISO text and an undefined property as absent.
 */
export function digest(input: unknown, keys?: readonly string[]): Digest {
  const flat = keys === undefined ? undefined : flatJson(input, keys);
  if (flat !== undefined) return hashed(flat);
  const json = new CanonicalJson();
  try {
    json.write(input, 0);
  } catch (reason) {
    return { omitted: reason instanceof Omission ? reason.why : 'not-plain-data' };
  }
  return hashed(json.text);
}

const hashed = (json: string): Digest => ({ sha256: hash('sha256', json, 'hex'), bytes: Buffer.byteLength(json) });

/** Most properties of an input that is written in one go, and most characters of their values. */
const FLAT_PROPERTIES = 16;
const FLAT_TEXT = 4096;

/**
 * The canonical form of a small frozen copy without inner objects, which is what most tools are called with: nothing in it
 * can run code or change, so that its properties are read as they are. Undefined for everything else.
 */
function flatJson(input: unknown, keys: readonly string[]): string | undefined {
  if (keys.length > FLAT_PROPERTIES || !isSnapshot(input) || Array.isArray(input)) return undefined;
  const properties = input as { readonly [key: string]: unknown };
  let json = '';
  const names = inOrder(keys);
  for (let index = 0; index < names.length; index++) {
    const { key, name } = names[index] as Name;
    const value = properties[key];
    if (value === undefined) continue;
    if (typeof value === 'object' && value !== null) return undefined;
    if (json.length + (typeof value === 'string' ? value.length : 0) > FLAT_TEXT) return undefined;
    json += `${json === '' ? '{' : ','}${name}${jsonOf(value)}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

interface Name {
  readonly key: string;
  /** As JSON, with a colon. */
  readonly name: string;
}

/** Keys in the order of their UTF-16 units. */
const inOrder = madeOnce((keys): readonly Name[] =>
  keys.toSorted().map((key) => ({ key, name: `${JSON.stringify(key)}:` })),
);

/** What JSON writes otherwise than it is. */
const ESCAPED = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

/** Of what a frozen copy can hold besides objects: numbers in it are finite. */
function jsonOf(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}

class Omission {
  readonly why: Omitted;
  constructor(why: Omitted) {
    this.why = why;
  }
}
const TOO_LARGE = new Omission('too-large');
const NOT_PLAIN = new Omission('not-plain-data');

class CanonicalJson {
  text = '';
  #values = 0;

  write(value: unknown, depth: number): void {
    if (++this.#values > MAX_VALUES) throw TOO_LARGE;
    switch (typeof value) {
      case 'string':
        this.#add(value.length > MAX_LENGTH ? value : JSON.stringify(value));
        return;
      case 'number':
        if (!Number.isFinite(value)) throw NOT_PLAIN;
        this.#add(JSON.stringify(value));
        return;
      case 'boolean':
        this.#add(value ? 'true' : 'false');
        return;
      case 'object':
        if (value === null) this.#add('null');
        else this.#object(value, depth + 1);
        return;
      default:
        throw NOT_PLAIN;
    }
  }

  #add(part: string): void {
    if (this.text.length + part.length > MAX_LENGTH) throw TOO_LARGE;
    this.text += part;
  }

  #object(value: object, depth: number): void {
    if (types.isProxy(value)) throw NOT_PLAIN;
    if (depth > MAX_DEPTH) throw TOO_LARGE;
    if (Array.isArray(value)) this.#array(value, depth);
    else if (types.isDate(value)) this.#add(JSON.stringify(Date.prototype.toISOString.call(value)));
    else if (isPlain(value)) this.#entries(value, depth);
    else throw NOT_PLAIN;
  }

  #array(array: readonly unknown[], depth: number): void {
    for (let index = 0; index < array.length; index++) {
      this.#add(index === 0 ? '[' : ',');
      this.write(own(array, index), depth);
    }
    this.#add(array.length === 0 ? '[]' : ']');
  }

  #entries(object: object, depth: number): void {
    let separator = '{';
    const keys = Object.keys(object);
    if (keys.length > MAX_VALUES) throw TOO_LARGE; // before they are sorted
    for (const key of keys.sort()) {
      const value = own(object, key);
      if (value === undefined) continue;
      this.#add(separator);
      this.#add(key.length > MAX_LENGTH ? key : JSON.stringify(key));
      this.#add(':');
      this.write(value, depth);
      separator = ',';
    }
    this.#add(separator === '{' ? '{}' : '}');
  }
}

function own(holder: object, key: string | number): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  if (descriptor === undefined || !('value' in descriptor)) throw NOT_PLAIN;
  return descriptor.value;
}

/** An object literal, also of another realm: whatever has a class is not what JSON would give back. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return typeof prototype === 'object' && !types.isProxy(prototype) && Object.getPrototypeOf(prototype) === null;
}
