import { describe, expect, it } from 'vitest';
import {
  type AttenuateOptions,
  type CallCircumstances,
  type Capability,
  constraints as c,
  createAuthority,
  type MintOptions,
} from '../../../src/tokens/index.ts';
import { manualClock } from '../../recording.ts';

const authority = createAuthority({ clock: manualClock() });
const any = { a: c.any(), b: c.any() };

const root = (bounds: Partial<MintOptions>): Capability =>
  authority.mint({ principal: 'alice', tools: any, ttlMs: 1_000, ...bounds });

const refusal = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return 'nothing was thrown';
};

const outcome = (capability: Capability, target: string, circumstances: CallCircumstances = {}): string => {
  const verdict = authority.check(capability, target, {}, circumstances);
  return verdict.ok ? 'ok' : verdict.detail;
};

describe('attenuate', () => {
  it.each<[what: string, above: Partial<MintOptions>, below: Partial<AttenuateOptions>, message: RegExp]>([
    ['uses', { uses: 3 }, { uses: 4 }, /"uses" is more than the parent/],
    ['uses of a tool', { toolUses: { a: 1 } }, { toolUses: { a: 2 } }, /"toolUses" of tool:a is more than the parent/],
    ['budget', { budget: 100 }, { budget: 101 }, /"budget" is more than the parent/],
    ['a life', { ttlMs: 1_000 }, { ttlMs: 1_001 }, /"ttlMs" outlives the parent by 1 ms/],
    ['a beginning', { notBeforeMs: 500 }, { notBeforeMs: 499 }, /"notBeforeMs" begins before the parent/],
    ['a depth', { maxDepth: 2 }, { maxDepth: 2 }, /"maxDepth" must be below that of the parent/],
    ['an audience', { audience: ['x'] }, { audience: ['x', 'y'] }, /"audience" names a place/],
    ['side effects', { sideEffects: false }, { sideEffects: true }, /"sideEffects" are not held/],
    ['approvals', { approvals: ['a', 'b'] }, { approvals: ['b'] }, /"approvals" leaves out tool:a/],
    ['a tool', { tools: { a: c.any() } }, { tools: ['a', 'b'] }, /tool:b is not held by the parent/],
    ['a tool with terms', { tools: { a: c.any() } }, { tools: { b: c.any() } }, /tool:b is not held by the parent/],
    ['what is handed on', { delegates: { a: c.any() } }, { tools: ['b'] }, /tool:b may be used by the parent, and not/],
    [
      'what is handed on further',
      { delegates: { a: c.any() } },
      { tools: ['a'], delegates: ['b'] },
      /tool:b may be used/,
    ],
    [
      'terms of what is handed on',
      { delegates: { a: { q: c.length({ max: 3 }) } } },
      { tools: { a: { q: c.length({ max: 4 }) } } },
      /tool:a argument "q": length is not proven narrower/,
    ],
  ])('does not widen %s, and says so', (_what, above, below, message) => {
    const error = refusal(() => root(above).attenuate({ tools: Object.keys(above.delegates ?? { a: 1 }), ...below }));
    expect(error).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED', message: expect.stringMatching(message) });
  });

  it('does not widen against a link far above either', () => {
    const third = root({ uses: 3, budget: 9, toolUses: { a: 2 } })
      .attenuate({ tools: ['a'] })
      .attenuate({ tools: ['a'] });
    expect(refusal(() => third.attenuate({ tools: ['a'], uses: 4 }))).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED' });
    expect(refusal(() => third.attenuate({ tools: ['a'], budget: 10 }))).toMatchObject({
      code: 'ERR_CAPABILITY_WIDENED',
    });
    expect(refusal(() => third.attenuate({ tools: ['a'], toolUses: { a: 3 } }))).toMatchObject({
      code: 'ERR_CAPABILITY_WIDENED',
    });
  });

  it('narrows each of them, and keeps what is left out', () => {
    const all = {
      agent: 'agent:crew',
      uses: 9,
      toolUses: { a: 5 },
      budget: 100,
      audience: ['x', 'y'],
      approvals: ['a'],
      notBeforeMs: 100,
    };
    const parent = root(all);
    expect(authority.describe(parent.attenuate({ tools: ['a'] }))).toMatchObject({
      agent: 'agent:crew',
      usesLeft: 9,
      toolUsesLeft: { 'tool:a': 5 },
      budgetLeft: 100,
      audience: ['x', 'y'],
      approvals: ['tool:a'],
      sideEffects: true,
      startsInMs: 100,
      expiresInMs: 1_000,
      depthLeft: 7,
    });
    const child = parent.attenuate({
      tools: ['a', 'b'],
      agent: 'agent:writer',
      uses: 8,
      toolUses: { a: 4 },
      budget: 99,
      audience: ['y'],
      approvals: ['a', 'b'],
      sideEffects: false,
      notBeforeMs: 200,
      ttlMs: 900,
    });
    expect(authority.describe(child)).toMatchObject({
      agent: 'agent:writer',
      agents: ['agent:crew', 'agent:writer'],
      usesLeft: 8,
      toolUsesLeft: { 'tool:a': 4 },
      budgetLeft: 99,
      audience: ['y'],
      approvals: ['tool:a', 'tool:b'],
      sideEffects: false,
      startsInMs: 200,
      expiresInMs: 900,
    });
  });

  it('needs no approval of the parent for a tool that it does not hold', () => {
    expect(() => root({ approvals: ['a'] }).attenuate({ tools: ['b'], approvals: [] })).not.toThrow();
  });
});

