import { Run, type RunBounds, type TaintMark } from './run.ts';

/**
 * What a run has read, as guards pass it on. It shows nothing: in a log or a prompt it is an empty object. Made by
 * `provenance()`, and by nothing else.
 */
export class RunProvenance {
  readonly #run: Run;
  declare private readonly brand: undefined;

  constructor(words: string, bounds: RunBounds = {}, own: readonly string[] = []) {
    this.#run = new Run(words, bounds, own);
    Object.freeze(this);
  }

  static runOf(value: unknown): Run | undefined {
    return typeof value === 'object' && value !== null && #run in value ? value.#run : undefined;
  }
}

/** The run behind a handle; undefined for anything that is not a genuine one. */
export const runOf = (value: unknown): Run | undefined => RunProvenance.runOf(value);

/** Calls of a run whose results strangers may have written, in order: which tool, which call, since when. At most 1,000. */
export const taintOf = (call: { readonly ctx: object }): readonly TaintMark[] => [
  ...(runOf(Reflect.get(call.ctx, 'provenance'))?.marks ?? []),
];
