import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/create-audit.ts';
import { memorySink } from '../../src/audit/memory-sink.ts';
import { pinoSink } from '../../src/audit/pino-sink.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { MAX_RECORD_BYTES } from '../../src/audit/record.ts';
import { recordLine } from '../../src/audit/record-line.ts';
import { decision, fakeCall, observation, outcome } from './fake-call.ts';

const throws = () => {
  throw new Error('trap');
};
const cycle: unknown[] = [];
cycle.push(cycle);

const hostile: readonly unknown[] = [
  new Proxy(
    {},
    { get: throws, ownKeys: throws, has: throws, getOwnPropertyDescriptor: throws, getPrototypeOf: throws },
  ),
  new Proxy([], { get: throws, ownKeys: throws }),
  Object.defineProperty({}, 'message', { get: throws, enumerable: true }),
  { toJSON: throws },
  { toJSON: () => ({ level: 60, msg: 'spoofed' }) },
  cycle,
  'x'.repeat(10_000_000),
  10n ** 5000n,
  Symbol('s'),
  throws,
  '\ud800\udc00\ud800',
  JSON.parse('{"__proto__":{"level":60},"constructor":1}'),
  { level: 60, time: 0, msg: 'spoofed', audit: 1, v: 2, seq: 0, '"},"level":60,"x":{"': 1, 'a\n{"level":60}': 1 },
  Array(100).fill(Array(100).fill('\u0000\u001f"\\\u4e2d'.repeat(500))),
  Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`${'\u4e2d'.repeat(100)}${index}`, '\u4e2d'.repeat(5000)]),
  ),
  new Error('e'.repeat(100_000), { cause: new Error('c'.repeat(100_000)) }),
  undefined,
  null,
];

/** Values are made inside the property: the generator itself would fall into their traps. */
type Making = () => unknown;
const trap = fc.nat({ max: hostile.length - 1 }).map(
  (index): Making =>
    () =>
      hostile[index],
);
const anything: fc.Arbitrary<Making> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
        withNullPrototype: true,
      })
      .map((value) => () => value),
  },
  { weight: 2, arbitrary: trap },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.string({ unit: 'binary' }), trap), { maxLength: 50, size: 'max' })
      .map((entries) => () => Object.fromEntries(entries.map(([key, make]) => [key, make()]))),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => () => value) },
);

const FIELDS = [
  'v',
  'id',
  'time',
  'seq',
  'type',
  'call_id',
  'run_id',
  'parent_call_id',
  'target',
  'side_effects',
  'decision',
  'outcome',
  'event',
  'reason_code',
  'severity',
  'guard',
  'error',
  'latency_ms',
  'still_running',
  'chunks',
  'actor',
  'capability',
  'input',
  'details',
  'host',
  'pid',
  'lib_version',
];

describe('whatever callers and callees bring', () => {
  it('gives a record whose line is JSON, in bounds, and has only its own fields', () => {
    const sink = memorySink();
    const lines: string[] = [];
    const logged = pinoSink({ destination: { write: (line: string) => void lines.push(line) } });
    const both = {
      write: (record: AuditRecord) => {
        sink.write(record);
        logged.write(record);
      },
    };
    const audit = createAudit({ sink: both, includeInput: 'redacted' });
    fc.assert(
      fc.property(
        anything,
        anything,
        anything,
        fc.string({ unit: 'binary' }),
        (makeError, makeData, makePrincipal, name) => {
          const [error, data, principal] = [makeError(), makeData(), makePrincipal()];
          sink.clear();
          lines.length = 0;
          const call = fakeCall({ input: data, ctx: { principal, capability: principal, credentials: 'CREDENTIALS' } });
          const details = data as Readonly<Record<string, unknown>>;
          void audit(decision({ decision: 'deny', error, guard: name, code: name as 'ERR_DENIED' }), call);
          void audit(outcome({ outcome: 'error', error }), call);
          void audit(observation({ guard: name, event: name, details }), call);
          expect(audit.failed).toBe(0);
          expect(sink.records).toHaveLength(3);
          for (const record of sink.records) {
            const line = recordLine(record);
            expect(line).not.toContain('\n');
            expect(line).not.toContain('CREDENTIALS');
            expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
            expect(line.isWellFormed()).toBe(true);
            expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_RECORD_BYTES);
            const parsed = JSON.parse(line) as { readonly v: unknown };
            expect(Object.keys(parsed).filter((field) => !FIELDS.includes(field))).toEqual([]);
            expect(parsed.v).toBe(1);
          }
          for (const line of lines) {
            expect(line.indexOf('\n')).toBe(line.length - 1);
            expect(Object.keys(JSON.parse(line) as object)).toEqual(['level', 'time', 'audit']);
            expect(line.match(/"audit":/g)?.length).toBeGreaterThanOrEqual(1);
            expect(line).toMatch(/^\{"level":(?:30|40|50),"time":\d+,"audit":\{"v":1,/);
          }
          expect(lines).toHaveLength(3);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is held by the bound in the worst case of every field at once', () => {
    const sink = memorySink();
    const audit = createAudit({ sink, includeInput: 'redacted' });
    const worst = '\u4e2d "'.repeat(5000);
    const list = Array(40).fill(worst);
    const input = Object.fromEntries(list.map((text: string, index) => [`${index}${text}`, list]));
    const call = fakeCall({
      id: worst,
      runId: worst,
      target: `tool:${worst}`,
      input,
      parent: fakeCall({ id: worst }),
      ctx: { principal: { id: worst, roles: list, tenant: worst } },
    });
    const about = { callId: worst, runId: worst, target: call.target };
    void audit(decision({ ...about, decision: 'deny', guard: worst, code: worst as 'ERR_DENIED', error: worst }), call);
    void audit(observation({ ...about, guard: worst, event: worst, details: input }), call);
    for (const record of sink.records) {
      expect(Buffer.byteLength(recordLine(record))).toBeLessThanOrEqual(MAX_RECORD_BYTES);
    }
  });
});
