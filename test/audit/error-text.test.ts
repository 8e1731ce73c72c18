import { describe, expect, it } from 'vitest';
import { errorText } from '../../src/audit/error-text.ts';
import { createTextCleaner } from '../../src/audit/text.ts';
import { deny, GuardError } from '../../src/errors.ts';
import { fakeKey, redactKeys } from './fake-call.ts';

const textOf = (error: unknown) => errorText(error, createTextCleaner(redactKeys));

describe('what was thrown', () => {
  it.each<[string, unknown, string]>([
    ['an Error', new RangeError('too far'), 'RangeError: too far'],
    ['an Error without a message', new Error(''), 'Error'],
    ['a refusal', deny('lower your voice'), 'lower your voice'],
    ['an abort', AbortSignal.abort().reason, 'AbortError: This operation was aborted'],
    ['a text', 'just text', 'just text'],
    ['undefined', undefined, 'threw undefined'],
    ['null', null, 'threw null'],
    ['a symbol', Symbol('s'), 'threw symbol'],
    ['a function', () => 1, 'threw function'],
    ['an object', { code: 7 }, 'object'],
    ['an object with a message that is none', { message: 7, name: 8 }, 'object'],
    ['an object without prototype', Object.assign(Object.create(null), { message: 'm' }), 'object: m'],
  ])('%s', (_, error, expected) => {
    expect(textOf(error)).toBe(expected);
  });

  it('survives getters that throw, and enters no Proxy', () => {
    const thrower = () => {
      throw new Error('trap');
    };
    const hostile = Object.defineProperties(
      {},
      { message: { get: thrower }, name: { get: thrower }, cause: { get: thrower } },
    );
    expect(textOf(hostile)).toBe('object');
    let entered = 0;
    const proxy = new Proxy(new Error('hidden'), {
      get: () => {
        entered++;
        return 'lie';
      },
    });
    // isGuardError() asks a Proxy for its brand, and for nothing else
    expect(textOf(proxy)).toBe('object');
    expect(entered).toBeLessThanOrEqual(1);
  });
});

describe('causes', () => {
  it('are named, three at most, cycles included', () => {
    const fault = new GuardError('ERR_GUARD_FAULT', 'Guard "x" failed.', { cause: new TypeError('y is undefined') });
    expect(textOf(fault)).toBe('Guard "x" failed. <- TypeError: y is undefined');
    const deep = [1, 2, 3, 4, 5].reduce<Error | undefined>((cause, n) => new Error(`e${n}`, { cause }), undefined);
    expect(textOf(deep)).toBe('Error: e5 <- Error: e4 <- Error: e3 <- Error: e2');
    const self = new Error('self');
    self.cause = self;
    expect(textOf(self)).toBe('Error: self');
  });
});

describe('bounds', () => {
  it('redacts and cuts, and says how long it was', () => {
    expect(textOf(new Error(`login with ${fakeKey()} failed`))).toBe('Error: login with [redacted] failed');
    const text = textOf(new Error('word '.repeat(2_000_000)));
    expect(text).toMatch(/ \[cut: 2048 of 10000007 characters kept\]$/);
    expect(text.length).toBeLessThan(2150);
  });
});
