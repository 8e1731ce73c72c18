import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../src/errors.ts';
import {
  type Authority,
  type Capability,
  constraints as c,
  createAuthority,
  type Reservation,
} from '../../src/tokens/index.ts';
import { manualClock } from '../recording.ts';

const TARGETS = ['read', 'send', 'pay'] as const;

/** What the model knows of one capability. Everything is looked up along the chain, each time. */
interface Node {
  readonly handle: Capability;
  readonly parent: Node | undefined;
  readonly tools: readonly string[];
  readonly delegates: readonly string[];
  readonly uses: number | undefined;
  readonly sends: number | undefined;
  readonly budget: number | undefined;
  readonly endsAt: number;
  readonly depthLeft: number;
  revoked: boolean;
}

/** One call that was let through. */
interface Call {
  readonly node: Node;
  readonly target: string;
  readonly reservation: Reservation;
  cost: number;
  phase: 'held' | 'started' | 'over';
}

const chain = (node: Node): readonly Node[] => (node.parent === undefined ? [node] : [...chain(node.parent), node]);

class Model {
  readonly #clock = manualClock();
  readonly #authority: Authority = createAuthority({ clock: this.#clock });
  readonly nodes: Node[] = [];
  readonly calls: Call[] = [];
  now = 0;

  wait(ms: number): void {
    this.#clock.advance(ms);
    this.now += ms;
  }

  mint(bounds: Bounds): void {
    const delegates = bounds.delegates ?? bounds.tools;
    const handle = this.#authority.mint({ principal: 'alice', maxDepth: 3, ...terms(bounds) });
    this.nodes.push({
      ...bounds,
      delegates,
      handle,
      parent: undefined,
      endsAt: this.now + bounds.ttlMs,
      depthLeft: 3,
      revoked: false,
    });
  }

  attenuate(parent: Node, bounds: Bounds): void {
    const delegates = bounds.delegates ?? bounds.tools;
    const endsAt = this.now + bounds.ttlMs;
    const more = (own: number | undefined, above: number | undefined) =>
      own !== undefined && above !== undefined && own > above;
    const wider =
      parent.depthLeft < 1 ||
      endsAt > parent.endsAt ||
      [...bounds.tools, ...delegates].some((target) => !parent.delegates.includes(target)) ||
      chain(parent).some(
        (above) =>
          more(bounds.uses, above.uses) || more(bounds.sends, above.sends) || more(bounds.budget, above.budget),
      );
    const expected = this.#ended(parent) ? 'ERR_CAPABILITY_EXPIRED' : wider ? 'ERR_CAPABILITY_WIDENED' : 'ok';
    let handle: Capability | undefined;
    let got = 'ok';
    try {
      handle = parent.handle.attenuate(terms(bounds));
    } catch (error) {
      got = isGuardError(error) ? error.code : String(error);
    }
    expect(got).toBe(expected);
    if (handle === undefined) return;
    this.nodes.push({ ...bounds, delegates, handle, parent, endsAt, depthLeft: parent.depthLeft - 1, revoked: false });
  }

