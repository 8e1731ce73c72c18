import { describe, expect, it } from 'vitest';
import { type CallOfRun, findingsOf, Gathered, noteFinding } from '../../src/filter/run-findings.ts';

const about = { guard: 'prompt-filter', side: 'result', outcome: 'flagged', rules: [], paths: [], count: 1 } as const;

function call(runId: string, parent?: CallOfRun) {
  const releases: (() => void)[] = [];
  const made: CallOfRun = {
    id: `${runId}-call`,
    runId,
    target: 'tool:web.read',
    parent,
    whenSettled: (release) => releases.push(release),
  };
  const settles = (): void => {
    for (const release of releases.splice(0)) release();
  };
  return { made, settles };
}

describe('what was found in a run', () => {
  it('is kept until its outermost call has ended', () => {
    const outer = call('kept');
    const inner = call('kept', outer.made);
    noteFinding(inner.made, about);
    inner.settles();
    expect(findingsOf(outer.made)).toEqual([{ callId: 'kept-call', target: 'tool:web.read', ...about }]);
    expect(findingsOf({ runId: 'other' })).toEqual([]);
    outer.settles();
    expect(findingsOf(outer.made)).toEqual([]);
  });

  it('is bounded, in a run and over runs', () => {
    const { made } = call('long');
    for (let index = 0; index < 150; index += 1) noteFinding(made, about);
    expect(findingsOf(made)).toHaveLength(100);
    const runs = Array.from({ length: 10_000 }, (_, index) => call(`run-${index}`));
    for (const run of runs) noteFinding(run.made, about);
    expect(findingsOf(made)).toEqual([]);
    expect(findingsOf({ runId: 'run-9999' })).toHaveLength(1);
    for (const run of runs) run.settles();
  });

  it('names at most 20 rules and 20 places', () => {
    const gathered = new Gathered();
    for (let index = 0; index < 30; index += 1) gathered.add([{ rule: `rule-${index}` }], () => `$[${index}]`);
    const { rules, paths, count } = gathered.summary();
    expect([rules.length, paths.length, count]).toEqual([20, 20, 30]);
  });
});
