/**
 * Equality of JSON values by type and content: `1` is not `'1'`, key order does not count, and `-0` is `0`.
 * The text is unique per value, after RFC 8785, with `undefined` for what JSON leaves out.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    parts.push(parts.length === 0 ? '{' : ',', JSON.stringify(key), ':', canonical(fields[key]));
  }
  if (parts.length === 0) return '{}';
  parts.push('}');
  return parts.join(''); // in one piece: these texts are kept
}

/** A set of JSON values. Scalars are compared without making text of them. */
export class JsonSet {
  readonly #scalars = new Set<unknown>();
  readonly #structures = new Set<string>();

  constructor(values: readonly unknown[]) {
    for (const value of values) {
      if (isStructure(value)) this.#structures.add(canonical(value));
      else this.#scalars.add(value);
    }
  }

  has(value: unknown): boolean {
    return isStructure(value)
      ? this.#structures.size > 0 && this.#structures.has(canonical(value))
      : this.#scalars.has(value);
  }

  includes(other: JsonSet): boolean {
    for (const value of other.#scalars) if (!this.#scalars.has(value)) return false;
    for (const text of other.#structures) if (!this.#structures.has(text)) return false;
    return true;
  }
}

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;