describe('"may use" and "may delegate"', () => {
  it('are two maps', () => {
    const lead = root({ tools: { a: c.any() }, delegates: { b: c.any() } });
    expect(outcome(lead, 'a')).toBe('ok');
    expect(outcome(lead, 'b')).toBe('TOOL_NOT_GRANTED');
    const helper = lead.attenuate({ tools: ['b'] });
    expect(outcome(helper, 'b')).toBe('ok');
    expect(outcome(helper, 'a')).toBe('TOOL_NOT_GRANTED');
    expect(authority.describe(lead)).toMatchObject({ tools: ['tool:a'], delegates: ['tool:b'] });
  });

  it('nothing can be handed on where the map is empty', () => {
    const last = root({ delegates: {} });
    expect(outcome(last, 'a')).toBe('ok');
    expect(refusal(() => last.attenuate({ tools: ['a'] }))).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED' });
    const child = root({}).attenuate({ tools: ['a'], delegates: [] });
    expect(refusal(() => child.attenuate({ tools: ['a'] }))).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED' });
  });

  it('what is handed on is judged by what may be handed on, and not by what may be used', () => {
    const lead = root({ tools: { a: { q: c.prefix('own') } }, delegates: { a: { q: c.prefix('given') } } });
    const helper = lead.attenuate({ tools: { a: { q: c.prefix('given to') } } });
    expect(authority.check(helper, 'a', { q: 'given to you' }).ok).toBe(true);
    expect(authority.check(helper, 'a', { q: 'own' }).ok).toBe(false);
    expect(authority.check(lead, 'a', { q: 'given to you' }).ok).toBe(false);
  });
});

describe('check', () => {
  it('refuses before the beginning, in the wrong place, and what has side effects', () => {
    const clock = manualClock();
    const late = createAuthority({ clock });
    const waits = late.mint({ principal: 'alice', tools: any, notBeforeMs: 100 });
    expect(late.check(waits, 'a')).toMatchObject({ ok: false, code: 'ERR_CAPABILITY', detail: 'TOKEN_NOT_YET_VALID' });
    clock.advance(100);
    expect(late.check(waits, 'a').ok).toBe(true);

    const here = root({ audience: ['billing'] });
    expect(outcome(here, 'a')).toBe('AUDIENCE_MISMATCH');
    expect(outcome(here, 'a', { audience: 'mail' })).toBe('AUDIENCE_MISMATCH');
    expect(outcome(here, 'a', { audience: 'billing' })).toBe('ok');

    const reads = root({ sideEffects: false });
    expect(outcome(reads, 'a')).toBe('SIDE_EFFECTS_NOT_GRANTED'); // unknown counts as yes
    expect(outcome(reads, 'a', { sideEffects: true })).toBe('SIDE_EFFECTS_NOT_GRANTED');
    expect(outcome(reads, 'a', { sideEffects: false })).toBe('ok');

    const gated = root({ approvals: ['a'] });
    expect(outcome(gated, 'a')).toBe('APPROVAL_REQUIRED');
    expect(outcome(gated, 'a', { approved: true })).toBe('ok');
    expect(outcome(gated, 'b')).toBe('ok');
  });

  it('asks a person only about arguments that are granted', () => {
    const gated = root({ tools: { a: { q: c.exact('x') } }, approvals: ['a'] });
    expect(authority.check(gated, 'a', { q: 'y' })).toMatchObject({ detail: 'ARG_CONSTRAINT' });
  });
});

