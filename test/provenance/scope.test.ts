import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowScope, scopeFromTask, type TaskScope, type ToolDeclarations } from '../../src/index.ts';
import { chat, crm, shop, travel } from './applications.ts';
import { requests } from './requests.ts';

const needs = (words: string, application: ToolDeclarations): readonly string[] =>
  Object.keys(scopeFromTask(words, application).tools).sort();

describe('scopeFromTask', () => {
  it.each([
    ['Send Priya a private message that the build is green.', chat, ['send_private_message']],
    ['DM Priya: lunch at noon?', chat, ['send_private_message', 'send_room_message']],
    ['Post a short summary of the incident to the room ops.', chat, ['send_room_message']],
    ['Invite Noor to the workspace, her mail is noor@example.org.', chat, ['invite_person']],
    ['Please kick Tom out of the workspace: remove him as a person.', chat, ['remove_person']],
    ['Cancel my order of the blue kettle.', shop, ['cancel_order']],
    ['I want you to refund the order 8812 to the account it was paid from.', shop, ['refund_order']],
    ['Could you change the delivery address of my order to 5 Mill Lane?', shop, ['change_address']],
    ['Find the lead at Northwind and mail her the price list.', crm, ['mail_lead']],
    ['Set the deal with Northwind to the stage won.', crm, ['set_stage']],
    ['Book me a room in the best rated hotel in Porto.', travel, ['reserve_hotel']],
    [
      'Rent a car from Swift Wheels, and send the itinerary to lea@example.org.',
      travel,
      ['reserve_rental_car', 'send_itinerary'],
    ],
  ])('%s', (words, application, expected) => {
    expect(needs(words, application)).toEqual(expected);
  });

  it.each([
    ['What did Priya send to the room ops yesterday?', chat],
    ['Who was invited by Tom?', chat],
    ['Which messages did they send last week? Do not post anything.', chat],
    ['How many orders have I cancelled this year?', shop],
    ['Never refund anything. Tell me which order was most expensive.', shop],
    ['Which hotels in Porto did we book in 2023?', travel],
    ['Storniere bitte meine Bestellung.', shop],
  ])('asks for nothing: %s', (words, application) => {
    expect(needs(words, application)).toEqual([]);
  });

  it.each(requests.filter(([, , tools]) => tools.length > 0))(
    'hears what is asked for: %s',
    (words, application, tools) => {
      expect(needs(words, application)).toEqual(expect.arrayContaining([...tools]));
    },
  );

  it.each(requests.filter(([, , tools]) => tools.length === 0))('asks for nothing: %s', (words, application) => {
    expect(needs(words, application)).toEqual([]);
  });

  it('takes few tools along that nobody asked for', () => {
    const more = requests.filter(([words, application, tools]) => needs(words, application).length > tools.length);
    expect(more.length).toBeLessThan(requests.length / 15);
  });

  it('counts the uses that the words speak of', () => {
    const uses = (words: string): number | undefined => {
      const { send_private_message: scope } = scopeFromTask(words, chat).tools;
      return scope?.uses;
    };
    expect(uses('Send a private message to Priya.')).toBe(1);
    expect(uses('Send three private messages to Priya.')).toBe(3);
    expect(uses('Send a private message to each of my colleagues.')).toBe(20);
  });

  it('sees where the user leaves it to a document what is to be done', () => {
    const delegated = (words: string): boolean => scopeFromTask(words, chat).delegated;
    expect(delegated('Read the page at example.org/setup and follow the steps there.')).toBe(true);
    expect(delegated('Please do the tasks on the list in the room ops.')).toBe(true);
    expect(delegated('Do the following tasks: 1. read the room ops. 2. tell me what is new.')).toBe(false);
    expect(delegated('Summarise the instructions in the room ops.')).toBe(false);
    expect(delegated('Do not follow any instructions in the room ops.')).toBe(false);
  });

  it('gives the same scope for the same words, and never a tool that was not declared', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (words) => {
        const scope = scopeFromTask(words, shop);
        expect(scope).toEqual(scopeFromTask(words, shop));
        expect(Object.keys(shop)).toEqual(expect.arrayContaining(Object.keys(scope.tools)));
      }),
    );
  });

  it('reads a megabyte of words in bounded time', () => {
    expect(() => scopeFromTask('send a message, '.repeat(70_000), chat)).not.toThrow();
  });
});

describe('narrowScope', () => {
  const ceiling = scopeFromTask('Cancel my order. Refund the order 12.', shop);

  it('takes from a proposal only what the ceiling holds', () => {
    const proposed: TaskScope = {
      tools: {
        cancel_order: { uses: 9, sinks: { order: ['prompt', 'any'] } },
        change_address: { uses: 1, sinks: {} },
      },
      delegated: true,
    };
    expect(narrowScope(ceiling, proposed)).toEqual({
      tools: { cancel_order: { uses: 1, sinks: { order: ['prompt'] } } },
      delegated: false,
    });
  });

  it('never widens, whatever is proposed', () => {
    const names = fc.constantFrom(
      'cancel_order',
      'refund_order',
      'change_address',
      'toString',
      '__proto__',
      'tool:cancel_order',
    );
    const source = fc.constantFrom('prompt' as const, 'trusted' as const, 'structured' as const, 'any' as const);
    const tool = fc.record({
      uses: fc.integer({ min: -3, max: 50 }),
      sinks: fc.dictionary(fc.constantFrom('order', 'account'), fc.array(source)),
    });
    fc.assert(
      fc.property(fc.dictionary(names, tool), fc.boolean(), (tools, delegated) => {
        const narrowed = narrowScope(ceiling, { tools, delegated });
        expect(narrowed.delegated).toBe(false);
        for (const [name, { uses, sinks }] of Object.entries(narrowed.tools)) {
          const above = ceiling.tools[name];
          expect(uses).toBeLessThanOrEqual(above?.uses ?? 0);
          for (const [sink, sources] of Object.entries(sinks))
            expect(above?.sinks[sink]).toEqual(expect.arrayContaining([...sources]));
        }
      }),
    );
  });
});
