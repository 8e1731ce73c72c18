import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentsOf, proseTexts } from '../../eval/speed/ordinary.ts';

const folder = mkdtempSync(join(tmpdir(), 'ordinary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (id: number, label: string, kind: string, text: string): string =>
  JSON.stringify({ id: String(id), label, kind, source: 'here', text });

test('ordinary texts are harmless documents alone, cut to the length from all over', async () => {
  const file = join(folder, 'rows.jsonl');
  const rows = [
    row(1, 'benign', 'benign-document', 'a'.repeat(300_000)),
    row(2, 'attack', 'indirect-injection', 'x'.repeat(300_000)),
    row(3, 'benign', 'benign-prompt', 'x'.repeat(300_000)),
    row(4, 'benign', 'benign-document', 'b'.repeat(300_000)),
  ];
  writeFileSync(file, rows.join('\n'));
  const { texts } = await documentsOf(file);
  const pieces = texts(1000, 400_000);
  expect(new Set(pieces.map(({ length }) => length))).toEqual(new Set([1000]));
  expect(pieces.join('')).not.toContain('x');
  expect(pieces[0]).toBe('a'.repeat(1000));
  expect(pieces.at(-1)).toBe('b'.repeat(1000));
  // A text that is longer than all of them is made of all, again and again.
  const [long = '', ...others] = texts(2_000_000, 400_000);
  expect([long.length, others]).toEqual([2_000_000, []]);
  expect(long).toContain('b'.repeat(300_000) + 'a'.repeat(300_000));
});

test('prose is one text of the length', () => {
  expect(proseTexts.texts(500, 1000).map(({ length }) => length)).toEqual([500]);
});
