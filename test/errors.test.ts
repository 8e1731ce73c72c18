import { describe, expect, it } from 'vitest';
import { errorCodes, type GuardErrorCode } from '../src/error-codes.ts';
import { asRefusal, attribute, deny, GuardError, isGuardError } from '../src/errors.ts';

describe('GuardError', () => {
  it('says what to do by its kind and why by its code', () => {
    const names = { denied: 'DeniedError', invalid: 'InvalidError', limited: 'LimitedError', fault: 'FaultError' };
    for (const [code, { kind }] of Object.entries(errorCodes)) {
      const error = new GuardError(code as GuardErrorCode, 'for the operator');
      expect(error).toMatchObject({ code, kind, name: names[kind], message: 'for the operator' });
      expect(error.status).toBeGreaterThanOrEqual(kind === 'fault' ? 500 : 400);
      expect(error.status < 500).toBe(kind === 'denied' || kind === 'invalid' || code === 'ERR_RATE_LIMIT');
    }
  });

  it('shows the model and the public the code and the target, never the message, the cause or the stack', () => {
    const error = new GuardError('ERR_RATE_LIMIT', 'key alice@acme.example', {
      cause: new Error('inner'),
      retryAfterMs: 1500.2,
    });
    attribute(error, 'rate-limit', 'tool:web.search');
    expect(error.forModel()).toBe(
      'ERR_RATE_LIMIT (tool:web.search): Too many calls. Wait before trying again. Retry after 1501 ms.',
    );
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'ERR_RATE_LIMIT',
      kind: 'limited',
      message: error.forModel(),
      target: 'tool:web.search',
      retryAfterMs: 1500.2,
    });
    expect(JSON.stringify(deny('secret'))).not.toContain('secret');
  });

  it('takes another public sentence when one is given', () => {
    expect(deny('matched rule 7', { forModel: 'Lower your voice.' }).forModel()).toBe('ERR_DENIED: Lower your voice.');
  });

  it('keeps the cause, also when it is undefined', () => {
    expect('cause' in new GuardError('ERR_DENIED', 'x')).toBe(false);
    expect('cause' in new GuardError('ERR_DENIED', 'x', { cause: undefined })).toBe(true);
  });
});

describe('isGuardError', () => {
  it('knows refusals of another copy of the package by their brand', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('crewguard.error')]: true, code: 'ERR_DENIED' });
    expect(isGuardError(foreign)).toBe(true);
    expect(isGuardError(deny('x'))).toBe(true);
  });

  it('takes nothing else for one, and never throws', () => {
    const brand = { [Symbol.for('crewguard.error')]: true };
    const trapped = new Proxy({ ...brand, code: 'ERR_DENIED' }, {});
    for (const claim of [
      brand,
      { ...brand, code: 'ERR_NOPE' },
      { ...brand, code: 'toString' },
      {
        ...brand,
        get code() {
          throw new Error('x');
        },
      },
      {
        ...brand,
        code: 'ERR_DENIED',
        get guard() {
          throw new Error('x');
        },
      },
      trapped,
    ]) {
      expect(isGuardError(claim)).toBe(false);
    }
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error('trap');
        },
      },
    );
    for (const value of [undefined, null, 'ERR_DENIED', 1, new Error('x'), { code: 'ERR_DENIED' }, hostile])
      expect(isGuardError(value)).toBe(false);
  });
});

describe('asRefusal', () => {
  it('keeps a refusal, and makes a fault of anything else', () => {
    const refusal = deny('no');
    expect(asRefusal(refusal, 'mine', 'tool:a')).toBe(refusal);
    expect(refusal).toMatchObject({ guard: 'mine', target: 'tool:a' });
    expect(asRefusal(refusal, 'other', 'tool:b').guard).toBe('mine');
    const cause = new TypeError('bug');
    expect(asRefusal(cause, 'mine', 'tool:a')).toMatchObject({
      code: 'ERR_GUARD_FAULT',
      message: 'Guard "mine" failed: bug',
      cause,
    });
    expect(asRefusal(undefined, 'mine', 'tool:a').message).toBe('Guard "mine" failed: undefined');
    expect(asRefusal(Symbol('s'), 'mine', 'tool:a').message).toContain('Symbol(s)');
    expect(
      asRefusal(
        {
          toString() {
            throw new Error('x');
          },
        },
        'mine',
        'tool:a',
      ).message,
    ).toContain('cannot be read');
  });
});