  authorize(node: Node, target: string, cost: number): void {
    const answer = this.#authority.authorize(node.handle, target, {}, { cost });
    if (!('ok' in answer)) throw new Error('the answer came later');
    expect(answer.ok ? 'ok' : answer.detail).toBe(this.#expected(node, target, cost));
    if (answer.ok) this.calls.push({ node, target, cost, reservation: answer, phase: 'held' });
  }

  start(call: Call): void {
    const { node, phase } = call;
    const holds = phase !== 'over' && !this.#ended(node);
    let started = true;
    try {
      void call.reservation.dispatch();
    } catch {
      started = false;
    }
    expect(started).toBe(holds);
    if (holds) call.phase = 'started';
  }

  release(call: Call): void {
    void call.reservation.release();
    if (call.phase === 'held') call.phase = 'over';
  }

  settle(call: Call, cost: number): void {
    void call.reservation.settle(cost);
    if (call.phase !== 'started' || !this.#limited(call)) return;
    // What was settled stays counted, and can be neither started nor given back.
    if (chain(call.node).some(({ budget }) => budget !== undefined)) call.cost = cost;
    this.#settled.add(call);
    call.phase = 'over';
  }

  revoke(node: Node): void {
    this.#authority.revoke(node.handle);
    node.revoked = true;
  }

  /** Calls that count against a capability: those that started, and those that are held and may still. */
  counted(of: Node): readonly Call[] {
    return this.calls.filter(
      (call) =>
        chain(call.node).includes(of) &&
        (call.phase === 'started' || this.#settled.has(call) || (call.phase === 'held' && this.now < call.node.endsAt)),
    );
  }

  readonly #settled = new Set<Call>();

  #limited = ({ node, target }: Call): boolean =>
    chain(node).some(
      ({ uses, sends, budget }) =>
        uses !== undefined || budget !== undefined || (sends !== undefined && target === 'send'),
    );

  #ended = (node: Node): boolean => chain(node).some(({ revoked, endsAt }) => revoked || this.now >= endsAt);

  #expected(node: Node, target: string, cost: number): string {
    if (chain(node).some(({ revoked }) => revoked)) return 'TOKEN_REVOKED';
    if (this.#ended(node)) return 'TOKEN_EXPIRED';
    if (!node.tools.includes(target)) return 'TOOL_NOT_GRANTED';
    for (const link of chain(node)) {
      const counted = this.counted(link);
      const sent = counted.filter((call) => call.target === 'send');
      const spent = counted.reduce((sum, call) => sum + call.cost, 0);
      if (link.uses !== undefined && counted.length >= link.uses) return 'USES_EXHAUSTED';
      if (link.sends !== undefined && target === 'send' && sent.length >= link.sends) return 'USES_EXHAUSTED';
      if (link.budget !== undefined && spent + cost > link.budget) return 'BUDGET_EXHAUSTED';
    }
    return 'ok';
  }
}

interface Bounds {
  readonly tools: readonly string[];
  readonly delegates: readonly string[] | undefined;
  readonly uses: number | undefined;
  readonly sends: number | undefined;
  readonly budget: number | undefined;
  readonly ttlMs: number;
}

const terms = ({ tools, delegates, uses, sends, budget, ttlMs }: Bounds) => {
  const map = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, c.any()]));
  return {
    tools: map(tools),
    ttlMs,
    ...(delegates === undefined ? {} : { delegates: map(delegates) }),
    ...(uses === undefined ? {} : { uses }),
    ...(sends === undefined ? {} : { toolUses: { send: sends } }),
    ...(budget === undefined ? {} : { budget }),
  };
};

const names = fc.subarray([...TARGETS], { minLength: 1 });
const maybe = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });
const bounds: fc.Arbitrary<Bounds> = fc
  .record({
    tools: names,
    delegates: fc.option(names, { nil: undefined }),
    uses: maybe(6),
    sends: maybe(3),
    budget: maybe(20),
    ttlMs: fc.constantFrom(40, 100, 100, 1_000),
  })
  .map((given) => ({
    ...given,
    sends: [...given.tools, ...(given.delegates ?? [])].includes('send') ? given.sends : undefined,
  }));
const which = fc.nat({ max: 1_000 });
const cost = fc.nat({ max: 8 });
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ act: fc.constant('mint' as const), bounds }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('attenuate' as const), which, bounds }) },
  {
    weight: 8,
    arbitrary: fc.record({ act: fc.constant('authorize' as const), which, target: fc.constantFrom(...TARGETS), cost }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('start' as const, 'release' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('settle' as const), which, cost }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('revoke' as const), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(1, 30, 60) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(model: Model, step: Step): void {
  if (step.act === 'mint') {
    model.mint(step.bounds);
    return;
  }
  if (step.act === 'wait') {
    model.wait(step.ms);
    return;
  }
  const node = model.nodes[step.which % model.nodes.length];
  const call = model.calls[step.which % Math.max(1, model.calls.length)];
  if (step.act === 'attenuate' && node !== undefined) model.attenuate(node, step.bounds);
  if (step.act === 'authorize' && node !== undefined) model.authorize(node, step.target, step.cost);
  if (step.act === 'revoke' && node !== undefined) model.revoke(node);
  if (step.act === 'start' && call !== undefined) model.start(call);
  if (step.act === 'release' && call !== undefined) model.release(call);
  if (step.act === 'settle' && call !== undefined) model.settle(call, step.cost);
}

describe('an authority', () => {
  it('says what a model says that looks everything up, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(bounds, fc.array(step, { maxLength: 80 }), (first, steps) => {
        const model = new Model();
        model.mint({ ...first, delegates: [...TARGETS], ttlMs: 1_000 });
        for (const one of steps) take(model, one);
        for (const node of model.nodes) {
          const started = model.counted(node).filter(({ phase }) => phase !== 'held');
          expect(started.length).toBeLessThanOrEqual(node.uses ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
