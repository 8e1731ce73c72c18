import { checkOptions, functionOption, integerOption } from '../options.ts';
import type { Policy, PolicyCall, PolicyGrant } from './policy.ts';
import { PolicyError } from './policy-error.ts';
import { policyText } from './policy-text.ts';
import { readPolicy } from './read.ts';

export interface LivePolicyOptions {
  /** Milliseconds between two looks at the file, 100 to 3,600,000; 0: only `reload()` reads it. Default 2,000. */
  readonly pollMs?: number;
  /** Told when another policy is in force. */
  readonly onChange?: (policy: Policy) => void;
  /** Told when the file cannot be used; the policy before it stays in force. Default: a process warning. */
  readonly onRefused?: (error: PolicyError) => void;
}

/** A policy that follows its file. */
export interface LivePolicy {
  /** The one in force. Runs that have begun keep what they were granted. */
  readonly current: Policy;
  /** For `grant({ authority, for: live.grantFor })`. */
  readonly grantFor: (call: PolicyCall) => PolicyGrant;
  /** Takes the file as it is now. True when another policy is in force after it. Never throws. */
  reload(): Promise<boolean>;
  /** Stops looking. */
  close(): void;
}

/**
 * Reads a policy file, YAML or JSON.
 *
 * @throws PolicyError for a file that cannot be read or used
 */
export async function loadPolicy(file: string): Promise<Policy> {
  return readPolicy(file, await policyText(file));
}

/**
 * Reads a policy file and follows its changes. A new policy takes the place of the old one whole, or, where anything in the
 * file is wrong or it is gone, not at all: the old one then stays in force. A change counts once two looks in a row have seen
 * the same text, so that a file that is being written is not taken for a shorter policy.
 *
 * @throws PolicyError where the file cannot be used at the start; `ERR_OPTION_INVALID` for options out of bounds
 */
export async function watchPolicy(file: string, options: LivePolicyOptions = {}): Promise<LivePolicy> {
  const where = 'watchPolicy';
  checkOptions(where, options, ['pollMs', 'onChange', 'onRefused']);
  const { pollMs = 2_000, onChange = () => {}, onRefused = warn } = options;
  if (pollMs !== 0) integerOption(where, 'pollMs', pollMs, { min: 100, max: 3_600_000, fix: '0 turns it off.' });
  functionOption(where, 'onChange', onChange, '(policy) => void');
  functionOption(where, 'onRefused', onRefused, '(error) => void');
  let seen = await policyText(file);
  let current = await readPolicy(file, seen);
  let written: string | undefined;
  let refused = '';
  let waiting = 0;
  let last: Promise<boolean> = Promise.resolve(false);

  async function look(atOnce: boolean): Promise<boolean> {
    try {
      const text = await policyText(file);
      if (text === seen) {
        written = undefined;
        return false;
      }
      if (!atOnce && text !== written) {
        written = text;
        return false;
      }
      seen = text; // also when it is refused: one file is told of once
      const next = await readPolicy(file, text);
      refused = '';
      if (next.id === current.id) return false;
      current = next;
      told(onChange, current);
      return true;
    } catch (error) {
      const refusal = error instanceof PolicyError ? error : unreadable(file, error);
      if (refusal.message !== refused) told(onRefused, refusal);
      refused = refusal.message;
      return false;
    }
  }
  const next = (atOnce: boolean): Promise<boolean> => {
    waiting += 1;
    last = last.then(() => look(atOnce)); // one after the other: an older file never overtakes a newer one
    void last.finally(() => {
      waiting -= 1;
    });
    return last;
  };
  const poll = () => {
    if (waiting < MOST_WAITING) void next(false); // a file system that hangs must not gather looks
  };
  const timer = pollMs === 0 ? undefined : setInterval(poll, pollMs).unref();
  return Object.freeze({
    get current() {
      return current;
    },
    grantFor: (call: PolicyCall) => current.grantFor(call),
    reload: () => next(true),
    close: () => clearInterval(timer),
  });
}

const MOST_WAITING = 4;

const unreadable = (file: string, cause: unknown): PolicyError =>
  new PolicyError(file, [{ line: 1, path: '', message: `the file cannot be read: ${(cause as Error).message}` }], {
    cause,
  });

const warn = (error: PolicyError): void => {
  process.emitWarning(`${error.message}\nThe policy before it stays in force.`, { code: 'CREWGUARD_POLICY' });
};

function told<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch {
    // Who listens must not decide which policy is in force.
  }
}
