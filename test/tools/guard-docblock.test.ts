import { describe, expect, it } from 'vitest';
import { readGuards } from '../../tools/docs/guard-docblock.ts';
import { guardsDocument } from '../../tools/docs/guards-document.ts';
import { Library } from '../../tools/docs/library.ts';

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
 * Needs \`principal\`; adds \`watch\`. Place it first.
 *
 * @throws \`ERR_DENIED\` when it is
 * tired
 */
export const watch = (options: WatchOptions): Guard => defineGuard('watch', (call, next) => next());

/** Not exported. */
const inner = 1;
`;

const guardsOf = (path: string, text: string, codes: readonly string[]) =>
  readGuards(path, new Library(() => text), codes);

describe('readGuards', () => {
  it('reads what a factory says about itself', () => {
    expect(guardsOf('content/watch.ts', source, ['ERR_DENIED'])).toMatchObject([
      {
        factory: 'watch',
        path: 'content/watch.ts',
        text: ['Watches calls, e.g. those of tools. It does not sleep.', 'A second paragraph.', 'Place it first.'],
        needs: '`principal`',
        adds: '`watch`',
        throws: '`ERR_DENIED` when it is tired',
      },
    ]);
  });

  it('shows how the factory is called and every option, said or not', () => {
    const library = new Library(() => source.replace('  /** Calls to let through: 1 to 10. */\n', ''));
    const guards = readGuards('content/watch.ts', library, ['ERR_DENIED']);
    const document = guardsDocument(['content'], guards, { library, linkTo: () => undefined });
    expect(document).toContain('```ts\nwatch(options: WatchOptions): Guard\n```');
    expect(document).toContain('| `limit`, required | `number` |  |');
    expect(document).toContain('| `who` | `(call: Invocation) => string \\| undefined` | Who is asked first. |');
  });

  it.each([
    ['It sleeps. Needs `a`, adds `b`, reads nothing of the input. Put it last.', 'It sleeps. Put it last.'],
    ['Gives what it needs: needs `a`, adds `b`.', 'Gives what it needs.'],
  ])('reads the contract inside a sentence: %s', (said, text) => {
    const block = `/**\n * ${said}\n */\nexport function watch(): Guard {\n  return defineGuard('watch', handle);\n}`;
    expect(guardsOf('content/watch.ts', block, [])).toMatchObject([{ text: [text], needs: '`a`', adds: '`b`' }]);
  });

  it('refuses a factory that does not say what it needs and adds, and a code that is none', () => {
    expect(() => guardsOf('content/watch.ts', source.replace('Needs', 'Wants'), ['ERR_DENIED'])).toThrow(
      'does not say',
    );
    expect(() => guardsOf('content/watch.ts', source, ['ERR_OTHER'])).toThrow('names ERR_DENIED');
  });

  it('leaves files alone that make no guard', () => {
    expect(guardsOf('content/shape.ts', source.replaceAll('defineGuard', 'shape'), [])).toEqual([]);
  });
});
