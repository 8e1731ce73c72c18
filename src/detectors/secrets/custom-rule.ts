import { checkOptions, choiceOption, optionError } from '../../options.ts';
import type { Severity } from '../finding.ts';
import { type Pattern, regularPattern } from '../pattern.ts';
import { structureOf } from './expression-structure.ts';

/** A kind of secret that only your systems know. */
export interface SecretRule {
  /** Lower-case words joined by `-`; not the name of a built-in rule. */
  readonly name: string;
  /** What every match starts with, case and all: 3 to 64 characters, such as `acme_live_`. One pass looks for all keywords. */
  readonly keyword: string;
  /**
   * Matched where the keyword starts, the keyword included. The first group, if there is one, is the secret; otherwise all of it is.
   * Every repetition has an upper bound, none stands inside another, and the longest match is at most 1024 characters. The
   * flags `i`, `s` and `u` are kept.
   */
  readonly expression: RegExp;
  /** Default: `'high'`. */
  readonly severity?: Severity;
}

const LONGEST = 1024;
const MOST_WAYS = 100_000;
const SEVERITIES = ['low', 'medium', 'high'] as const;

/** @throws `ERR_OPTION_INVALID` for a rule that is incomplete, or whose expression could take more time than its text is long */
export function customRule(where: string, rule: SecretRule, taken: readonly string[]): Pattern {
  checkOptions(where, rule, ['name', 'keyword', 'expression', 'severity']);
  const { name, keyword, expression, severity = 'high' } = rule;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,6}$/.test(name))
    throw optionError(where, '"name" must be lower-case words joined by "-", such as "acme-key".');
  if (taken.includes(name)) throw optionError(where, `"${name}" is a built-in rule already. Choose another name.`);
  if (typeof keyword !== 'string' || keyword.trim().length < 3 || keyword.length > 64)
    throw optionError(where, '"keyword" must be a string of 3 to 64 characters with which every match starts.');
  choiceOption(where, 'severity', severity, SEVERITIES);
  const longest = lengthOf(where, expression);
  return regularPattern({
    rule: name,
    severity,
    anchors: [keyword],
    reach: longest + 1,
    head: expression,
    effort: 0,
    common: true,
    extent: new RegExp(`[\\s\\S]{0,${longest + 1}}`, 'y'),
  });
}

function lengthOf(where: string, expression: unknown): number {
  if (!(expression instanceof RegExp)) throw optionError(where, '"expression" must be a regular expression.');
  const odd = /[^disuyg]/.exec(expression.flags)?.[0];
  if (odd !== undefined) throw optionError(where, `"expression" has the flag "${odd}". Only i, s and u are kept.`);
  const { longest, ways, danger } = structureOf(expression.source);
  if (danger !== undefined) throw optionError(where, `"expression" may be slow on some text: ${danger}.`);
  if (longest > LONGEST || longest === 0)
    throw optionError(where, `"expression" must match 1 to ${LONGEST} characters, and can match ${longest}.`);
  if (ways > MOST_WAYS)
    throw optionError(where, '"expression" divides one text in too many ways. Use fewer or shorter optional parts.');
  return longest;
}
