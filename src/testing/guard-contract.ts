import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { getEventListeners } from 'node:events';
import { isGuardError } from '../errors.ts';
import type { Guard } from '../guard.ts';
import type { Target } from '../invocation.ts';
import { monitor } from '../monitor.ts';
import { pipeline } from '../pipeline.ts';
import { unchecked } from '../schema.ts';
import { nextTurn } from '../turn.ts';

/** What is tested, and a call that it lets pass. */
export interface ContractSubject<Needs extends object> {
  /** A fresh guard that lets the benign call pass, many of them one after the other, and three at once. */
  readonly guard: () => Guard<Needs, object>;
  /** The guard with something inside that throws, or set up so that it refuses. */
  readonly refusing: () => Guard<Needs, object>;
  /** What the guard needs of the context. */
  readonly context: Needs;
  /** Default `tool:test.subject`. */
  readonly target?: Target;
  /** Default `'hello'`. */
  readonly input?: unknown;
  /** What the callee returns, and yields as one chunk. The guard must pass it unchanged. Default `'world'`. */
  readonly result?: unknown;
}

/** One property that every guard has. `run` rejects with an `AssertionError` where the guard has it not. */
export interface ContractCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Callee = (signal: AbortSignal) => unknown;

/**
 * The properties that every guard has, as cases for any test runner:
 * `for (const { name, run } of guardContract(subject)) it(name, run)`.
 */
export function guardContract<Needs extends object>(subject: ContractSubject<Needs>): readonly ContractCase[] {
  const { guard, refusing, context, target = 'tool:test.subject', input = 'hello', result = 'world' } = subject;
  const schema = unchecked<unknown>();
  const wrapped = (tested: Guard<Needs, object>, callee: Callee) => {
    const run = pipeline<Needs>()
      .use(tested as never)
      .wrap(target, schema, (_input, call) => callee(call.signal)) as unknown as Run;
    return (signal?: AbortSignal) => run(input, context, signal === undefined ? {} : { signal });
  };
  const streamed = (tested: Guard<Needs, object>, source: () => AsyncIterable<unknown>) => {
    const run = pipeline<Needs>()
      .use(tested as never)
      .stream(target, schema, source) as unknown as (input: unknown, context: object) => AsyncIterableIterator<unknown>;
    return run(input, context);
  };
  const one = async function* () {
    yield result;
  };

  return [
    {
      name: 'lets a benign call pass, with the result of the callee',
      run: async () => assert.deepEqual(await wrapped(guard(), () => result)(), result),
    },
    {
      name: 'denies when it refuses or breaks, and the callee does not give its result away',
      run: async () => {
        const error = await rejection(wrapped(refusing(), () => result)());
        assert.ok(isGuardError(error), `expected a refusal, got ${String(error)}`);
        assert.equal(error.target, target);
        assert.notEqual(error.guard, undefined);
      },
    },
    {
      name: 'passes an error of the callee as the same object',
      run: async () => {
        const failure = Object.freeze(new TypeError('of the callee'));
        const fails = wrapped(guard(), () => {
          throw failure;
        });
        assert.equal(await rejection(fails()), failure);
      },
    },
    {
      name: 'starts nothing for a call that was aborted before',
      run: async () => {
        let ran = false;
        const reason = new Error('before');
        const call = wrapped(guard(), () => {
          ran = true;
        });
        assert.equal(await rejection(call(AbortSignal.abort(reason))), reason);
        assert.equal(ran, false);
      },
    },
    {
      name: 'answers a caller that gives up with its own reason, also when the callee ignores it',
      run: async () => {
        const controller = new AbortController();
        const reason = new Error('enough');
        const started = signalled();
        const pending = rejection(wrapped(guard(), () => started.with(new Promise(() => {})))(controller.signal));
        await started.promise;
        controller.abort(reason);
        assert.equal(await pending, reason);
      },
    },
    {
      name: 'leaves no timer and no listener, however a call ends',
      run: async () => {
        const { signal } = new AbortController();
        const tested = guard();
        const timers = activeTimers();
        await wrapped(tested, () => result)(signal);
        await rejection(wrapped(tested, () => Promise.reject(new Error('x')))(signal));
        await rejection(wrapped(refusing(), () => result)(signal));
        await nextTurn();
        assert.equal(getEventListeners(signal, 'abort').length, 0);
        assert.equal(await timersLeft(timers), 0);
      },
    },
    {
      name: 'gives back what it holds: calls that failed, were given up or broken off do not use it up',
      run: async () => {
        const tested = guard();
        for (let round = 0; round < 3; round++) {
          await rejection(wrapped(tested, () => Promise.reject(Object.assign(new Error('x'), { benign: true })))());
          const controller = new AbortController();
          const started = signalled();
          const heeds = (signal: AbortSignal) =>
            started.with(
              new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
            );
          const pending = rejection(wrapped(tested, heeds)(controller.signal));
          await started.promise;
          controller.abort();
          await pending;
          await nextTurn();
          assert.deepEqual(await wrapped(tested, () => result)(), result);
        }
      },
    },
    {
      name: 'keeps the asynchronous context of each caller, several at once',
      run: async () => {
        const storage = new AsyncLocalStorage<number>();
        const tested = guard();
        const call = async (caller: number): Promise<void> => {
          const seen: unknown[] = [];
          const callee = async () => {
            seen.push(storage.getStore());
            await nextTurn();
            seen.push(storage.getStore());
            return result;
          };
          await storage.run(caller, () => wrapped(tested, callee)());
          assert.deepEqual(seen, [caller, caller]);
        };
        await Promise.all([1, 2, 3].map(call));
      },
    },
    {
      name: 'works in a stream, and when its reader stops early',
      run: async () => {
        const tested = guard();
        const chunks: unknown[] = [];
        for await (const chunk of streamed(tested, one)) chunks.push(chunk);
        assert.deepEqual(chunks, [result]);
        const endless = async function* () {
          for (;;) yield result;
        };
        const timers = activeTimers();
        const stream = streamed(tested, endless);
        const first = stream.next();
        await nextTurn();
        await stream.return?.();
        await first;
        assert.equal(await timersLeft(timers), 0);
        const denied = streamed(refusing(), one);
        assert.ok(isGuardError(await rejection(drained(denied))));
      },
    },
    {
      name: 'under monitor refuses nothing',
      run: async () => {
        assert.deepEqual(await wrapped(monitor(refusing()), () => result)(), result);
        assert.deepEqual(await wrapped(monitor(guard()), () => result)(), result);
      },
    },
  ];
}

type Run = (input: unknown, context: object, options: { readonly signal?: AbortSignal }) => Promise<unknown>;

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: 'expected the call to be refused or to fail' });
}

async function drained(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) {
    // only the end matters
  }
}

/** A promise that says that something has started. */
function signalled() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return {
    promise,
    with<T>(work: T): T {
      resolve();
      return work;
    },
  };
}

/** Timers beyond those that were there before. One that is due at once (some libraries hand over that way) may still fire. */
async function timersLeft(before: number): Promise<number> {
  const deadline = performance.now() + 250;
  while (activeTimers() > before && performance.now() < deadline) await nextTurn();
  return Math.max(0, activeTimers() - before);
}

const activeTimers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
