import { randomInt } from 'node:crypto';
import { checkOptions, integerOption, optionError } from '../../options.ts';
import { withoutInvisible } from '../invisible.ts';
import { mapLeaves } from '../leaves.ts';

export interface TokensOptions {
  /** Values that are kept for one run: 1 to 100,000. What comes when it is full is masked for good. Default 1000. */
  readonly maxValues?: number;
  /** Runs that are kept at one time: 1 to 1,000,000. The values of runs beyond are masked for good. Default 10,000. */
  readonly maxRuns?: number;
}

/**
 * Placeholders and the values they stand for, kept for each run apart and dropped when it ends. It gives no value away: only
 * `redact()` puts values in, and only `restoreTokens()` takes them out.
 */
export interface Tokens {
  /** How many runs have values now. */
  readonly runs: number;
}

/** The part of a call that says which run it belongs to and when that ends. */
export interface RunMember {
  readonly runId: string;
  readonly parent: RunMember | undefined;
  whenSettled(release: () => void): void;
}

/** What a placeholder looks like: `[email-1#7kq2]`. The last four letters are drawn for each run. */
const PLACEHOLDER = /\[([a-z][a-z0-9-]{0,40})-\d{1,6}#[a-z2-7]{4}\]/g;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const RULE = /^[a-z][a-z0-9-]{0,40}$/;

/** What stands for the values of one run. */
class Vault {
  readonly #tokens = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #mark = Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  readonly #most: number;
  #finder: Finder | undefined;
  /** Calls that may still need it. */
  holders = 0;

  constructor(most: number) {
    this.#most = most;
  }

  tokenFor(rule: string, given: string): string | undefined {
    const value = withoutInvisible(given).text;
    const key = `${rule}\0${value}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    if (this.#tokens.size >= this.#most) return undefined;
    const token = `[${RULE.test(rule) ? rule : 'value'}-${this.#tokens.size + 1}#${this.#mark}]`;
    this.#tokens.set(key, token);
    this.#values.set(token, value);
    this.#finder = undefined;
    return token;
  }

  valueOf(token: string): string | undefined {
    return this.#values.get(token);
  }

  conceal(text: string): string {
    this.#finder ??= new Finder(this.#values);
    return this.#finder.replace(text);
  }
}

/** How much of a value is looked up at each unit of a text. */
const LONGEST_START = 8;

/** Puts placeholders where their values stand, in one pass for all of them. */
class Finder {
  readonly #byStart = new Map<string, (readonly [token: string, value: string])[]>();
  readonly #start: number;

  constructor(values: ReadonlyMap<string, string>) {
    const longestFirst = [...values].filter(([, value]) => value !== '').sort(([, a], [, b]) => b.length - a.length);
    this.#start = Math.min(LONGEST_START, longestFirst.at(-1)?.[1].length ?? LONGEST_START);
    for (const entry of longestFirst) {
      const start = entry[1].slice(0, this.#start);
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [entry]);
      else known.push(entry);
    }
  }

  replace(text: string): string {
    let out = '';
    let copied = 0;
    for (let at = 0; at + this.#start <= text.length; at += 1) {
      const found = this.#byStart
        .get(text.slice(at, at + this.#start))
        ?.find(([, value]) => text.startsWith(value, at));
      if (found === undefined) continue;
      const [token, value] = found;
      out += text.slice(copied, at) + token;
      copied = at + value.length;
      at = copied - 1;
    }
    return out + text.slice(copied);
  }
}

/** Vaults of runs that took values out, so that records can be written without them. */
const opened = new Map<string, Set<Vault>>();

/** The vaults of one `Tokens`, by run. */
class Vaults {
  readonly #maxValues: number;
  readonly #maxRuns: number;
  readonly #byRun = new Map<string, Vault>();

  constructor(maxValues: number, maxRuns: number) {
    this.#maxValues = maxValues;
    this.#maxRuns = maxRuns;
  }

  get size(): number {
    return this.#byRun.size;
  }

  /** The vault to put values into. It lives until the outermost call of the run has settled. */
  toFill(call: RunMember): Vault | undefined {
    const known = this.#byRun.get(call.runId);
    if (known !== undefined) return known;
    if (this.#byRun.size >= this.#maxRuns) return undefined;
    const vault = new Vault(this.#maxValues);
    this.#byRun.set(call.runId, vault);
    let outermost = call;
    while (outermost.parent !== undefined) outermost = outermost.parent;
    this.#hold(vault, call.runId, outermost);
    return vault;
  }

  /** The vault to take values from, which then lives at least as long as this call. */
  toOpen(call: RunMember): Vault | undefined {
    const vault = this.#byRun.get(call.runId);
    if (vault === undefined) return undefined;
    opened.set(call.runId, (opened.get(call.runId) ?? new Set()).add(vault));
    this.#hold(vault, call.runId, call);
    return vault;
  }

  #hold(vault: Vault, runId: string, call: RunMember): void {
    vault.holders += 1;
    // How a call ended is put on record right after it has given back what it held.
    call.whenSettled(() => queueMicrotask(() => this.#release(vault, runId)));
  }

  #release(vault: Vault, runId: string): void {
    vault.holders -= 1;
    if (vault.holders > 0) return;
    this.#byRun.delete(runId);
    const others = opened.get(runId);
    others?.delete(vault);
    if (others?.size === 0) opened.delete(runId);
  }
}

const vaultsOf = new WeakMap<object, Vaults>();

/**
 * Makes what `redact({ action: 'tokenise', tokens })` and `restoreTokens({ tokens })` share.
 *
 * @throws `ERR_OPTION_INVALID` for an option that is unknown or out of its bounds
 */
export function createTokens(options: TokensOptions = {}): Tokens {
  checkOptions('createTokens', options, ['maxValues', 'maxRuns']);
  const { maxValues = 1000, maxRuns = 10_000 } = options;
  const vaults = new Vaults(
    integerOption('createTokens', 'maxValues', maxValues, { min: 1, max: 100_000 }),
    integerOption('createTokens', 'maxRuns', maxRuns, { min: 1, max: 1_000_000 }),
  );
  const tokens: Tokens = Object.freeze({
    get runs() {
      return vaults.size;
    },
  });
  vaultsOf.set(tokens, vaults);
  return tokens;
}

/** Refuses what `createTokens()` has not made. */
export function checkTokens(where: string, tokens: unknown): Tokens {
  if (typeof tokens === 'object' && tokens !== null && vaultsOf.has(tokens)) return tokens as Tokens;
  throw optionError(
    where,
    '"tokens" must be made by createTokens(), and be the same for redact() and restoreTokens().',
  );
}

/** Writes placeholders for the run of a call; undefined where there is no room for a value. */
export function tokenWriter(tokens: Tokens, call: RunMember): (rule: string, value: string) => string | undefined {
  let vault: Vault | undefined;
  return (rule, value) => {
    vault ??= vaultsOf.get(tokens)?.toFill(call);
    return vault?.tokenFor(rule, value);
  };
}

/** Reads placeholders of the run of a call; undefined for any other. */
export function tokenReader(tokens: Tokens, call: RunMember): (placeholder: string) => string | undefined {
  let vault: Vault | undefined;
  return (placeholder) => {
    vault ??= vaultsOf.get(tokens)?.toOpen(call);
    return vault?.valueOf(placeholder);
  };
}

/** A text with each placeholder replaced. `read` is given the placeholder and the rule that is named in it. */
export const replacePlaceholders = (text: string, read: (placeholder: string, rule: string) => string): string =>
  text.includes('#') ? text.replace(PLACEHOLDER, (placeholder, rule: string) => read(placeholder, rule)) : text;

/**
 * An input with placeholders again where `restoreTokens()` put values of its run, for records; undefined for one that cannot be
 * walked. The same value where nothing was restored.
 */
export function concealRestored(input: unknown, runId: string): unknown {
  const vaults = opened.size === 0 ? undefined : opened.get(runId);
  if (vaults === undefined) return input;
  try {
    return mapLeaves(input, (text) => [...vaults].reduce((out, vault) => vault.conceal(out), text));
  } catch {
    return undefined;
  }
}
