import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataError, type Fields, readRows } from '../../eval/read-rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crewguard-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const ids = (path: string): Promise<string[]> => all(path, (fields) => fields.text('id'));

async function all<Row>(path: string, parse: (fields: Fields) => Row): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(path, parse)) rows.push(row);
  return rows;
}

describe('readRows', () => {
  test('reads a folder of plain and packed files by name, and nothing else in it', async () => {
    put('b.jsonl', '{"id":"2"}\n\n{"id":"3"}');
    put('a.jsonl.gz', gzipSync('{"id":"1"}\n'));
    put('README.md', 'not data');
    expect(await ids(folder)).toEqual(['1', '2', '3']);
  });

  test('keeps line separators inside a string, and letters that lie across two chunks', async () => {
    const text = `\u2028\u2029${'\u{1F600}'.repeat(60_000)}`;
    expect(await ids(put('a.jsonl', `${JSON.stringify({ id: text })}\n`))).toEqual([text]);
  });

  test.each([
    ['{"id":"1"}\n{"id"', 'a.jsonl:2: not JSON.'],
    ['{"id":"1"}\n\n[1]', 'a.jsonl:3: not a JSON object.'],
    ['{"id":1}', 'a.jsonl:1: "id" must be a string.'],
    ['{}', 'a.jsonl:1: "id" is missing'],
  ])('names file and line of %j', async (content, message) => {
    const error = await ids(put('a.jsonl', content)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    expect(String(error)).toContain(message);
  });

  test('refuses a path that is not there, a folder without data, an empty file and a broken archive', async () => {
    await expect(ids(join(folder, 'none'))).rejects.toThrow('does not exist');
    await expect(ids(folder)).rejects.toThrow('holds no .jsonl');
    await expect(ids(put('a.jsonl', '\n'))).rejects.toThrow('holds no row');
    await expect(ids(put('b.jsonl.gz', gzipSync('{"id":"1"}').subarray(0, 20)))).rejects.toThrow(DataError);
  });

  test('checks choices, flags and numbers', async () => {
    const path = put('a.jsonl', '{"label":"benign","cue":true,"score":0.5,"none":null}');
    const read = (parse: (fields: Fields) => unknown): Promise<unknown[]> => all(path, parse);
    expect(
      await read((f) => [f.choice('label', ['attack', 'benign']), f.optionalFlag('cue'), f.number('score')]),
    ).toEqual([['benign', true, 0.5]]);
    expect(await read((f) => [f.optionalText('none'), f.optionalFlag('none')])).toEqual([[undefined, undefined]]);
    await expect(read((f) => f.choice('label', ['attack']))).rejects.toThrow('"label" must be attack, not "benign"');
    await expect(read((f) => f.optionalFlag('label'))).rejects.toThrow('"label" must be true or false');
    await expect(read((f) => f.number('none'))).rejects.toThrow('"none" must be a number');
  });
});
