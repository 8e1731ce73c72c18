import type { InjectionRule } from './injection-rules.ts';
import { isBounded, startsOrder } from './orders.ts';
import { SentenceBreaks } from './sentence-breaks.ts';

/** Told of each rule that was found: its place in the list of rules, and the units it takes. */
export type Completed = (rule: number, start: number, end: number) => void;

/** How far behind a negation a word is that it turns round, in UTF-16 units. */
const NEGATION_BEFORE = 12;
/** Most units between two steps of a rule that does not say. */
const GAP = 30;
/** Further before a text than any rule reaches. */
const NEVER = -(2 ** 30);

/**
 * How far the latest attempt at each rule has come. Steps of all rules are numbered on, from 0. Words are met in the order of their
 * ends, and what one costs does not depend on what was met before.
 */
export class Attempts {
  readonly #rules: readonly InjectionRule[];
  readonly #completed: Completed;
  /** By step: its rule, most units before it, or -1 for the first one, and most before the next one, or -1 for the last one. */
  readonly #ruleOf: Uint16Array;
  readonly #gapBefore: Int32Array;
  readonly #gapBehind: Int32Array;
  /** By step: where the attempt begins that has come so far, and where its last word ends. */
  readonly #begins: Int32Array;
  readonly #ends: Int32Array;
  readonly #breaks = new SentenceBreaks();
  /** Where the next word of an attempt starts at the latest. */
  #latest = NEVER;
  #lower = '';
  #negationEnd = NEVER;

  constructor(rules: readonly InjectionRule[], completed: Completed) {
    const steps = rules.flatMap(({ steps, gap = GAP }, rule) =>
      steps.map((_, at) => ({ rule, before: at === 0 ? -1 : gap, behind: at === steps.length - 1 ? -1 : gap })),
    );
    this.#rules = rules;
    this.#completed = completed;
    this.#ruleOf = Uint16Array.from(steps, ({ rule }) => rule);
    this.#gapBefore = Int32Array.from(steps, ({ before }) => before);
    this.#gapBehind = Int32Array.from(steps, ({ behind }) => behind);
    this.#begins = new Int32Array(steps.length);
    this.#ends = new Int32Array(steps.length);
  }

  /** Starts on another text. */
  start(lower: string): void {
    this.#lower = lower;
    this.#ends.fill(NEVER);
    this.#latest = NEVER;
    this.#negationEnd = NEVER;
    this.#breaks.start(lower);
  }

  negate(end: number): void {
    this.#negationEnd = end;
  }

  /** Whether a word that starts here may go on with an attempt. */
  isOpen(start: number): boolean {
    return start <= this.#latest;
  }

  /** Meets a word that can stand at a step. */
  meet(step: number, start: number, end: number): void {
    const gap = this.#gapBefore[step] ?? 0;
    let begin = start;
    if (gap >= 0) {
      const last = this.#ends[step - 1] ?? NEVER;
      const behind = start - last;
      if (behind < 0 || behind > gap || this.#breaks.between(last, end)) return;
      begin = this.#begins[step - 1] ?? 0;
    } else if (!this.#mayStart(this.#rules[this.#ruleOf[step] ?? 0], start)) return;
    const next = this.#gapBehind[step] ?? 0;
    if (next < 0) this.#complete(this.#ruleOf[step] ?? 0, begin, end);
    else {
      this.#begins[step] = begin;
      this.#ends[step] = end;
      if (end + next > this.#latest) this.#latest = end + next;
    }
  }

  #mayStart(rule: InjectionRule | undefined, start: number): boolean {
    const { form, negatable = false } = rule ?? {};
    const behind = start - this.#negationEnd;
    if (negatable && behind >= 0 && behind <= NEGATION_BEFORE) {
      // In "if you do not find it, search again" it belongs to another clause.
      if (form === undefined || !/[,.;:!?\n]/.test(this.#lower.slice(this.#negationEnd, start))) return false;
    }
    return form === undefined || startsOrder(this.#lower, start);
  }

  #complete(rule: number, begin: number, end: number): void {
    if (this.#rules[rule]?.form === 'unbounded-order' && isBounded(this.#lower, begin, end)) return;
    this.#completed(rule, begin, end);
  }
}
