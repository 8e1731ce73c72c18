import {
  type Audit,
  type Guard,
  isGuardError,
  pipeline,
  provenance,
  type RunProvenance,
  type TaintOptions,
  taint,
  unchecked,
} from '../../src/index.ts';

/** One call of a tool, and what the tool returns. */
export interface Step {
  readonly tool: string;
  readonly args?: unknown;
  readonly returns?: unknown;
}

/** What became of each call: `ok`, or the code of the refusal. */
export async function play(
  words: string,
  options: TaintOptions,
  steps: readonly Step[],
  more: { readonly inside?: Guard; readonly audit?: Audit } = {},
): Promise<readonly string[]> {
  const any = unchecked<unknown>();
  const { inside, audit } = more;
  const tools = pipeline<{ provenance: RunProvenance }>(audit === undefined ? {} : { audit }).use(taint(options));
  const agent = pipeline()
    .use(provenance({ words: () => words }))
    .wrap('agent:story', any, async (_input, call) => {
      const outcomes: string[] = [];
      for (const { tool, args = {}, returns = '' } of steps) {
        const guarded = inside === undefined ? tools : tools.use(inside);
        const run = guarded.wrap(`tool:${tool}`, any, () => {
          if (returns instanceof Error) throw returns;
          return returns;
        });
        const outcome = run
          .within(call)(args)
          .then(
            () => 'ok',
            (error: unknown) => (isGuardError(error) ? error.code : 'failed'),
          );
        outcomes.push(await outcome);
      }
      return outcomes;
    });
  return agent({});
}
