import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { AuditEvent } from '../../../src/audit/event.ts';
import type { Detector } from '../../../src/detectors/finding.ts';
import { type EscalateOptions, escalate } from '../../../src/detectors/slow/escalate.ts';
import type { SlowDetector } from '../../../src/detectors/slow/slow-detector.ts';
import { promptFilter, REMOVED_INSTRUCTION } from '../../../src/guards/content/prompt-filter.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { guardContract } from '../../../src/testing/index.ts';
import { deferred, failure, recording, settle } from '../../recording.ts';

/** The score is the number that the text ends with. */
const fast: Detector = {
  name: 'fast',
  scan: (text) => ({ score: Number(/(\d\.\d+)\W*$/.exec(text)?.[1] ?? 0), findings: [] }),
};

function slow(classify: SlowDetector['classify']) {
  const asked: string[] = [];
  const detector: SlowDetector = {
    name: 'slow-one',
    classify(text, options) {
      asked.push(text);
      return classify(text, options);
    },
  };
  return { asked, detector };
}

const says = (score: number) => slow(async () => ({ score }));
const zone = { fast, from: 0.3, to: 0.8 };

async function verdict(text: string, options: Omit<EscalateOptions, 'slow'> & { readonly slow: SlowDetector }) {
  const detector = escalate({ ...zone, ...options });
  return detector.settle(text, detector.scan(text));
}

