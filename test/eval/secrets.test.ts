import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataError } from '../../eval/read-rows.ts';
import { scoreKeys } from '../../eval/secrets/keys.ts';
import { type KeyRow, type PersonalRow, readSecretRows } from '../../eval/secrets/rows.ts';
import { scoreSpans } from '../../eval/secrets/spans.ts';
import type { Detector } from '../../src/detectors/finding.ts';

/** Flags every `!`, as the given rule. */
const shouting = (rule: string, longest = 1): Detector => ({
  name: 'shouting',
  scan: (text) => ({
    score: 1,
    findings: [...text.matchAll(/!+/g)].map(({ index, 0: found }) => ({
      detector: 'shouting',
      rule,
      severity: 'high',
      start: index,
      end: index + Math.min(longest, found.length),
    })),
  }),
});

const keyRow = (text: string, rule: string | undefined, group = rule ?? 'none'): KeyRow => ({
  kind: 'key',
  text,
  rule,
  group,
  source: 'project tests/a',
});

const personalRow = (text: string, ...spans: PersonalRow['spans']): PersonalRow => ({
  kind: 'personal',
  text,
  spans,
  source: 'project',
});

describe('scoreKeys', () => {
  test('counts texts, not findings', () => {
    const scores = scoreKeys(
      [keyRow('! !', 'a'), keyRow('.', 'a'), keyRow('!', 'b'), keyRow('!', undefined, 'a'), keyRow('', undefined)],
      shouting('any'),
    );
    expect(scores.recall).toMatchObject({ rows: 3, flagged: 2, share: 2 / 3 });
    expect(scores.falsePositives).toMatchObject({ rows: 2, flagged: 1, share: 0.5 });
    expect(scores.byRule).toMatchObject([
      { group: 'a', rows: 2, flagged: 1 },
      { group: 'b', rows: 1, flagged: 1 },
    ]);
    expect(scores.wronglyByRule).toMatchObject([{ group: 'a', flagged: 1 }]);
    expect(scores.bySource).toMatchObject([{ group: 'project', rows: 3 }]);
  });
});

describe('scoreSpans', () => {
  const email = (start: number, end: number) => ({ type: 'EMAIL_ADDRESS', start, end });

  test('takes a finding that shares at least half of the two together, once for each span', () => {
    const rows = [
      personalRow('a !!!! b', email(2, 6)),
      personalRow('a !!!! b', email(0, 8)),
      personalRow('!', email(0, 0)),
    ];
    expect(scoreSpans(rows, shouting('email', 4))).toMatchObject([
      { type: 'email', expected: 3, found: 3, right: 2, exact: 1 },
      { type: 'joint', right: 2 },
    ]);
    expect(scoreSpans(rows, shouting('email', 1))[0]).toMatchObject({ right: 0, f1: 0 });
  });

  test('holds findings against it where nothing is, and leaves other types and rules out', () => {
    const rows = [
      personalRow('!', email(0, 1)),
      personalRow('!'),
      personalRow('x', { type: 'PERSON', start: 0, end: 1 }),
    ];
    expect(scoreSpans(rows, shouting('email'))[0]).toMatchObject({ precision: 0.5, recall: 1, f1: 2 / 3 });
    expect(scoreSpans(rows, shouting('iban'))[0]).toMatchObject({ found: 0, recall: 0, f1: 0 });
  });
});

describe('readSecretRows', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crewguard-rows-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (...lines: object[]) => {
    const file = join(folder, 'a.jsonl');
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const rows: unknown[] = [];
    for await (const row of readSecretRows(file)) rows.push(row);
    return rows;
  };

  test('reads both kinds', async () => {
    expect(
      await read(
        { text: 'k', rule: 'r', source: 's' },
        { text: 'n', rule: null, for_rule: 'r', source: 's' },
        { text: 'p', spans: [], source: 's' },
      ),
    ).toEqual([
      { kind: 'key', text: 'k', rule: 'r', group: 'r', source: 's' },
      { kind: 'key', text: 'n', rule: undefined, group: 'r', source: 's' },
      { kind: 'personal', text: 'p', spans: [], source: 's' },
    ]);
  });

  test('turns code points into UTF-16 units', async () => {
    const [row] = await read({ text: '\u{1f600} a@b.example', spans: [{ start: 2, end: 13, type: 'EMAIL' }] });
    expect(row).toMatchObject({ spans: [{ start: 3, end: 14 }] });
  });

  test.each([
    { text: 'a' },
    { rule: 'r' },
    { text: 'a', spans: [{ start: 2, end: 1, type: 'X' }] },
    { text: 'a', spans: 1 },
  ])('refuses %j with its place', async (row) => {
    await expect(read(row)).rejects.toThrow(DataError);
    await expect(read(row)).rejects.toThrow(/^a\.jsonl:1: /);
  });
});
