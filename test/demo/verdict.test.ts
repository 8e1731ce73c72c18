/** What the demo says of runs that its own guards do not let happen. */
import { describe, expect, it } from 'vitest';
import type { Run } from '../../examples/demo/runs.ts';
import { verdictOf } from '../../examples/demo/verdict.ts';

const run = (name: string, other: Partial<Run> = {}): Run => ({
  name,
  attempts: [],
  started: true,
  report: true,
  mails: [],
  requests: [],
  secrets: [],
  door: new Map(),
  ...other,
});
const refusal = { code: 'ERR_TIMEOUT', guard: 'timeout' };

describe('verdictOf', () => {
  it('counts only guarded runs', () => {
    const { held, sentences } = verdictOf([run('bare'), run('guarded')], { total: 3, succeeded: [3, 0] });
    expect(held).toBe(true);
    expect(sentences[0]).toBe('Attacks that succeeded: bare 3 of 3, guarded 0 of 3.');
    expect(sentences.at(-1)).toBe('The guards held.');
  });

  it.each([
    [1, 'The guards did not hold: 1 attack got through in the guarded run.'],
    [2, 'The guards did not hold: 2 attacks got through in the guarded run.'],
  ])('names a guarded run that %i got through', (count, sentence) => {
    const { held, sentences } = verdictOf([run('bare'), run('guarded')], { total: 3, succeeded: [3, count] });
    expect({ held, last: sentences.at(-1) }).toEqual({ held: false, last: sentence });
  });

  it('tells a run that was refused on its way from one that never started', () => {
    const say = (started: boolean) =>
      verdictOf([run('bare'), run('guarded', { started, report: refusal })], { total: 3, succeeded: [3, 0] }).sentences;
    expect(say(true).at(-1)).toContain('the guarded run was refused before it was done (ERR_TIMEOUT by timeout)');
    expect(say(true)[0]).toContain('guarded 0 of 3');
    expect(say(false).at(-1)).toContain('the guarded run was refused before it started (ERR_TIMEOUT by timeout)');
    expect(say(false)[0]).toContain('guarded not run');
  });

  it('does not hide what got in at the door of a run that never started', () => {
    const { sentences } = verdictOf([run('bare'), run('guarded', { started: false, report: refusal })], {
      total: 3,
      succeeded: [3, 1],
    });
    expect(sentences[0]).toContain('guarded 1 of 3');
    expect(sentences).toContain('The guards did not hold: 1 attack got through in the guarded run.');
  });
});
