import { type Tools, undeclared } from '../../src/provenance/declaration.ts';
import { judgeCall, type TaintVerdict } from '../../src/provenance/judge.ts';
import { type Reading, readResult } from '../../src/provenance/reading.ts';
import { Run } from '../../src/provenance/run.ts';
import type { TaskScope } from '../../src/provenance/scope.ts';
import type { Policy } from './policy.ts';
import type { RecordedCall } from './rows.ts';

/** What a replay judges with. */
export interface Setting {
  readonly tools: Tools;
  readonly scope: TaskScope;
  readonly policy: Policy;
  readonly prompt: string;
}

/** What became of one call. */
export interface Judged {
  readonly call: RecordedCall;
  readonly sideEffect: boolean;
  readonly verdict: TaintVerdict;
}

/** One run, replayed call by call by the parts of which `taint()` is made. A call that is not let through returns nothing. */
export class Replay {
  readonly #run: Run;
  readonly #setting: Setting;
  #calls = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#run = new Run(setting.prompt);
  }

  /** `approving`: a person agrees to what is asked. */
  call(call: RecordedCall, approving: boolean): Judged {
    if (call.hostile) this.#run.markHostile();
    const { tools, scope, policy } = this.#setting;
    const tool = tools.get(call.tool) ?? undeclared(call.tool);
    const verdict = judgeCall(this.#run, call.tool, call.args, { tools, scope, outOfScope: policy.outOfScope });
    this.#calls += 1;
    if (!failed(call) && (verdict.decision === 'allow' || (approving && verdict.decision === 'approve'))) {
      if (tool.sideEffect) this.#run.used(tool.name);
      const mark = { tool: tool.name, callId: String(this.#calls), since: 0 };
      this.#run.receiveReading(readingOf(tool, call), call.args, mark, tool);
    }
    return { call, sideEffect: tool.sideEffect, verdict };
  }
}

/** A tool that threw: the recordings hold its error in the place of a result. It spent no use and returned nothing. */
const failed = ({ result }: RecordedCall): boolean => typeof result === 'string' && /^ERROR\b/.test(result);

const readings = new Map<string, Reading>();

/** Results are shared by thousands of runs; each is taken apart once. */
function readingOf(tool: ReturnType<typeof undeclared>, { resultId, result, hostile }: RecordedCall): Reading {
  if (resultId === undefined) return readResult(tool, result);
  const key = `${tool.name} ${resultId} ${hostile}`;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const reading = readResult(tool, result);
  if (readings.size > 5_000) readings.clear();
  readings.set(key, reading);
  return reading;
}