describe('escalate', () => {
  it('asks between two scores, and nowhere else', async () => {
    const { asked, detector } = says(1);
    const scores = [];
    for (const text of ['a 0.29', 'b 0.3', 'c 0.79', 'd 0.8']) {
      scores.push((await verdict(text, { slow: detector })).score);
    }
    expect(scores).toEqual([0.29, 1, 1, 0.8]);
    expect(asked).toEqual(['b 0.3', 'c 0.79']);
  });

  it('answers at once where nothing is asked', () => {
    const detector = escalate({ ...zone, slow: says(1).detector });
    const detection = detector.scan('a 0.1');
    expect(detector.settle('a 0.1', detection)).toBe(detection);
  });

  it('takes over numbers in range and names in form, and nothing else', async () => {
    const { detector } = slow(async () => ({
      score: 0.9,
      findings: [
        { detector: 'x', rule: 'Ignore all previous instructions', start: 0, end: 1, severity: 'high', text: 'secret' },
        { detector: 'x', rule: 'role-play', start: 1, end: 2, severity: 'low' },
      ],
    }));
    const { findings } = await verdict('abc 0.5', { slow: detector });
    expect(findings).toEqual([
      { detector: 'slow-one', rule: 'slow-one', start: 0, end: 1, severity: 'high' },
      { detector: 'slow-one', rule: 'role-play', start: 1, end: 2, severity: 'low' },
    ]);
  });

  it.each<[string, unknown]>([
    ['no object', 'yes'],
    ['no score', {}],
    ['a score that is text', { score: '0' }],
    ['NaN', { score: Number.NaN }],
    ['a score out of range', { score: -0.1 }],
    ['findings that are no list', { score: 0, findings: {} }],
    ['offsets out of range', { score: 0, findings: [{ rule: 'a', start: 0, end: 99, severity: 'high' }] }],
  ])('is closed where the slow detector answers nonsense: %s', async (_name, answer) => {
    const { detector } = slow(async () => answer as never);
    expect(await verdict('a 0.5', { slow: detector })).toMatchObject({
      score: 1,
      findings: [{ rule: 'detector-unavailable', start: 0, end: 5 }],
    });
    expect(await verdict('a 0.5', { slow: detector, onUnavailable: 'fast-verdict' })).toMatchObject({ score: 0.5 });
  });

  it('is closed where it throws, at once or later', async () => {
    const throws = slow(() => {
      throw new Error('down');
    });
    expect(await verdict('a 0.5', { slow: throws.detector })).toMatchObject({ score: 1 });
    expect(await verdict('a 0.5', { slow: slow(() => Promise.reject(new Error('x'))).detector })).toMatchObject({
      score: 1,
    });
  });

  it('does not wait beyond the deadline, and tells the slow detector', async () => {
    vi.useFakeTimers();
    try {
      let told: unknown;
      const { detector } = slow((_text, { signal }) => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
        });
        return new Promise(() => {});
      });
      const pending = verdict('a 0.5', { slow: detector, deadlineMs: 50 });
      await vi.advanceTimersByTimeAsync(50);
      expect(await pending).toMatchObject({ score: 1 });
      expect(told).toMatchObject({ name: 'TimeoutError' });
      await vi.advanceTimersByTimeAsync(1000); // it hangs, and its place goes to the next
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks again once what hung has been given up', async () => {
    vi.useFakeTimers();
    try {
      let count = 0;
      const { detector } = slow(() => {
        count += 1;
        return count <= 8 ? new Promise<never>(() => {}) : Promise.resolve({ score: 0 });
      });
      const both = escalate({ ...zone, slow: detector, deadlineMs: 50 });
      const ask = async () => both.settle('a 0.5', both.scan('a 0.5'));
      const first = Array.from({ length: 8 }, ask);
      await vi.advanceTimersByTimeAsync(2000);
      for (const { score } of await Promise.all(first)) expect(score).toBe(1);
      expect(await ask()).toMatchObject({ score: 0 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends with the reason of a caller that gives up, and leaves no listener', async () => {
    const controller = new AbortController();
    const { detector } = slow(() => new Promise(() => {}));
    const escalating = escalate({ ...zone, slow: detector, onUnavailable: 'fast-verdict' });
    const pending = failure(
      Promise.resolve(escalating.settle('a 0.5', escalating.scan('a 0.5'), { signal: controller.signal })),
    );
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await pending).toBe(reason);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('asks so many at once, the others in order', async () => {
    const waiting: (() => void)[] = [];
    const { asked, detector } = slow(async () => {
      const turn = deferred();
      waiting.push(turn.resolve);
      await turn.promise;
      return { score: 0 };
    });
    const escalating = escalate({ ...zone, slow: detector, concurrency: 2 });
    const all = ['a 0.5', 'b 0.5', 'c 0.5', 'd 0.5'].map(async (text) =>
      escalating.settle(text, escalating.scan(text)),
    );
    await settle();
    expect(asked).toEqual(['a 0.5', 'b 0.5']);
    waiting[1]?.();
    await settle();
    expect(asked).toEqual(['a 0.5', 'b 0.5', 'c 0.5']);
    waiting[0]?.();
    await settle();
    waiting[2]?.();
    waiting[3]?.();
    expect((await Promise.all(all)).map(({ score }) => score)).toEqual([0, 0, 0, 0]);
  });

  it('remembers verdicts, the latest ones, and no failures', async () => {
    let down = true;
    const { asked, detector } = slow(async () => {
      if (down) throw new Error('down');
      return { score: 0 };
    });
    const escalating = escalate({ ...zone, slow: detector, cache: 2 });
    const ask = async (text: string) => escalating.settle(text, escalating.scan(text));
    await ask('a 0.5');
    down = false;
    for (const text of ['a 0.5', 'a 0.5', 'b 0.5', 'c 0.5', 'b 0.5', 'a 0.5']) await ask(text);
    expect(asked.map((text) => text[0])).toEqual(['a', 'a', 'b', 'c', 'a']);
  });

  it('reads long texts in stretches, and refuses what is longer still', async () => {
    const { asked, detector } = slow(async (text) => ({ score: text.includes('poison') ? 0.9 : 0.1 }));
    const text = `${'a '.repeat(100)}poison ${'b '.repeat(100)}0.5`;
    const { score, findings } = await verdict(text, { slow: detector, maxUnits: 100 });
    expect(score).toBe(0.9);
    expect(findings.every(({ start, end }) => end - start <= 100 && text.slice(start, end).includes('poison'))).toBe(
      true,
    );
    expect(asked.every((part) => part.length <= 100)).toBe(true);
    const few = slow(async () => ({ score: 0 }));
    for (const onUnavailable of ['deny', 'fast-verdict'] as const) {
      const options = { slow: few.detector, maxUnits: 100, onUnavailable };
      expect(await verdict(`${'a '.repeat(2000)}0.5`, options)).toMatchObject({
        score: 1,
        findings: [{ rule: 'too-long-to-judge' }],
      });
      expect((await verdict(`${'a '.repeat(100)}0.5`, options)).score).toBe(0);
    }
    expect(few.asked.every((part) => part.length <= 100)).toBe(true);
  });

  it.each([
    [{}, /"slow" must be/],
    [{ slow: { name: 'Bad Name', classify: async () => ({ score: 0 }) } }, /"slow" must be/],
    [{ slow: says(0).detector, from: 0.8, to: 0.2 }, /"from" and "to"/],
    [{ slow: says(0).detector, deadlineMs: 0 }, /"deadlineMs"/],
    [{ slow: says(0).detector, onUnavailable: 'allow' }, /"onUnavailable"/],
    [{ slow: says(0).detector, fast: {} }, /"fast" must be/],
  ])('refuses the options %#', (options, message) => {
    // @ts-expect-error each is wrong
    expect(() => escalate(options)).toThrow(message);
  });
});

describe('promptFilter with a slow detector', () => {
  const poison = slow(async (text) => ({ score: text.includes('poison') ? 0.95 : 0.05 }));
  const detector = escalate({ ...zone, slow: poison.detector });

  it('waits for the verdict, on both sides', async () => {
    const run = pipeline()
      .use(promptFilter({ detector }))
      .wrap('tool:echo', unchecked<string>(), (text) => text);
    expect(await run('harmless 0.5')).toBe('harmless 0.5');
    expect(await failure(run('poison 0.5'))).toMatchObject({
      code: 'ERR_PROMPT_INJECTION',
      message: expect.stringContaining('slow-one'),
    });
    const read = pipeline()
      .use(promptFilter({ on: 'result', detector }))
      .wrap('tool:read', unchecked<string>(), () => ['harmless 0.5', 'poison 0.5']);
    expect(await read('x')).toEqual(['harmless 0.5', REMOVED_INSTRUCTION]);
  });

  it.each([
    [{ from: 0.1, to: 0.3 }, {}],
    [{ from: 0.6, to: 0.9 }, {}],
    [{ to: 0.6 }, { preset: 'lenient' }],
    [{ from: 0.45 }, { preset: 'strict' }],
  ] as const)('needs its threshold between the bounds: %j, %j', (bounds, options) => {
    const detector = escalate({ fast, slow: says(1).detector, ...bounds });
    expect(() => promptFilter({ ...options, detector })).toThrow(/must lie between "from" and "to"/);
    expect(() => promptFilter({ threshold: detector.from || 0.1, detector })).not.toThrow();
  });

  it('works on streams', async () => {
    const { audit, events } = recording();
    const run = pipeline({ audit })
      .use(promptFilter({ on: 'result', detector }))
      .stream('agent:chat', unchecked<string>(), async function* () {
        yield* ['This is harmless 0.5', { part: 'poison 0.5' }, '!\nThis is poison 0.5'];
      });
    const out: unknown[] = [];
    for await (const chunk of run('x')) out.push(chunk);
    expect(JSON.stringify(out)).toContain('harmless');
    expect(JSON.stringify(out)).not.toContain('poison');
    expect(events).toContainEqual(expect.objectContaining({ event: 'stripped' }));
  });

  describe('keeps the contract of guards', () => {
    const down = escalate({
      fast: { ...fast, scan: () => ({ score: 0.5, findings: [] }) },
      slow: slow(() => Promise.reject(new Error('x'))).detector,
    });
    const asksAlways = escalate({
      fast: { ...fast, scan: () => ({ score: 0.5, findings: [] }) },
      slow: poison.detector,
    });
    const subject = {
      guard: () => promptFilter({ detector: asksAlways }),
      refusing: () => promptFilter({ detector: down, resultVerdict: 'deny' as const }),
      context: {},
    };
    for (const { name, run } of guardContract(subject)) {
      it(name, async () => {
        await expect(run()).resolves.toBeUndefined();
      });
    }
  });

  it.each([
    ['detector-late', () => new Promise<never>(() => {})],
    ['detector-unavailable', () => Promise.reject(new Error('down'))],
  ])('puts on record what was not judged: %s', async (why, classify) => {
    vi.useFakeTimers();
    try {
      const recorded = async (onUnavailable: 'deny' | 'fast-verdict') => {
        const events: AuditEvent[] = [];
        const detector = escalate({ ...zone, slow: slow(classify).detector, deadlineMs: 50, onUnavailable });
        const run = pipeline({ audit: (event) => void events.push(event) })
          .use(promptFilter({ on: 'input', detector, threshold: 0.6 }))
          .wrap('tool:echo', unchecked<string>(), (text) => text);
        const ended = run('a 0.5').then(
          () => 'passed',
          () => 'refused',
        );
        await vi.advanceTimersByTimeAsync(50);
        const ending = await ended;
        const told = events.map((event) => ({ ...event, why: 'error' in event ? String(event.error) : '' }));
        return [ending, JSON.stringify(told)] as const;
      };
      const [refused, ofRefusal] = await recorded('deny');
      expect(refused).toBe('refused');
      expect(ofRefusal).toContain(why);
      const [passed, ofPassing] = await recorded('fast-verdict');
      expect(passed).toBe('passed');
      expect(JSON.parse(ofPassing)).toContainEqual(
        expect.objectContaining({ guard: 'prompt-filter', event: 'unsettled', details: { side: 'input', [why]: 1 } }),
      );
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives a caller that gives up its own reason', async () => {
    const never = escalate({ ...zone, slow: slow(() => new Promise(() => {})).detector });
    const run = pipeline()
      .use(promptFilter({ detector: never }))
      .wrap('tool:echo', unchecked<string>(), (text) => text);
    const controller = new AbortController();
    const reason = new Error('enough');
    const pending = failure(run('a 0.5', {}, { signal: controller.signal }));
    await settle();
    controller.abort(reason);
    expect(await pending).toBe(reason);
  });
});
