import { describe, expect, it } from 'vitest';
import { scopeFromModel, scopeFromTask, type TaskScope } from '../../src/index.ts';
import { shop } from './applications.ts';

const words = 'Cancel my order of the blue kettle.';
const ceiling: TaskScope = {
  tools: {
    cancel_order: { uses: 2, sinks: { order: ['prompt', 'structured'] } },
    change_address: { uses: 1, sinks: {} },
  },
  delegated: false,
};
const asking = (propose: () => unknown, timeoutMs?: number) =>
  scopeFromModel(words, shop, { ceiling, propose, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

describe('scopeFromModel', () => {
  it('takes what a model proposes, within the ceiling', async () => {
    const proposed = {
      tools: { cancel_order: { uses: 9, sinks: {} }, refund_order: { uses: 1, sinks: {} } },
      delegated: true,
    };
    await expect(asking(() => Promise.resolve(proposed))).resolves.toEqual({
      tools: { cancel_order: { uses: 2, sinks: { order: ['prompt', 'structured'] } } },
      delegated: false,
    });
  });

  it('tells the model the words and the tools, and nothing else', async () => {
    let asked: object = {};
    await scopeFromModel(words, shop, {
      ceiling,
      propose: (question) => {
        asked = question;
      },
    });
    expect(asked).toEqual({ words, tools: ['cancel_order', 'change_address'], signal: expect.any(AbortSignal) });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['says something else', () => 'cancel_order, of course'],
    [
      'names an unknown source',
      () => ({ tools: { cancel_order: { uses: 1, sinks: { order: ['anywhere'] } } }, delegated: false }),
    ],
    [
      'asks for no end of uses',
      () => ({ tools: { cancel_order: { uses: Number.POSITIVE_INFINITY, sinks: {} } }, delegated: false }),
    ],
  ])('falls back on the words where the model %s', async (_name, propose) => {
    const { tools } = await asking(propose);
    expect(tools).toEqual({ cancel_order: { uses: 1, sinks: { order: ['prompt', 'structured'] } } });
    expect(Object.keys(tools)).toEqual(Object.keys(scopeFromTask(words, shop).tools));
  });

  it('does not wait longer than it was told', async () => {
    const { tools } = await asking(() => new Promise(() => {}), 1);
    expect(Object.keys(tools)).toEqual(['cancel_order']);
  });

  it('refuses a ceiling of another form', async () => {
    const broken = Reflect.apply(scopeFromModel, undefined, [words, shop, { ceiling: {}, propose: () => ceiling }]);
    await expect(broken).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});
