import type { Finding } from '../detectors/finding.ts';
import { Rewrite, type View } from '../detectors/rewrite.ts';
import { RULE_NAME } from '../detectors/slow/slow-detector.ts';
import { expression } from '../expression.ts';
import { compileTargetPattern } from '../identity/target-pattern.ts';
import { checkOptions, optionError } from '../options.ts';

/** What is no attempt although a detector finds it, for some targets. At least one of `phrases` and `rules`. */
export interface Allowance {
  /** A pattern of targets, such as `tool:docs.*`. Default: every target. */
  readonly target?: string;
  /**
   * Exact texts of 8 to 500 characters, 100 at most, such as a sentence that your documentation quotes. Where one stands as
   * a whole, what is found in it does not count. All else does, also what begins in the phrase and ends outside it. Who knows
   * the phrase can begin an attack with it, and only what follows is judged then: allow whole sentences, for few targets.
   */
  readonly phrases?: readonly string[];
  /** Names of rules, as errors and records show them, whose findings do not count. */
  readonly rules?: readonly string[];
}

interface Compiled {
  readonly matches: (target: string) => boolean;
  readonly phrases: readonly string[];
  readonly rules: ReadonlySet<string>;
}

/** What is allowed for one target. */
export interface Allowed {
  readonly phrases: readonly string[];
  readonly rules: ReadonlySet<string>;
}

const MOST_PHRASES = 100;
/** A text with more findings than that is no harmless one: nothing in it is excused. */
const MOST_COMPARED = 250_000;

/** @throws `ERR_OPTION_INVALID` for an entry without phrases and rules, a phrase or rule out of bounds, or a wrong pattern */
export function compileAllowances(where: string, allow: readonly Allowance[]): (target: string) => Allowed | undefined {
  if (!Array.isArray(allow)) throw optionError(where, '"allow" must be a list such as [{ target, phrases, rules }].');
  const compiled = allow.map((entry: Allowance): Compiled => {
    checkOptions(`${where} "allow"`, entry, ['target', 'phrases', 'rules']);
    const { target = '*', phrases = [], rules = [] } = entry;
    const { matches } = compileTargetPattern(`${where} "allow"`, target);
    if (!listOf(phrases, (phrase) => phrase.trim() === phrase && phrase.length >= 8 && phrase.length <= 500)) {
      throw optionError(where, '"allow" phrases must be texts of 8 to 500 characters, without white space round them.');
    }
    if (!listOf(rules, (rule) => RULE_NAME.test(rule))) {
      throw optionError(where, '"allow" rules must be names of rules, such as "override-instructions".');
    }
    if (phrases.length + rules.length === 0 || phrases.length > MOST_PHRASES) {
      throw optionError(where, `an entry of "allow" needs phrases (at most ${MOST_PHRASES}) or rules.`);
    }
    return { matches, phrases: [...phrases], rules: new Set(rules) };
  });
  return (target) => {
    const fitting = compiled.filter(({ matches }) => matches(target));
    if (fitting.length === 0) return undefined;
    return {
      phrases: fitting.flatMap(({ phrases }) => phrases),
      rules: new Set(fitting.flatMap(({ rules }) => [...rules])),
    };
  };
}

const listOf = (list: unknown, fits: (text: string) => boolean): boolean =>
  Array.isArray(list) && list.every((text: unknown) => typeof text === 'string' && fits(text));

/** A text without what is allowed in it, and the stretches that were taken out. */
export interface Unexcused {
  readonly view: View;
  readonly excused: readonly { readonly start: number; readonly end: number }[];
}

/**
 * What is left to judge: allowed phrases and what allowed rules found are taken out, so that the words round them stand
 * beside each other, as they would if the phrase had been put there to part them. Undefined where nothing is allowed.
 */
export function withoutAllowed(text: string, findings: readonly Finding[], allowed: Allowed): Unexcused | undefined {
  const spans = [
    ...allowed.phrases.flatMap((phrase) => occurrences(text, phrase)),
    ...excusedBy(allowed.rules, findings),
  ].sort((a, b) => a.start - b.start);
  if (spans.length === 0) return undefined;
  const rest = new Rewrite(text);
  const excused: { start: number; end: number }[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    if (end <= copied) continue;
    const from = Math.max(start, copied);
    excused.push({ start: from, end });
    // One space between the words round it, as if it had never stood there.
    copied = end + (/^\s{0,100}/.exec(text.slice(end, end + 100))?.[0].length ?? 0);
    rest.replace(from, copied, from === 0 || /\s/.test(text.charAt(from - 1)) ? '' : ' ');
  }
  return { view: rest.finish(), excused };
}

/**
 * Findings of allowed rules whose words may go. Where another finding stands in the same words, or ends in them, they stay:
 * what is decoded or cannot be seen is one stretch, and all that was found in it lies in the same place. A finding that goes
 * beyond at one end and ends at no place within is judged again by what is left of it.
 */
function excusedBy(rules: ReadonlySet<string>, findings: readonly Finding[]): Finding[] {
  const others = findings.filter(({ rule }) => !rules.has(rule));
  const allowed = findings.filter(({ rule }) => rules.has(rule));
  if (allowed.length * others.length > MOST_COMPARED) return [];
  return allowed.filter((finding) => !others.some((other) => wouldBeLost(other, finding)));
}

/** Whether less than all that surrounds the cut is left of a finding: it starts or ends within, or is as long. */
function wouldBeLost(other: Finding, cut: Finding): boolean {
  if (other.start >= cut.end || other.end <= cut.start) return false;
  const surrounds = other.start <= cut.start && other.end >= cut.end && other.end - other.start > cut.end - cut.start;
  return !surrounds;
}

/** Only where the phrase stands as whole words. */
function occurrences(text: string, phrase: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = text.indexOf(phrase); start !== -1; start = text.indexOf(phrase, start + phrase.length)) {
    const end = start + phrase.length;
    if (!isWord(text.charAt(start - 1)) && !isWord(text.charAt(end))) found.push({ start, end });
  }
  return found;
}

const isWord = (unit: string): boolean => WORD_UNIT().test(unit);
const WORD_UNIT = expression(String.raw`[\p{L}\p{N}\p{M}_\p{Cs}]`, 'u');
