import type { Context } from './context.ts';
import { type Topic, topic } from './context-words.ts';
import type { Emit } from './found.ts';
import { type Digits, type Layout, layoutOf, type NumberRun } from './number-run.ts';

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
  /** The check: ranges, dates, check digits, of the first `count` digits. `named` says that a word in front names the identifier. */
  passes(digits: Digits, count: number, named: boolean): boolean;
}

/** A rule for one length, with what it is looked up by. */
interface Candidate {
  readonly rule: NumberRule;
  readonly named: Topic;
  readonly layouts: readonly Layout[];
}

/** Rules by how many digits their numbers have. */
export type RulesByCount = readonly (readonly Candidate[] | undefined)[];

export function rulesByCount(rules: readonly NumberRule[]): RulesByCount {
  const byCount: Candidate[][] = [];
  for (const rule of rules) {
    for (const count of rule.digits) {
      const layouts = [...(rule.layouts ?? []), ...(rule.bare === true ? [String(count)] : [])].map(layoutOf);
      byCount[count] = [...(byCount[count] ?? []), { rule, named: topic(rule.rule), layouts }];
    }
  }
  return byCount;
}

const FEWEST = 9;

/** Emits what the first rule finds that takes the start of a run. */
export function nationalNumber(
  text: string,
  run: NumberRun,
  byCount: RulesByCount,
  context: Context,
  emit: Emit,
): void {
  for (let count = run.count; count >= FEWEST; count -= 1) {
    const candidates = byCount[count];
    if (candidates === undefined || !run.endsGroup(text, count)) continue;
    const layout = goesOn(run, count) ? -1 : run.layout(count);
    for (const { rule, named, layouts } of candidates) {
      const isDistinct = layout !== -1 && layouts.includes(layout) && rule.passes(run.digits, count, false);
      if (isDistinct || (context.names(named) && rule.passes(run.digits, count, true))) {
        emit(rule.rule, run.start, run.endOf(count));
        return;
      }
    }
  }
}

/** Whether a space stands in front of the digit behind these, and between some of them. */
function goesOn({ gaps, count: all }: NumberRun, count: number): boolean {
  if (count >= all || gaps[count] !== 32) return false;
  for (let index = 1; index < count; index += 1) if (gaps[index] === 32) return true;
  return false;
}
