import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GuardError } from '../../../src/errors.ts';
import { output } from '../../../src/guards/content/output.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { type Schema, unchecked } from '../../../src/schema.ts';
import { failure } from '../../recording.ts';

const Report = z.object({ title: z.string() });
const returning = (value: unknown, schema: Schema = Report, options = {}) =>
  pipeline()
    .use(output(schema, options))
    .wrap(
      'tool:t',
      unchecked<string>(),
      () => value,
    )('x');

describe('output', () => {
  it('passes what the schema makes of the result, and nothing else of it', async () => {
    expect(await returning({ title: 'Bees', internal: 'do not show' })).toEqual({ title: 'Bees' });
    expect(await returning({ title: ' Bees ' }, z.object({ title: z.string().trim() }))).toEqual({ title: 'Bees' });
  });

  it('withholds a result of another form, naming no value to anybody but the operator', async () => {
    const error = (await failure(returning({ title: 7, note: 'hush' }))) as GuardError;
    expect(error).toMatchObject({ code: 'ERR_OUTPUT_INVALID', kind: 'fault', guard: 'output', target: 'tool:t' });
    expect(error).toBeInstanceOf(GuardError);
    expect(`${error.message} ${error.forModel()}`).not.toContain('hush');
  });

  it('measures the result before it is parsed', async () => {
    let parsed = 0;
    const counting = z.any().transform((value: unknown) => {
      parsed++;
      return value;
    });
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const value of [cycle, 'x'.repeat(101), [[[[1]]]]]) {
      expect(await failure(returning(value, counting, { bounds: { maxBytes: 100, maxDepth: 3 } }))).toMatchObject({
        code: 'ERR_OUTPUT_INVALID',
      });
    }
    expect(parsed).toBe(0);
  });

  it('takes an asynchronous schema, and denies when a schema breaks', async () => {
    const later = z.string().refine(async (text) => text === 'good');
    expect(await returning('good', later)).toBe('good');
    expect(await failure(returning('bad', later))).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
    const breaks = z.string().refine(() => {
      throw new TypeError('bug');
    });
    expect(await failure(returning('x', breaks))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'output' });
  });

  it('checks every chunk of a stream, and stops at the first that fails', async () => {
    const stream = pipeline()
      .use(output(z.number()))
      .stream('tool:t', unchecked<string>(), async function* (): AsyncGenerator<unknown> {
        yield 1;
        yield 'two';
      })('x');
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(await failure(stream.next())).toMatchObject({ code: 'ERR_OUTPUT_INVALID', guard: 'output' });
  });

  it('refuses what is no schema, and options that it does not know', () => {
    expect(() => output({} as never)).toThrow('expected a Standard Schema');
    expect(() => output(undefined as never)).toThrow('expected a Standard Schema');
    expect(() => output(Report, { bounds: { maxDepth: 0 } })).toThrow('output bounds: "maxDepth"');
    expect(() => output(Report, { repair: true } as never)).toThrow('unknown option "repair"');
  });
});
