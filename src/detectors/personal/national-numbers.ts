import type { Context } from './context.ts';
import { endsGroup, layoutOf, type NumberRun } from './number-run.ts';

/** An identifier of digits alone. */
export interface NumberRule {
  readonly rule: string;
  /** ISO 3166 code of the country that gives it out. */
  readonly region: string;
  /** How many digits it has. */
  readonly digits: readonly number[];
  /** Layouts that no other number usually has: these need no word in front of them. */
  readonly layouts?: readonly string[];
  /** Whether digits without separators are enough: only where the check lets through less than 1 number in 1000. */
  readonly bare?: true;
  /** The check: ranges, dates, check digits. `named` says that a word in front names the identifier. */
  passes(digits: string, named: boolean): boolean;
}

const FEWEST = 9;

/** The first rule that takes the start of a run, and how many digits of it. */
export function nationalNumber(
  text: string,
  run: NumberRun,
  rulesByCount: ReadonlyMap<number, readonly NumberRule[]>,
  context: () => Context,
): { readonly rule: string; readonly count: number } | undefined {
  for (let count = run.digits.length; count >= FEWEST; count -= 1) {
    const rules = rulesByCount.get(count);
    if (rules === undefined || !endsGroup(text, run, count)) continue;
    const layout = layoutOf(run, count);
    const goesOn = run.gaps[count] === ' ' && layout.includes(' ');
    for (const rule of rules) {
      const distinct = rule.layouts?.includes(layout) === true || (rule.bare === true && layout === String(count));
      const digits = run.digits.slice(0, count);
      if (distinct && !goesOn && rule.passes(digits, false)) return { rule: rule.rule, count };
      if (context().names(rule.rule) && rule.passes(digits, true)) return { rule: rule.rule, count };
    }
  }
  return undefined;
}
