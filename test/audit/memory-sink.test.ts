import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/create-audit.ts';
import { memorySink } from '../../src/audit/memory-sink.ts';
import { decision, fakeCall } from './fake-call.ts';

describe('memorySink', () => {
  it('keeps the newest records and counts the others', () => {
    const sink = memorySink({ maxRecords: 2 });
    const audit = createAudit({ sink });
    for (let index = 0; index < 5; index++) void audit(decision(), fakeCall());
    expect(sink.records.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(sink.dropped).toBe(3);
    sink.clear();
    expect(sink.records).toEqual([]);
    expect(sink.dropped).toBe(0);
  });

  it('refuses options out of range', () => {
    expect(() => memorySink({ maxRecords: 0 })).toThrow(/"maxRecords" must be a whole number from 1 to 1000000/);
    expect(() => memorySink({ max: 1 } as object)).toThrow(/unknown option "max"/);
  });
});
