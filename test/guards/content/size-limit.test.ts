import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineGuard } from '../../../src/guard.ts';
import { sizeLimit } from '../../../src/guards/content/size-limit.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure } from '../../recording.ts';

describe('sizeLimit', () => {
  it('refuses what is larger than its bounds, before the schema runs', async () => {
    let parsed = 0;
    const schema = z.object({
      text: z.string().transform((text) => {
        parsed++;
        return text;
      }),
    });
    const run = pipeline()
      .use(sizeLimit({ maxBytes: 20, maxDepth: 2, maxLeaves: 3 }))
      .wrap('agent:a', schema, ({ text }) => text);
    expect(await run({ text: 'short' })).toBe('short');
    expect(parsed).toBe(1);
    for (const input of [{ text: 'x'.repeat(21) }, { text: [[1]] }, { text: 'x', more: [1, 2, 3] }]) {
      expect(await failure(run(input as never))).toMatchObject({
        code: 'ERR_INPUT_TOO_LARGE',
        guard: 'size-limit',
        kind: 'invalid',
      });
    }
    expect(
      await failure(
        run({
          get text() {
            return 'x';
          },
        }),
      ),
    ).toMatchObject({ code: 'ERR_INPUT_INVALID', guard: 'size-limit' });
    expect(parsed).toBe(1);
  });

  it('measures what a guard before it has made of the input', async () => {
    const grows = defineGuard('grows', (_call, next) => next({ input: 'x'.repeat(100) }));
    const run = pipeline()
      .use(grows)
      .use(sizeLimit({ maxBytes: 50 }))
      .wrap('agent:a', unchecked<string>(), (text) => text);
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE', guard: 'size-limit' });
  });

  it('cannot widen the bounds of the pipeline', async () => {
    const run = pipeline({ inputBounds: { maxBytes: 10 } })
      .use(sizeLimit({ maxBytes: 1000 }))
      .wrap('agent:a', unchecked<string>(), () => 1);
    expect(await failure(run('x'.repeat(11)))).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE', guard: 'input-schema' });
  });

  it('refuses bounds out of range by name', () => {
    expect(() => sizeLimit({ maxBytes: 0 })).toThrow(
      'sizeLimit: "maxBytes" must be a whole number from 1 to 1073741824, got 0.',
    );
    expect(() => sizeLimit({ maxDepth: 1001 })).toThrow('"maxDepth"');
    expect(() => sizeLimit({ bytes: 1 } as never)).toThrow('unknown option "bytes"');
  });
});
