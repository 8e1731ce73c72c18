import { checkOptions, functionOption, integerOption, optionError } from '../../options.ts';
import type { CustomConstraint, Json } from './constraint.ts';

/** A constraint of your own. Its functions get frozen plain data, must be pure, and answer at once. */
export interface CustomConstraintDefinition {
  /** Letters, digits and `._-`, 1 to 64 of them, such as `iban`. */
  readonly name: string;
  /** 1 to 1,000,000. What a version admits never changes: capabilities that are on their way were judged by it. */
  readonly version: number;
  /** Whether the constraint with these params admits the value. Only `true` admits; what it throws denies. */
  readonly admits: (value: unknown, params: Json) => boolean;
  /**
   * Whether a constraint with the params of `child` admits nothing beyond one with the params of `parent`. Default: only
   * where both are the same. Since every link of a chain is judged on every call, a mistake here cannot widen a capability.
   */
  readonly narrower?: (child: Json, parent: Json) => boolean;
  /** What is wrong with params, as a sentence that names the fix, or undefined. Default: anything goes. */
  readonly problemOf?: (params: Json) => string | undefined;
}

export const CUSTOM_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const MAX_VERSION = 1_000_000;
const MAX_DEFINITIONS = 256;

/** Custom constraints by name and version. It cannot be changed after it is made. */
export class ConstraintRegistry {
  readonly #definitions: ReadonlyMap<string, CustomConstraintDefinition>;

  static {
    Object.freeze(ConstraintRegistry.prototype);
    Object.freeze(ConstraintRegistry);
  }

  /** @internal Made by `createConstraintRegistry()`. */
  constructor(definitions: ReadonlyMap<string, CustomConstraintDefinition>) {
    this.#definitions = definitions;
    Object.freeze(this);
  }

  /** Refuses a custom constraint that is not registered, or whose params its definition refuses. */
  check({ name, version, params }: CustomConstraint, fail: (problem: string) => never): void {
    const definition = this.#definitions.get(keyOf(name, version));
    if (definition === undefined) {
      fail(`${name} version ${version} is not registered. Register it at createAuthority({ constraints }).`);
    }
    const problem = definition.problemOf?.(params);
    if (problem !== undefined) fail(`${name} version ${version}: ${problem}`);
  }

  admits({ name, version, params }: CustomConstraint, value: unknown): boolean {
    try {
      return this.#definitions.get(keyOf(name, version))?.admits(value, params) === true;
    } catch {
      return false;
    }
  }

  narrower(child: CustomConstraint, parent: CustomConstraint): boolean {
    if (child.name !== parent.name || child.version !== parent.version) return false;
    try {
      const definition = this.#definitions.get(keyOf(child.name, child.version));
      return definition?.narrower?.(child.params, parent.params) === true;
    } catch {
      return false;
    }
  }
}

const keyOf = (name: string, version: number): string => `${name}@${version}`;

/**
 * Registers custom constraints, at most 256.
 *
 * @throws `ERR_OPTION_INVALID` for a definition that is not usable, or two of the same name and version
 */
export function createConstraintRegistry(definitions: readonly CustomConstraintDefinition[]): ConstraintRegistry {
  const where = 'createConstraintRegistry';
  if (!Array.isArray(definitions) || definitions.length > MAX_DEFINITIONS) {
    throw optionError(where, `give a list of at most ${MAX_DEFINITIONS} definitions { name, version, admits }.`);
  }
  const known = new Map<string, CustomConstraintDefinition>();
  for (const definition of definitions) {
    checkOptions(where, definition, ['name', 'version', 'admits', 'narrower', 'problemOf']);
    const { name, version, admits, narrower, problemOf } = definition;
    if (typeof name !== 'string' || !CUSTOM_NAME.test(name)) {
      throw optionError(where, '"name" must be 1 to 64 letters, digits or ._- and start with a letter or digit.');
    }
    integerOption(where, 'version', version, { min: 1, max: MAX_VERSION });
    functionOption(where, 'admits', admits, '(value, params) => boolean');
    if (narrower !== undefined) functionOption(where, 'narrower', narrower, '(child, parent) => boolean');
    if (problemOf !== undefined) functionOption(where, 'problemOf', problemOf, '(params) => string or undefined');
    if (known.has(keyOf(name, version))) throw optionError(where, `${name} version ${version} is registered twice.`);
    known.set(keyOf(name, version), Object.freeze({ ...definition }));
  }
  return new ConstraintRegistry(known);
}

/** A registry from options: one that was made, or a list of definitions. */
export const registryOption = (
  given: ConstraintRegistry | readonly CustomConstraintDefinition[] | undefined,
): ConstraintRegistry =>
  given instanceof ConstraintRegistry ? given : createConstraintRegistry(given === undefined ? [] : given);
