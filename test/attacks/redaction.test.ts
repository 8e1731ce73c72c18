import { describe, expect, it } from 'vitest';
import { redact } from '../../src/guards/content/redact.ts';
import { pipeline } from '../../src/pipeline.ts';
import { unchecked } from '../../src/schema.ts';
import { rot47, rowsOf } from './corpus.ts';

// Texts that hold a secret as tools return them, each beside one that looks like it and holds none.

interface Row {
  readonly id: string;
  readonly text: string;
  readonly secret: string;
  readonly twin: string;
}

const rows = rowsOf<Row>('redaction.jsonl').map((row) => ({
  ...row,
  text: rot47(row.text),
  secret: rot47(row.secret),
}));
const tools = pipeline().use(redact());
const read = (value: unknown) => tools.wrap('tool:read', unchecked<string>(), () => value)('x');
const visible = (value: unknown) => JSON.stringify(value).replaceAll('\u200b', '');

describe('secrets in results', () => {
  it.each(rows)('do not reach the agent: $id', async ({ text, secret }) => {
    expect(visible({ text })).toContain(JSON.stringify(secret).slice(1, -1));
    const out = await read({ pages: [{ text }] });
    expect(visible(out)).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(visible(out)).toContain('[redacted:');
  });

  it.each(rows)('do not reach the reader of a stream: $id', async ({ text, secret }) => {
    const stream = tools.stream('agent:chat', unchecked<string>(), async function* () {
      yield* text.match(/[\s\S]{1,5}/g) ?? [];
    });
    let out = '';
    for await (const chunk of stream('x')) out += chunk;
    expect(out.replaceAll('\u200b', '')).not.toContain(secret);
    expect(out).toBe(await read(text));
  });

  it.each(rows)('are not seen where there are none: $id', async ({ twin }) => {
    expect(await read(twin)).toBe(twin);
  });
});