describe('mint', () => {
  it.each<[string, Partial<MintOptions>, RegExp]>([
    ['no uses', { uses: 0 }, /"uses" must be a whole number from 1/],
    ['half a use', { uses: 1.5 }, /"uses"/],
    ['endless uses', { uses: Number.POSITIVE_INFINITY }, /"uses"/],
    ['uses as a text', { uses: '3' as never }, /"uses"/],
    ['a negative budget', { budget: -1 }, /"budget" must be a whole number from 0/],
    ['a budget in fractions', { budget: 0.5 }, /Count in the smallest unit/],
    ['a budget beyond whole numbers', { budget: 2 ** 53 }, /"budget"/],
    ['uses of an unknown tool', { toolUses: { c: 1 } }, /tool:c is not in "tools"/],
    ['uses of a tool as a list', { toolUses: ['a'] as never }, /"toolUses" must be a map/],
    ['no uses of a tool', { toolUses: { a: 0 } }, /"toolUses" of "tool:a" must be a whole number/],
    ['an empty audience', { audience: [] }, /"audience" must be a list of 1 to 16/],
    ['an audience of no text', { audience: [''] }, /"audience" must be a text/],
    ['an agent that is no text', { agent: 5 as never }, /"agent" must be a text/],
    ['an agent with a lone surrogate', { agent: '\ud800' }, /"agent" must be a text/],
    ['approvals as a text', { approvals: 'a' as never }, /"approvals" must be a list/],
    ['approvals of no target', { approvals: ['a b'] }, /is no target/],
    ['side effects as a text', { sideEffects: 'no' as never }, /"sideEffects" must be true or false/],
    ['a beginning behind the end', { notBeforeMs: 1_000, ttlMs: 1_000 }, /"notBeforeMs" is not before the end/],
    ['a beginning before now', { notBeforeMs: -1 }, /"notBeforeMs" must be/],
    ['a list of what may be handed on', { delegates: ['a'] as never }, /"delegates" must be a map/],
  ])('refuses %s', (_what, bounds, message) => {
    expect(refusal(() => root(bounds))).toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('takes custom constraints that the authority knows', () => {
    const even = { name: 'even', version: 1, admits: (value: unknown) => typeof value === 'number' && value % 2 === 0 };
    const knowing = createAuthority({ constraints: [even] });
    const capability = knowing.mint({ principal: 'alice', tools: { a: { n: c.custom('even', 1) } } });
    expect(knowing.check(capability, 'a', { n: 2 }).ok).toBe(true);
    expect(knowing.check(capability, 'a', { n: 3 })).toMatchObject({ detail: 'ARG_CONSTRAINT' });
    expect(refusal(() => root({ tools: { a: { n: c.custom('even', 1) } } }))).toMatchObject({
      code: 'ERR_OPTION_INVALID',
    });
  });
});

describe('a capability as JSON', () => {
  it('shows its id and the names of its tools, whatever bounds it has', () => {
    const secretive = root({ agent: 'agent:x', budget: 5, audience: ['place'], approvals: ['a'], uses: 5 });
    expect(Object.keys(JSON.parse(JSON.stringify(secretive)))).toEqual(['id', 'tools']);
    expect(JSON.stringify(secretive)).not.toMatch(/alice|place|agent:x/);
  });
});
