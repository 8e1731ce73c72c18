import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deny, isGuardError } from '../../src/errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../src/guard.ts';
import { pipeline } from '../../src/pipeline.ts';
import { unchecked } from '../../src/schema.ts';
import { recording, settle } from '../recording.ts';

type Behaviour = 'pass' | 'wait' | 'map' | 'context' | 'deny' | 'break' | 'deny-after' | 'twice' | 'forget' | 'float';
const behaviours: readonly Behaviour[] = [
  'pass',
  'wait',
  'map',
  'context',
  'deny',
  'break',
  'deny-after',
  'twice',
  'forget',
  'float',
];
const benign: readonly Behaviour[] = ['pass', 'wait', 'map', 'context'];

const codes: Partial<Record<Behaviour, string>> = {
  deny: 'ERR_DENIED',
  break: 'ERR_GUARD_FAULT',
  'deny-after': 'ERR_DENIED',
  twice: 'ERR_NEXT_REUSED',
  forget: 'ERR_NEXT_MISSING',
  float: 'ERR_NEXT_FLOATING',
};

function guardOf(behaviour: Behaviour, index: number, log: string[]): Guard {
  const handle: Guard['handle'] = async (call, next) => {
    log.push(`in ${index}`);
    call.whenSettled(() => log.push(`free ${index}`));
    if (behaviour === 'wait') await settle();
    if (behaviour === 'deny') throw deny('no');
    if (behaviour === 'break') throw new TypeError('bug');
    if (behaviour === 'forget') return undefined as never;
    if (behaviour === 'float') {
      void next();
      return undefined as never;
    }
    const map = behaviour === 'map' ? { map: (value: unknown) => `${String(value)}${index}` } : {};
    const result = await (behaviour === 'context' ? next({ ctx: { [`key${index}`]: index } }) : next(map));
    if (behaviour === 'twice') return next();
    if (behaviour === 'deny-after') throw deny('no');
    return result;
  };
  return defineGuard(`guard-${index}`, handle);
}

/** What must come of a list of guards around a callee, told without running them. */
function expected(list: readonly Behaviour[], calleeFails: boolean) {
  const before = list.findIndex((behaviour) => ['deny', 'break', 'forget'].includes(behaviour));
  const reached = before === -1;
  const inner = reached ? list : list.slice(0, before);
  // From the callee outwards: a failure passes, unless a guard on its way spoils the call in its own manner.
  let outcome: { code?: string | undefined; guard?: string; callee?: boolean } = {};
  if (!reached) outcome = { code: codes[list[before] as Behaviour], guard: `guard-${before}` };
  else if (calleeFails) outcome = { callee: true };
  inner.forEach((_, position) => {
    const index = inner.length - 1 - position;
    const behaviour = inner[index] as Behaviour;
    const failed = outcome.code !== undefined || outcome.callee === true;
    if (behaviour === 'float' || (!failed && (behaviour === 'twice' || behaviour === 'deny-after'))) {
      outcome = { code: codes[behaviour], guard: `guard-${index}` };
    }
  });
  const maps = inner
    .map((behaviour, index) => (behaviour === 'map' ? index : undefined))
    .filter((index) => index !== undefined);
  return { reached, outcome, value: `done${maps.reverse().join('')}` };
}

describe('any list of guards', () => {
  it('gives what its parts promise, runs the callee at most once, and frees everything once', async () => {
    const lists = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...benign) },
        { weight: 1, arbitrary: fc.constantFrom(...behaviours) },
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(lists, fc.boolean(), async (list, calleeFails) => {
        const log: string[] = [];
        const { audit, events } = recording();
        const boom = new Error('boom');
        let ran = 0;
        const guards = list.map((behaviour, index) => guardOf(behaviour, index, log));
        const run = guards
          .reduce<ReturnType<typeof pipeline>>((made, guard) => made.use(guard), pipeline({ audit }))
          .wrap('tool:t', unchecked<string>(), async () => {
            ran++;
            if (calleeFails) throw boom;
            return 'done';
          });
        const promise = expected(list, calleeFails);
        const answer = await run('x').then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        await settle();
        await settle();
        if (promise.outcome.callee) expect(answer).toEqual({ error: boom });
        else if (promise.outcome.code === undefined) expect(answer).toEqual({ value: promise.value });
        else {
          const { error } = answer as { error: unknown };
          expect(isGuardError(error) && [error.code, error.guard, error.target]).toEqual([
            promise.outcome.code,
            promise.outcome.guard,
            'tool:t',
          ]);
        }
        const floats = list.includes('float');
        if (!floats) expect(ran).toBe(promise.reached ? 1 : 0);
        expect(ran).toBeLessThanOrEqual(1);
        const entered = log.filter((line) => line.startsWith('in')).length;
        const freed = log.filter((line) => line.startsWith('free'));
        expect(freed).toHaveLength(entered);
        expect(new Set(freed).size).toBe(entered);
        const ends = events.filter(
          (event) => event.type === 'outcome' || (event.type === 'decision' && event.decision === 'deny'),
        );
        expect(ends).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a stream through any maps', () => {
  it('gives each chunk through all maps, in order, and what was withheld at its place', async () => {
    const kinds = fc.array(fc.constantFrom('mark', 'hold-one', 'drop-odd', 'nothing'), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 12, size: 'max' }),
        async (list, numbers) => {
          const guards = list.map((kind) =>
            defineGuard('maps', (_call, next) => {
              const held: number[] = [];
              const map = (chunk: unknown): unknown => {
                const number = chunk as number;
                if (kind === 'mark') return number + 100;
                if (kind === 'drop-odd') return number % 2 === 1 ? WITHHELD : number;
                if (kind === 'nothing') return number;
                held.push(number);
                return held.length > 1 ? held.shift() : WITHHELD;
              };
              return next({ map, flush: () => held });
            }),
          );
          const stream = guards
            .reduce<ReturnType<typeof pipeline>>((made, guard) => made.use(guard), pipeline())
            .stream('tool:t', unchecked<string>(), async function* () {
              yield* numbers;
            });
          const chunks: number[] = [];
          for await (const chunk of stream('x')) chunks.push(chunk);
          const model = [...list].reverse().reduce((current, kind) => {
            if (kind === 'mark') return current.map((number) => number + 100);
            return kind === 'drop-odd' ? current.filter((number) => number % 2 === 0) : current;
          }, numbers);
          expect(chunks).toEqual(model);
        },
      ),
    );
  });
});
