import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DataError } from '../read-rows.ts';

/** A chain of tokens with a call, and whether a verifier must permit it. */
export interface ChainCase {
  readonly id: string;
  readonly permit: boolean;
  readonly anchors: readonly unknown[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly chain: unknown;
  readonly tool: string;
  readonly args: unknown;
  readonly proof: unknown;
  readonly audience: string | undefined;
}

/** A constraint under that of its parent. */
export interface AttenuationPair {
  readonly parent: Wire;
  readonly child: Wire;
  readonly valid: boolean;
  /** A value that the child admits and the parent does not. */
  readonly escapes: boolean;
}

/** A value and whether a constraint admits it. */
export interface ConstraintCheck {
  readonly constraint: Wire;
  readonly value: unknown;
  readonly accept: boolean;
}

export interface Wire {
  readonly constraint_type: string;
}

export interface Vectors {
  readonly chains: readonly ChainCase[];
  readonly attenuations: readonly AttenuationPair[];
  readonly constraints: readonly ConstraintCheck[];
}

/**
 * The vectors in a file, or in the files of a folder: JSON objects with `chain_cases`, `attenuation_pairs` and `constraint_checks`,
 * each of which may be missing. Files that hold none of them are left alone.
 *
 * @throws `DataError`
 */
export async function readVectors(path: string): Promise<Vectors> {
  const chains: ChainCase[] = [];
  const attenuations: AttenuationPair[] = [];
  const constraints: ConstraintCheck[] = [];
  for (const file of await filesOf(path)) {
    const name = basename(file);
    const vectors = recordOf(name, await jsonIn(file));
    chains.push(...listOf(name, vectors, 'chain_cases').map((row) => chainCase(name, row)));
    attenuations.push(...listOf(name, vectors, 'attenuation_pairs').map((row) => attenuationPair(name, row)));
    constraints.push(...listOf(name, vectors, 'constraint_checks').map((row) => constraintCheck(name, row)));
  }
  if (chains.length + attenuations.length + constraints.length === 0) {
    throw new DataError(`${path} holds no "chain_cases", "attenuation_pairs" or "constraint_checks".`);
  }
  return { chains, attenuations, constraints };
}

async function filesOf(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path);
    return names.filter((name) => name.endsWith('.json')).map((name) => join(path, name));
  } catch (error) {
    throw new DataError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new DataError(`${basename(file)}: ${(error as Error).message}`);
  }
}

type Record = ReadonlyMap<string, unknown>;

/** A list as a whole is no vectors. */
const recordOf = (file: string, value: unknown): Record => {
  if (typeof value !== 'object' || value === null) throw new DataError(`${file}: it must hold an object.`);
  return new Map(Object.entries(value));
};

function listOf(file: string, record: Record, name: string): readonly unknown[] {
  const value = record.get(name) ?? [];
  if (!Array.isArray(value)) throw new DataError(`${file}: "${name}" must be a list.`);
  return value;
}

function chainCase(file: string, row: unknown): ChainCase {
  const fields = recordOf(file, row);
  const [id, expect, now, tool] = ['id', 'expect', 'now', 'tool'].map((name) => fields.get(name));
  const audience = fields.get('expected_audience');
  if (typeof id !== 'string' || typeof now !== 'number' || typeof tool !== 'string') {
    throw new DataError(`${file}: a case needs "id", "now" and "tool".`);
  }
  if (expect !== 'PERMIT' && expect !== 'DENY') throw new DataError(`${file}: ${id}: "expect" must be PERMIT or DENY.`);
  return {
    id,
    permit: expect === 'PERMIT',
    anchors: listOf(file, fields, 'trust_anchors'),
    now,
    chain: fields.get('chain'),
    tool,
    args: fields.get('args'),
    proof: fields.get('pop'),
    audience: typeof audience === 'string' ? audience : undefined,
  };
}

function attenuationPair(file: string, row: unknown): AttenuationPair {
  const fields = recordOf(file, row);
  const valid = fields.get('valid');
  if (typeof valid !== 'boolean') throw new DataError(`${file}: a pair needs "valid".`);
  const [parent, child] = [wireOf(file, fields, 'parent'), wireOf(file, fields, 'child')];
  return { parent, child, valid, escapes: fields.has('counterexample') };
}

function constraintCheck(file: string, row: unknown): ConstraintCheck {
  const fields = recordOf(file, row);
  const accept = fields.get('accept');
  if (typeof accept !== 'boolean') throw new DataError(`${file}: a check needs "accept".`);
  return { constraint: wireOf(file, fields, 'constraint'), value: fields.get('value'), accept };
}

function wireOf(file: string, fields: Record, name: string): Wire {
  const value = fields.get(name);
  if (!isWire(value)) throw new DataError(`${file}: "${name}" must be a constraint with "constraint_type".`);
  return value;
}

const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' &&
  value !== null &&
  'constraint_type' in value &&
  typeof value.constraint_type === 'string';
