import { defineGuard, type Guard, type Result } from '../../src/guard.ts';

type Equals<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_T extends true>(): void => undefined;

interface Principal {
  readonly id: string;
}

// What a guard adds is inferred from next({ ctx }).
const authenticated = defineGuard('test-authenticate', (_call, next) => next({ ctx: { principal: { id: 'ada' } } }));
holds<Equals<typeof authenticated, Guard<{}, { principal: { id: string } }>>>();

// What it needs is written on the type of call, and seen inside.
const needing = defineGuard<{ principal: Principal }>('test-needs', (call, next) => {
  holds<Equals<typeof call.ctx, Readonly<{ principal: Principal }>>>();
  return next();
});
holds<Equals<typeof needing, Guard<{ principal: Principal }, {}>>>();

// A guard that needs less stands in for one that needs more, and never the other way round.
export const wider: Guard<{ principal: Principal; tenant: string }> = needing;
// @ts-expect-error Property 'principal' is missing
export const narrower: Guard = needing;

// A guard that adds nothing is not one that adds a principal.
const adding = defineGuard('test-nothing', (_call, next) => next());
// @ts-expect-error Property 'principal' is missing in type '{}'
export const added: Guard<{}, { principal: Principal }> = adding;

// Forgetting to return what next() gave does not compile.
// @ts-expect-error Type 'undefined' is not assignable to type 'Promise<Result<{}>>'
export const forgetful = defineGuard('test-forgets', (_call, next) => void next());

// Nor does answering in place of next().
// @ts-expect-error Type 'Promise<string>' is not assignable to type 'Promise<Result<{}>>'
export const answering = defineGuard('test-answers', async () => 'an answer of my own');

export const names = (result: Result): void => {
  // @ts-expect-error Cannot assign to 'value' because it is a read-only property
  result.value = 1;
};

export const frozen = defineGuard('test-frozen', (call, next) => {
  // @ts-expect-error Cannot assign to 'input' because it is a read-only property
  call.input = 'rewritten';
  return next({ input: 'rewritten' });
});

// @ts-expect-error is not assignable to type 'Reads
export const reading = defineGuard('test-reads', (_call, next) => next(), { reads: 'everything' });

// Nor can an annotation promise what next() does not add.
// @ts-expect-error Property 'principal' is missing in type '{}'
export const promising: Guard<{}, { principal: Principal }> = defineGuard('test-promises', (_call, next) => next());
