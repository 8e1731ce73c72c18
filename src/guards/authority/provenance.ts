import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, functionOption, integerOption } from '../../options.ts';
import { RunProvenance, runOf } from '../../provenance/handle.ts';
import type { RunBounds, TaintMark } from '../../provenance/run.ts';
import { isThenable } from '../../schema.ts';

export interface ProvenanceOptions extends RunBounds {
  /** The user's own words of this call, and nothing that anybody else wrote: they are believed. At most 100,000 characters are read. */
  readonly words: (call: Invocation) => string;
  /** The user's own addresses and accounts, as the application knows them, at most 100. Default: none. What goes there needs no other source. */
  readonly own?: (call: Invocation) => readonly string[];
}

/**
 * Opens a book on what a run reads, for `taint()` on its tools: which tool returned what, and what the user said. Needs nothing,
 * adds `provenance`. For agents; put it behind the guards that read the input.
 *
 * A run within a run writes into the same book and adds no words of its own: what an agent asks another agent, a model wrote, who
 * may have been told to. At most 8,388,608 UTF-16 units of 2,000 results are kept; what comes after counts as a stranger's.
 *
 * @throws `ERR_GUARD_FAULT` where `words` gives no string, or `own` no strings. At construction `ERR_OPTION_INVALID`.
 */
export function provenance(options: ProvenanceOptions): Guard<{}, { provenance: RunProvenance }> {
  checkOptions('provenance', options, ['words', 'own', 'maxUnits', 'maxResults']);
  const { words, own = none, maxUnits = 8_388_608, maxResults = 2_000 } = options;
  functionOption('provenance', 'words', words, "(call) => the user's own words");
  functionOption('provenance', 'own', own, '(call) => the addresses of the user');
  integerOption('provenance', 'maxUnits', maxUnits, { min: 1_000, max: 268_435_456 });
  integerOption('provenance', 'maxResults', maxResults, { min: 1, max: 100_000 });

  return defineGuard<{}, { provenance: RunProvenance }>('provenance', (call, next) => {
    const inherited: unknown = Reflect.get(call.ctx, 'provenance');
    if (call.parent !== undefined && inherited instanceof RunProvenance && runOf(inherited) !== undefined) {
      return next({ ctx: { provenance: inherited } });
    }
    const said: unknown = words(call);
    if (isThenable(said) || typeof said !== 'string') throw new TypeError('"words" must return a string');
    const addresses = checkedOwn(own(call));
    return next({ ctx: { provenance: new RunProvenance(said, { maxUnits, maxResults }, addresses) } });
  });
}

const none = (): readonly string[] => [];

function checkedOwn(addresses: unknown): readonly string[] {
  const fits = Array.isArray(addresses) && addresses.length <= 100 && addresses.every((one) => typeof one === 'string');
  if (!fits) throw new TypeError('"own" must return a list of at most 100 strings');
  return addresses;
}

export { taintOf } from '../../provenance/handle.ts';
export type { RunProvenance, TaintMark };
