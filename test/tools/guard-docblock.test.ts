import { describe, expect, it } from 'vitest';
import { readGuards } from '../../tools/docs/guard-docblock.ts';

const source = `import { defineGuard } from '../../guard.ts';

export interface WatchOptions {
  /** Calls to let through: 1 to 10. */
  readonly limit: number;
  /**
   * Who is asked
   * first.
   */
  readonly who?: (call: Invocation) => string | undefined;
}

/**
 * Watches calls, e.g. those of tools. It does not
 * sleep.
 *
 * A second paragraph.
 *
 * Needs \`ctx.principal\`; adds \`ctx.watch\`. Place it first.
 *
 * @throws \`ERR_DENIED\` when it is
 * tired
 */
export const watch = (options: WatchOptions): Guard => defineGuard('watch', (call, next) => next());

/** Not exported. */
const inner = 1;
`;

describe('readGuards', () => {
  it('reads what a factory says about itself', () => {
    expect(readGuards('content/watch.ts', source, ['ERR_DENIED'])).toEqual([
      {
        factory: 'watch',
        path: 'content/watch.ts',
        text: ['Watches calls, e.g. those of tools. It does not sleep.', 'A second paragraph.'],
        needs: '`ctx.principal`',
        adds: '`ctx.watch`',
        place: 'Place it first.',
        throws: '`ERR_DENIED` when it is tired',
        options: [
          { name: 'limit', type: 'number', required: true, text: 'Calls to let through: 1 to 10.' },
          {
            name: 'who',
            type: '(call: Invocation) => string | undefined',
            required: false,
            text: 'Who is asked first.',
          },
        ],
      },
    ]);
  });

  it('refuses a factory that does not say what it needs and adds, and a code that is none', () => {
    expect(() => readGuards('content/watch.ts', source.replace('Needs', 'Wants'), ['ERR_DENIED'])).toThrow(
      'watch has no',
    );
    expect(() => readGuards('content/watch.ts', source, ['ERR_OTHER'])).toThrow('names ERR_DENIED');
  });

  it('leaves files alone that make no guard', () => {
    expect(readGuards('content/shape.ts', source.replaceAll('defineGuard', 'shape'), [])).toEqual([]);
  });
});
