import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/create-audit.ts';
import { jsonLinesSink } from '../../src/audit/json-lines-sink.ts';
import { memorySink } from '../../src/audit/memory-sink.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { recordLine } from '../../src/audit/record-line.ts';
import { decision, fakeCall, outcome } from './fake-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'crewguard-'));
afterAll(() => rmSync(folder, { recursive: true }));
const call = fakeCall();

describe('jsonLinesSink', () => {
  it('appends one line for each record, each at once, to what is there', () => {
    const path = join(folder, 'audit.jsonl');
    const kept = memorySink();
    for (const round of [1, 2]) {
      const sink = jsonLinesSink(path);
      const both = { write: (record: AuditRecord) => [kept, sink].forEach((one) => void one.write(record)) };
      const audit = createAudit({ sink: both });
      void audit(decision(), call);
      void audit(outcome(), call);
      expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(2 * round + 1);
      sink.close();
    }
    expect(readFileSync(path, 'utf8')).toBe(kept.records.map((record) => `${recordLine(record)}\n`).join(''));
  });

  it('makes the file for its owner alone', () => {
    const path = join(folder, 'private.jsonl');
    jsonLinesSink(path).close();
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('fails the record when the disk is full: refused where it is required, counted where it is not', () => {
    const sink = jsonLinesSink('/dev/full');
    const audit = createAudit({ sink });
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ code: 'ERR_AUDIT', cause: expect.objectContaining({ code: 'ENOSPC' }) }),
    );
    expect(audit(decision(), fakeCall({ sideEffects: false }))).toBeUndefined();
    expect(audit.failed).toBe(2);
    sink.close();
  });

  it('flushes, closes once, and fails what comes later', async () => {
    const sink = jsonLinesSink(join(folder, 'closed.jsonl'));
    const audit = createAudit({ sink });
    void audit(decision(), call);
    await audit.flush();
    sink.close();
    sink.close();
    sink.flush();
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: 'The file is closed.' }) }),
    );
  });

  it('flushes what cannot be stored without an error', () => {
    expect(() => jsonLinesSink('/dev/null').flush()).not.toThrow();
  });

  it('refuses what is no path, and a folder that is missing', () => {
    expect(() => jsonLinesSink('')).toThrow(/"path" must be the path of a file/);
    expect(() => jsonLinesSink(1 as unknown as string)).toThrow(/"path" must be/);
    expect(() => jsonLinesSink(join(folder, 'none', 'a.jsonl'))).toThrow(/cannot be opened for appending \(ENOENT\)/);
    expect(() => jsonLinesSink('a\0b')).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  });
});
