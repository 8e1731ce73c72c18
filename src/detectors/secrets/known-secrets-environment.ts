import { checkOptions, optionError } from '../../options.ts';
import type { Detector } from '../finding.ts';
import { knownSecrets, LONGEST_KNOWN, SHORTEST_KNOWN } from './known-secrets.ts';
import { isPlaceholder } from './placeholder.ts';
import { announcesPassword, announcesSecret } from './secret-names.ts';

export interface EnvironmentSecretsOptions {
  /** Names and values. Default: `process.env` as it is at the call. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Names that hold a secret and do not say so. Default: none. */
  readonly alsoNames?: readonly string[];
  /** Names that hold none although they sound like it. Default: none. */
  readonly exceptNames?: readonly string[];
}

/** `user:password@` in a connection string. */
const URL_PASSWORD = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@]{0,200}:([^\s/@]{1,500})@/i;
/** Paths, numbers and words are settings, not secrets. */
const SETTING = /^(?:[./~][^\s]*\/[^\s]*|[A-Za-z]:\\.*|-?\d{1,10}|[a-z]{1,20}|https?:\/\/[^\s@]*)$/i;

/**
 * Finds the values of environment variables whose names announce a secret (`OPENAI_API_KEY`, `DB_PASSWORD`), and passwords
 * inside connection strings (`DATABASE_URL`), in the forms that `knownSecrets` knows. Values that are paths, numbers, single words
 * of up to 20 letters, placeholders, shorter than 8 or longer than 4096 characters are left out. Variables that are set later are not seen.
 *
 * @throws `ERR_OPTION_INVALID` for options of another shape, and for a name in `alsoNames` whose value is shorter than 8 or longer than 4096 characters
 */
export function knownSecretsFromEnvironment(options: EnvironmentSecretsOptions = {}): Detector {
  const where = 'knownSecretsFromEnvironment';
  checkOptions(where, options, ['environment', 'alsoNames', 'exceptNames']);
  const environment = options.environment ?? process.env;
  checkOptions(where, environment, Object.keys(environment));
  const also = new Set(namesOption(where, 'alsoNames', options.alsoNames));
  const except = new Set(namesOption(where, 'exceptNames', options.exceptNames));
  const values = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (typeof value !== 'string' || except.has(name)) continue;
    if (also.has(name)) values.add(checked(where, name, value));
    else for (const secret of secretsIn(name, value)) if (hasLength(secret)) values.add(secret);
  }
  return knownSecrets([...values]);
}

function* secretsIn(name: string, value: string): Generator<string> {
  const password = URL_PASSWORD.exec(value)?.[1];
  if (password !== undefined) {
    yield password;
    yield decoded(password);
  } else if ((announcesSecret(name) || announcesPassword(name)) && !SETTING.test(value) && !isPlaceholder(value))
    yield value;
}

const hasLength = ({ length }: string): boolean => length >= SHORTEST_KNOWN && length <= LONGEST_KNOWN;

function checked(where: string, name: string, value: string): string {
  if (hasLength(value)) return value;
  throw optionError(
    where,
    `the value of "${name}" must have ${SHORTEST_KNOWN} to ${LONGEST_KNOWN} characters to be told from other text.`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namesOption(where: string, option: string, names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (Array.isArray(names) && names.every((name): name is string => typeof name === 'string')) return names;
  throw optionError(where, `"${option}" must be an array of names of environment variables.`);
}
