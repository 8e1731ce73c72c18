import { findingsOf, pipeline, promptFilter, unchecked } from '../../src/index.ts';
import type { RecordedCall, Trace } from './rows.ts';

/** Recorded results as `promptFilter()` lets them through, with its defaults. Each result is read once. */
export class Filtered {
  readonly #known = new Map<string, RecordedCall>();
  readonly #filter = filtering();

  async trace(trace: Trace): Promise<Trace> {
    return {
      ...trace,
      prefix: await this.calls(trace.prefix),
      attackCalls: await this.calls(trace.attackCalls),
      resume: await this.calls(trace.resume),
    };
  }

  async calls(calls: readonly RecordedCall[]): Promise<readonly RecordedCall[]> {
    const read: RecordedCall[] = [];
    for (const call of calls) read.push(await this.#call(call));
    return read;
  }

  async #call(call: RecordedCall): Promise<RecordedCall> {
    if (call.resultId === undefined) return { ...call, ...(await this.#filter(call.result)) };
    const key = `${call.tool} ${call.resultId}`;
    const known = this.#known.get(key) ?? { ...call, ...(await this.#filter(call.result)) };
    this.#known.set(key, known);
    return { ...known, args: call.args };
  }
}

function filtering(): (result: unknown) => Promise<{ readonly result: unknown; readonly hostile: boolean }> {
  const any = unchecked<unknown>();
  const tool = pipeline()
    .use(promptFilter({ on: 'result' }))
    .wrap('tool:recorded', any, (result) => result);
  return pipeline().wrap('agent:recorded', any, async (result, call) => {
    const passed: unknown = await tool.within(call)(result);
    return { result: passed, hostile: findingsOf(call).length > 0 };
  });
}
