import { GuardError } from './errors.ts';

/** Longest delay that `setTimeout` keeps: anything longer fires after 1 ms. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** A configuration error. It is thrown where the guard is made, and its message ends with the fix. */
export const optionError = (where: string, problem: string): GuardError =>
  new GuardError('ERR_OPTION_INVALID', `${where}: ${problem}`);

/** Refuses what is not an object and names that are misspelt, so that a typing error never switches a guard off. */
export function checkOptions(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw optionError(where, `options must be an object with ${known.join(', ')}, got ${describe(options)}.`);
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name))
      throw optionError(where, `unknown option "${name}". Known options: ${known.join(', ')}.`);
  }
}

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Says what to do instead, as a sentence. */
  readonly fix?: string;
}

/** A whole number inside its bounds, or an error that names the option, the bounds and the fix. */
export function integerOption(where: string, name: string, value: unknown, { min, max, fix }: Range): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw optionError(
    where,
    `"${name}" must be a whole number from ${min} to ${max}, got ${describe(value)}.${fix === undefined ? '' : ` ${fix}`}`,
  );
}

/** One of the listed words, or an error that lists them. */
export function choiceOption<T extends string>(where: string, name: string, value: unknown, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) {
    throw optionError(
      where,
      `"${name}" must be one of ${choices.map((c) => `'${c}'`).join(', ')}, got ${describe(value)}.`,
    );
  }
  return choice;
}

/** A function, or an error that says what it is called with. */
export function functionOption(where: string, name: string, value: unknown, shape: string): void {
  if (typeof value !== 'function')
    throw optionError(where, `"${name}" must be a function ${shape}, got ${describe(value)}.`);
}

const describe = (value: unknown): string => {
  if (typeof value === 'string') return value.length > 40 ? 'a string' : `"${value}"`;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};
