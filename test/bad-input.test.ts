import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  authenticate,
  type Credentials,
  capability,
  circuitBreaker,
  concurrency,
  createApiKey,
  createAudit,
  defineGuard,
  isGuardError,
  memorySink,
  output,
  pipeline,
  promptFilter,
  rateLimit,
  redact,
  sizeLimit,
  timeout,
  unchecked,
} from '../src/index.ts';
import { type Capability, constraints, createAuthority } from '../src/tokens/index.ts';
import { failure, settle } from './recording.ts';

const authority = createAuthority();
const { record } = createApiKey({ principal: { id: 'alice', roles: [] } });
const sink = memorySink();
const tools = pipeline<{ capability: Capability }>({ audit: createAudit({ sink }) })
  .use(redact())
  .use(promptFilter())
  .use(capability())
  .use(rateLimit({ limit: 1000, windowMs: 1000 }))
  .use(concurrency({ limit: 1 }))
  .use(circuitBreaker({ minimumCalls: 1000 }))
  .use(timeout({ ms: 1000 }))
  .use(output(z.any()));
const granted = () => ({ capability: authority.mint({ principal: 'alice', tools: { 'tool:t': constraints.any() } }) });
const held = new Map<string, unknown>([
  ['cycle', {}],
  ['array cycle', []],
]);
(held.get('cycle') as { self?: unknown }).self = held.get('cycle');
(held.get('array cycle') as unknown[]).push(held.get('array cycle'));
const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as unknown;
const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('trap');
    },
    ownKeys() {
      throw new Error('trap');
    },
    getPrototypeOf() {
      throw new Error('trap');
    },
  },
);

/** Inputs that are no plain data, or too much of it, whatever the schema says. */
const inputs: readonly (readonly [string, unknown])[] = [
  [
    'getters',
    {
      get a() {
        throw new Error('getter ran');
      },
    },
  ],
  ['a Proxy', hostile],
  ['a Proxy inside', { a: hostile }],
  ['a cycle', held.get('cycle')],
  ['a cycle of arrays', held.get('array cycle')],
  ['20,000-deep JSON', deep],
  ['a string of 50 MB', 'x'.repeat(50 * 1024 * 1024)],
  ['a lone surrogate', { a: 'x\ud800' }],
  ['an own __proto__ key', JSON.parse('{"__proto__":{"admin":true}}')],
  ['a constructor with a prototype', JSON.parse('{"constructor":{"prototype":{"admin":true}}}')],
  ['NaN', { a: Number.NaN }],
  ['Infinity', { a: Number.POSITIVE_INFINITY }],
  ['a BigInt', { a: 1n }],
  ['a function', { a: () => 1 }],
  ['a symbol', { a: Symbol('s') }],
  ['a class instance', { a: new Date() }],
  ['a Map', { a: new Map() }],
  ['a hole', { a: Array(2) }],
];

