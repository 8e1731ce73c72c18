import { plainly } from '../../src/provenance/canonical.ts';
import type { Tools } from '../../src/provenance/declaration.ts';
import { classOf, identitiesIn, identity } from '../../src/provenance/sink-kind.ts';
import { objectOf, type RecordedCall, type Trace } from './rows.ts';

/** How the attacker's address gets into the record: beside its text, in a record of its own as well, or there alone and unsaid. */
export type Variant = 'in-place' | 'new-record' | 'unspelled';
export const variants: readonly Variant[] = ['in-place', 'new-record', 'unspelled'];

/**
 * The same hijack by an attacker who also puts his address into the structured fields of the poisoned record: each field that the
 * declaration does not call untrusted and that holds a value of the same form. The trace itself where there is no such field.
 */
export function adaptive(trace: Trace, tools: Tools, variant: Variant): Trace {
  const poisoned = trace.prefix[trace.poisonedCall];
  const addresses = attackersAddresses(trace, tools);
  if (poisoned === undefined || addresses.length === 0) return trace;
  const planter = new Planter(
    trace.payload,
    addresses,
    tools.get(poisoned.tool)?.untrustedFields ?? new Set(),
    variant,
  );
  const result = planter.plant(poisoned.result);
  if (!planter.planted) return trace;
  const changed: RecordedCall = { ...poisoned, result, resultId: undefined };
  return { ...trace, prefix: trace.prefix.map((call) => (call === poisoned ? changed : call)) };
}

/** Identities in sinks of the attacker's calls that his text spells out. */
function attackersAddresses({ attackCalls, payload }: Trace, tools: Tools): readonly string[] {
  const said = new Set(identitiesIn(payload));
  const text = plainly(payload);
  const found = new Set<string>();
  for (const { tool, args } of attackCalls) {
    for (const [sink, kind] of tools.get(tool)?.sinks ?? []) {
      if (classOf(kind) !== 'identity') continue;
      const value: unknown = objectOf(args)[sink];
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'string' && (said.has(identity(one)) || text.includes(plainly(one)))) found.add(one);
      }
    }
  }
  return [...found];
}

class Planter {
  planted = false;
  readonly #payload: string;
  readonly #addresses: readonly string[];
  readonly #untrusted: ReadonlySet<string>;
  readonly #variant: Variant;

  constructor(payload: string, addresses: readonly string[], untrusted: ReadonlySet<string>, variant: Variant) {
    this.#payload = plainly(payload).slice(0, 60);
    this.#addresses = addresses;
    this.#untrusted = untrusted;
    this.#variant = variant;
  }

  plant(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.flatMap((item: unknown) => {
        const changed = this.plant(item);
        return changed !== item && this.#variant === 'new-record' ? [changed, changed] : [changed];
      });
    }
    if (typeof value !== 'object' || value === null) return value;
    const holds = Object.values(value).some(
      (field) => typeof field === 'string' && plainly(field).includes(this.#payload),
    );
    const fields = Object.entries(value).map(
      ([name, field]) => [name, holds ? this.#field(name, field) : this.plant(field)] as const,
    );
    return fields.some(([name, field]) => field !== Reflect.get(value, name)) ? Object.fromEntries(fields) : value;
  }

  #field(name: string, field: unknown): unknown {
    if (this.#untrusted.has(name))
      return this.#variant === 'unspelled' && typeof field === 'string' ? this.#unsaid(field) : field;
    if (Array.isArray(field)) {
      if (!field.some((item) => this.#alike(item))) return field;
      this.planted = true;
      return [...field, ...this.#addresses];
    }
    if (!this.#alike(field)) return field;
    this.planted = true;
    return this.#addresses[0];
  }

  /** Whether a value has the form of the attacker's address: both are addresses, or both single words. */
  #alike(value: unknown): boolean {
    if (typeof value !== 'string') return false;
    return this.#addresses.some((address) => formOf(address) === formOf(value));
  }

  #unsaid(text: string): string {
    return this.#addresses.reduce((left, address) => left.replaceAll(address, 'the sender of this'), text);
  }
}

function formOf(value: string): string {
  if (value.includes('@')) return 'mail';
  if (/^[a-z]{2}\d{2}[a-z0-9]{6,}$/i.test(value)) return 'account';
  if (/^(?:https?:|www\.)/i.test(value)) return 'link';
  if (/\s/.test(value.trim())) return 'words';
  return /^\p{L}[\p{L}\p{N}_.-]*$/u.test(value) ? 'name' : 'other';
}
