import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../src/audit/record.ts';
import { recordLine } from '../../src/audit/record-line.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('tool:search', '"', '\\', '\n', '\ud800', '\u2028', ''),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const record: fc.Arbitrary<AuditRecord> = fc.record({
  v: fc.constant(1 as const),
  id: text,
  time: text,
  seq: fc.nat(),
  type: fc.constantFrom('decision', 'outcome', 'observation'),
  call_id: text,
  run_id: text,
  parent_call_id: maybe(text),
  target: fc.constantFrom('tool:search', 'tool:mail', 'agent:"x"'),
  side_effects: fc.boolean(),
  decision: maybe(fc.constantFrom('allow', 'deny')),
  outcome: maybe(fc.constantFrom('ok', 'error', 'denied', 'timeout', 'aborted')),
  event: maybe(text),
  reason_code: maybe(text),
  severity: fc.constantFrom('info', 'warn', 'error'),
  guard: maybe(text),
  error: maybe(text),
  latency_ms: maybe(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-9, 1e21))),
  still_running: maybe(fc.boolean()),
  chunks: maybe(fc.nat()),
  actor: maybe(fc.record({ id: text, roles: fc.array(text), tenant: maybe(text) })),
  capability: maybe(
    fc
      .record({
        id: text,
        principal: maybe(text),
        depth: maybe(fc.nat()),
        expires: maybe(text),
        agent: maybe(text),
        lineage: maybe(fc.array(text)),
        agents: maybe(fc.array(text)),
        approvals: maybe(fc.array(text)),
        uses_left: maybe(fc.nat()),
        budget_left: maybe(fc.nat()),
      })
      .map((capability) => Object.freeze(capability)),
  ),
  input: maybe(
    fc.record({
      argument_names: fc.oneof(fc.array(text), fc.constantFrom(['a', 'b'], ['a,b'])),
      sha256: maybe(text),
      bytes: maybe(fc.nat()),
      omitted: maybe(fc.constantFrom('too-large', 'not-plain-data')),
      redacted: maybe(fc.constantFrom(null, 'x', { a: [1, 'b"'] })),
    }),
  ),
  details: maybe(fc.constantFrom({ count: 1 }, { rules: ['a"b'] }, [])),
  host: fc.constantFrom('a', 'b"'),
  pid: fc.nat(),
  lib_version: fc.constantFrom('0.1.0', '1.0.0'),
});

describe('recordLine', () => {
  it('is what JSON.stringify gives, byte for byte, for any records one after the other', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        expect(records.map(recordLine)).toEqual(records.map((one) => JSON.stringify(one)));
      }),
      { numRuns: 1000 },
    );
  });

  it('sees a list of names that was changed after it was written', () => {
    const [one] = fc.sample(record, 1);
    const names = ['first', 'second'];
    const changed = {
      ...(one as AuditRecord),
      input: { argument_names: names, sha256: undefined, bytes: 1, omitted: undefined, redacted: undefined },
    };
    recordLine(changed);
    names[0] = 'other';
    expect(recordLine(changed)).toBe(JSON.stringify(changed));
  });
});