describe('bad input', () => {
  it.each(inputs)('to a tool ends in one typed refusal, and the slot is free again: %s', async (_name, input) => {
    let ran = 0;
    const run = tools.wrap('tool:t', unchecked<unknown>(), () => ++ran);
    const error = await failure(run(input, granted()));
    expect(isGuardError(error) && error.code).toMatch(/^ERR_INPUT_(INVALID|TOO_LARGE)$|^ERR_CAPABILITY$/);
    expect(ran).toBe(0);
    expect(await run({ a: 1 }, granted())).toBe(1);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['an array', [{ topic: 'x' }]],
    ['a string', 'topic'],
    ['a wrong type inside', { topic: 7 }],
    ['NaN for a number', { topic: 'x', count: Number.NaN }],
    ['a BigInt for a number', { topic: 'x', count: 1n }],
    ['an unknown key', { topic: 'x', extra: 1 }],
    [
      'a getter',
      {
        get topic() {
          return 'x';
        },
      },
    ],
    ['no object at all', Symbol('s')],
  ])('to an agent is refused by its schema: %s', async (_name, input) => {
    const run = pipeline()
      .use(sizeLimit({ maxBytes: 1000 }))
      .wrap('agent:a', z.strictObject({ topic: z.string(), count: z.number().optional() }), () => 1);
    expect(await failure(run(input as never))).toMatchObject({
      code: 'ERR_INPUT_INVALID',
      kind: 'invalid',
      target: 'agent:a',
    });
  });

  it('as credentials is nobody', async () => {
    const run = pipeline<{ credentials: Credentials }>()
      .use(authenticate({ apiKeys: [record] }))
      .wrap('agent:a', unchecked<unknown>(), () => 1);
    const throwing = {
      get apiKey(): string {
        throw new Error('getter');
      },
    };
    for (const credentials of [
      undefined,
      null,
      'key',
      [],
      {},
      { apiKey: 7 },
      { apiKey: 'x'.repeat(5000) },
      throwing,
      hostile,
    ]) {
      expect(await failure(run({}, { credentials: credentials as never }))).toMatchObject({
        code: 'ERR_UNAUTHENTICATED',
      });
    }
  });

  it('as context or options does not get past the guards either', async () => {
    const run = tools.wrap('tool:t', unchecked<unknown>(), () => 1);
    const contexts = [
      undefined,
      null,
      7,
      'x',
      {},
      { capability: {} },
      { capability: null },
      { capability: JSON.parse(JSON.stringify(granted().capability)) },
    ];
    const throwing = {
      get capability(): never {
        throw new Error('getter');
      },
    };
    for (const context of [throwing, hostile]) {
      expect(await failure(run({}, context as never))).toMatchObject({ code: 'ERR_INPUT_INVALID', target: 'tool:t' });
    }
    for (const options of [
      hostile,
      {
        get signal(): never {
          throw new Error('getter');
        },
      },
      { signal: hostile },
    ]) {
      expect(await failure(run({}, granted(), options as never))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
      const stream = tools.stream('tool:t', unchecked<unknown>(), async function* () {
        yield 1;
      });
      expect(await failure(stream({}, granted(), options as never).next())).toMatchObject({
        code: 'ERR_INPUT_INVALID',
      });
    }
    for (const context of contexts)
      expect(await failure(run({}, context as never))).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(await failure(run({}, granted(), { signal: 'stop' as never }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    expect(await run({}, granted(), null as never)).toBe(1);
  });
});

describe('a bad callee', () => {
  const run = (callee: (input: unknown, call: { readonly signal: AbortSignal }) => unknown) =>
    tools.wrap('tool:t', unchecked<unknown>(), callee)({}, granted());

  it('that throws undefined ends in one typed error', async () => {
    expect(
      await failure(
        run(() => {
          throw undefined;
        }),
      ),
    ).toMatchObject({ code: 'ERR_CALLEE_FAULT' });
  });

  it('whose result is no data, or a bomb, is withheld', async () => {
    for (const [, result] of inputs.filter(([name]) => /cycle|inside|getters|50 MB|deep|surrogate/.test(name))) {
      expect(await failure(run(() => result))).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
    }
  });

  it('that never settles and ignores the abort keeps its slot, and no other', async () => {
    const base = pipeline()
      .use(concurrency({ limit: 1, key: (call) => call.target }))
      .use(timeout({ ms: 5 }));
    const stuck = base.wrap('tool:stuck', unchecked<unknown>(), () => new Promise(() => {}));
    expect(await failure(stuck({}))).toMatchObject({ code: 'ERR_TIMEOUT' });
    expect(await failure(stuck({}))).toMatchObject({ code: 'ERR_CONCURRENCY' });
    expect(await base.wrap('tool:other', unchecked<unknown>(), () => 1)({})).toBe(1);
  });

  it('leaves the breaker, the slot and the record right after all of this', async () => {
    expect(await run(() => 'fine')).toBe('fine');
    await settle();
    expect(sink.records.every((record) => record.target === 'tool:t')).toBe(true);
  });
});

describe('a thrown object that only claims to be a refusal', () => {
  const brand = { [Symbol.for('crewguard.error')]: true };
  const claims = [
    {
      ...brand,
      get code() {
        throw new Error('getter');
      },
    },
    {
      ...brand,
      code: 'ERR_DENIED',
      get guard() {
        throw new Error('getter');
      },
    },
    new Proxy({}, { get: () => true, has: () => true }),
  ];

  it.each(claims.map((claim, index) => [index, claim] as const))(
    'passes as it is, and frees the slot: %i',
    async (_index, claim) => {
      const base = pipeline({ audit: createAudit({ sink }) }).use(concurrency({ limit: 1 }));
      const run = base.wrap('tool:t', unchecked<boolean>(), async (fails) => {
        if (fails) throw claim;
        return 'fine';
      });
      expect(await failure(run(true))).toBe(claim);
      expect(await run(false)).toBe('fine');
      const bad = defineGuard('bad', (call, next) => {
        if (call.input === true) throw claim;
        return next();
      });
      const guarded = base.use(bad).wrap('tool:t', unchecked<boolean>(), () => 'fine');
      expect(await failure(guarded(true))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'bad' });
      expect(await guarded(false)).toBe('fine');
    },
  );
});

describe('a bad guard', () => {
  it('that throws a non-Error ends in one typed error and frees what others hold', async () => {
    const limited = concurrency({ limit: 1 });
    for (const thrown of [undefined, 'text', { code: 'ERR_DENIED' }]) {
      const bad = defineGuard('bad', (call, next) => {
        if (call.target === 'tool:t') throw thrown;
        return next();
      });
      const run = pipeline()
        .use(limited)
        .use(bad)
        .wrap('tool:t', unchecked<unknown>(), () => 1);
      expect(await failure(run({}))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'bad' });
    }
    expect(
      await pipeline()
        .use(limited)
        .wrap(
          'tool:t',
          unchecked<unknown>(),
          () => 1,
        )({}),
    ).toBe(1);
  });
});
