import { checkOptions, optionError } from '../../options.ts';
import type { Detector } from '../finding.ts';
import type { Pattern } from '../pattern.ts';
import { createPatternDetector } from '../pattern-detector.ts';
import { customRule, type SecretRule } from './custom-rule.ts';
import { encodedPatterns } from './encoded-pattern.ts';
import { inAllForms, secretPatterns, secretRules } from './secret-rules.ts';
import { usualSecrets } from './secrets-usual.ts';

export interface SecretsOptions {
  /** Rules to leave out, by name, for example `['password']`. Default: none. */
  readonly without?: readonly string[];
  /** Rules of your own, at most 100. Default: none. */
  readonly rules?: readonly SecretRule[];
}

/**
 * Finds keys, tokens, private keys, credentials in URLs and headers, and values assigned to names such as `apiKey`.
 * Works on any text, also on streams, in time linear in its length. Keys with a beginning of their own, and values with a name, are
 * also seen in base64, hex, in the escapes of URLs, HTML and JSON, and in literals that a program puts together: one form at a time.
 * Where beginnings of keys of one kind, or names with values, stand within 96 units in one run without white space, all from the
 * fourth on are taken for keys: hostile text would have each of them judged. In other forms, beginnings of several kinds that look
 * alike count together, and half keys in such a crowd are taken for keys as well. What is judged of each 512 units is bounded, at
 * more than the fullest files ask for; from there on, all up to the last keyword of these units and its end is taken for one key.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or rule, and for a rule of yours that could be slow
 */
export function secrets(options: SecretsOptions = {}): Detector {
  checkOptions('secrets', options, ['without', 'rules']);
  const without = chosenRules('secrets', 'without', options.without ?? [], secretRules());
  const own = ownPatterns(options.rules ?? []);
  if (own.length === 0 && without.size === 0) {
    usual ??= usualSecrets();
    return usual;
  }
  const chosen = secretPatterns().filter(({ rule }) => !without.has(rule));
  return createPatternDetector('secrets', [...own, ...inAllForms(chosen), ...encodedPatterns(own)]);
}

/** Made once: what it keeps between calls is how it is made, and nothing of a text. */
let usual: Detector | undefined;

const MOST_RULES = 100;

function ownPatterns(rules: readonly SecretRule[]): Pattern[] {
  if (!Array.isArray(rules) || rules.length > MOST_RULES)
    throw optionError(
      'secrets',
      `"rules" must be an array of at most ${MOST_RULES} rules { name, keyword, expression }.`,
    );
  return rules.map((rule, index) => customRule(`secrets: "rules"[${index}]`, rule, secretRules()));
}

/** A list of rule names as a set, or an error that names the misspelt one. */
export function chosenRules(
  where: string,
  option: string,
  names: unknown,
  known: readonly string[],
): ReadonlySet<string> {
  if (!Array.isArray(names)) throw optionError(where, `"${option}" must be an array of rule names.`);
  for (const name of names) {
    if (!known.includes(name))
      throw optionError(where, `unknown rule ${JSON.stringify(name)} in "${option}". Rules: ${known.join(', ')}.`);
  }
  return new Set(names);
}
