import { describe, expect, it } from 'vitest';
import { readDeclarations } from '../../src/provenance/declaration.ts';

const read = (declarations: unknown) => () => readDeclarations('taint', declarations);

describe('readDeclarations', () => {
  it.each([
    ['a list', [], /map of declarations/],
    ['nothing', null, /map of declarations/],
    ['a text', 'mail.send', /map of declarations/],
    ['a tool named twice', { 'mail.send': {}, 'tool:mail.send': {} }, /named twice/],
    ['a tool without a name', { 'tool:': {} }, /not at all/],
    ['a side effect that is no choice', { send: { sideEffect: 'yes' } }, /"sideEffect"/],
    ['a sensitive read that is no choice', { send: { sensitiveRead: 1 } }, /"sensitiveRead"/],
    ['a description that is no text', { send: { description: 7 } }, /"description"/],
    ['an effect that is no text', { send: { effect: {} } }, /"effect"/],
    ['fields that are no list', { send: { untrustedResultFields: 'body' } }, /"untrustedResultFields"/],
    ['fields that are no names', { send: { untrustedResultFields: [1] } }, /"untrustedResultFields"/],
    ['sinks that are a list', { send: { sinkArgs: [1] } }, /"sinkArgs"/],
    ['sinks that are a text', { send: { sinkArgs: 'to' } }, /"sinkArgs"/],
    ['a key that nobody knows', { send: { sideEffects: true } }, /sideEffects/],
    ['too many tools', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`t${at}`, {}])), /at most/],
  ])('says what is wrong with %s', (_, declarations, message) => {
    expect(read(declarations)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
    expect(read(declarations)).toThrow(message);
  });

  it('takes a tool by its name, with and without its prefix', () => {
    const tools = readDeclarations('taint', {
      'tool:mail.send': { sinkArgs: { to: 'email' } },
      read: { sideEffect: false },
    });
    expect([...tools.keys()]).toEqual(['mail.send', 'read']);
    expect(tools.get('mail.send')?.effect).toBe('write');
    expect(tools.get('read')?.effect).toBe('read');
  });
});
