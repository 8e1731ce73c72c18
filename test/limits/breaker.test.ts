import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Breaker, type Verdict } from '../../src/limits/breaker.ts';
import { manualClock, settle } from '../recording.ts';

const make = () => {
  const clock = manualClock();
  const breaker = new Breaker('tool:t', {
    errorThresholdPercentage: 50,
    minimumCalls: 4,
    windowMs: 1000,
    openMs: 500,
    probeTimeoutMs: 200,
    clock,
  });
  const enter = () => {
    const answer = breaker.enter();
    if (typeof answer === 'number') throw new Error(`refused for ${answer}`);
    return answer;
  };
  const calls = (...verdicts: Verdict[]) => {
    for (const verdict of verdicts) enter()(verdict);
  };
  const opened = () => calls('failure', 'failure', 'failure', 'failure');
  return { clock, breaker, enter, calls, opened };
};

describe('Breaker', () => {
  it('opens when more than the threshold failed, and not before there are enough calls', () => {
    const { breaker, calls } = make();
    calls('failure', 'failure', 'failure');
    expect(breaker.enter()).toBeTypeOf('function');
    calls('failure');
    expect(breaker.enter()).toBe(500);
  });

  it('stays closed at the threshold itself', () => {
    const { breaker, calls } = make();
    calls('success', 'success', 'failure', 'failure', 'success', 'failure');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('forgets calls that are older than the window', () => {
    const { breaker, calls, clock } = make();
    calls('failure', 'failure', 'failure');
    clock.advance(1000);
    calls('failure', 'success', 'success', 'success');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('lets one call try when it has been open long enough: success closes', () => {
    const { breaker, opened, clock, enter } = make();
    opened();
    clock.advance(499);
    expect(breaker.enter()).toBe(1);
    clock.advance(1);
    const probe = enter();
    expect(breaker.enter()).toBe(200);
    probe('success');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('opens again for as long when the try fails', () => {
    const { breaker, opened, clock, enter } = make();
    opened();
    clock.advance(500);
    enter()('failure');
    expect(breaker.enter()).toBe(500);
  });

  it('is not closed by a success that started before it opened', () => {
    const { breaker, opened, clock, enter } = make();
    const early = enter();
    opened();
    clock.advance(500);
    const probe = enter();
    early('success');
    expect(breaker.enter()).toBe(200);
    probe('failure');
    early('success');
    expect(breaker.enter()).toBe(500);
  });

  it('lets another try at once when the caller of the first gave up', () => {
    const { breaker, opened, clock, enter } = make();
    opened();
    clock.advance(500);
    enter()('neutral');
    const second = enter();
    expect(breaker.enter()).toBe(200);
    second('success');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('does not wait for a try that hangs, and ignores it when it comes back', () => {
    const { breaker, opened, clock, enter } = make();
    opened();
    clock.advance(500);
    const hung = enter();
    clock.advance(200);
    const second = enter();
    hung('failure');
    expect(breaker.enter()).toBe(200);
    second('success');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('takes one verdict a call, and none from callers that gave up', () => {
    const { breaker, enter, calls } = make();
    const first = enter();
    for (let index = 0; index < 10; index++) first('failure');
    calls('neutral', 'neutral', 'neutral', 'neutral', 'neutral');
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('stands still when its clock jumps back', () => {
    const { opened, clock, breaker } = make();
    opened();
    clock.advance(400);
    clock.advance(-10_000);
    expect(breaker.enter()).toBeGreaterThan(0);
    clock.advance(10_100);
    expect(breaker.enter()).toBeTypeOf('function');
  });

  it('keeps no timer, open or not', () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const { opened, clock, enter } = make();
    opened();
    clock.advance(500);
    enter()('failure');
    expect(timers()).toBe(before);
  });

  it('does not grow over many calls', async () => {
    const { calls } = make();
    const many = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        for (let index = 0; index < 1000; index++) calls('success');
        await settle();
      }
      global.gc?.();
    };
    await many(3);
    const before = process.memoryUsage().heapUsed;
    await many(100);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(400_000);
  });
});

describe('counting', () => {
  it('opens with the first failure after which enough calls were made and too many of them failed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Verdict>('success', 'failure', 'neutral'), { maxLength: 60, size: 'max' }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 10 }),
        (verdicts, errorThresholdPercentage, minimumCalls) => {
          const breaker = new Breaker('tool:a', {
            errorThresholdPercentage,
            minimumCalls,
            windowMs: 1000,
            openMs: 1000,
            probeTimeoutMs: 1000,
            clock: () => 0,
          });
          let calls = 0;
          let failures = 0;
          let open = false;
          for (const verdict of verdicts) {
            const report = breaker.enter();
            expect(typeof report === 'number').toBe(open);
            if (typeof report === 'number') return;
            report(verdict);
            if (verdict === 'neutral') continue;
            calls += 1;
            if (verdict === 'failure') failures += 1;
            open =
              verdict === 'failure' && calls >= minimumCalls && (failures / calls) * 100 > errorThresholdPercentage;
          }
        },
      ),
    );
  });
});
