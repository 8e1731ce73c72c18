import type { Approvals } from './approval/approvals.ts';
import { createAudit } from './audit/create-audit.ts';
import type { Audit } from './audit/event.ts';
import type { Bounds } from './bounds.ts';
import { type CapabilityOptions, capability } from './guards/authority/capability.ts';
import { type Grant, type GrantOptions, grant } from './guards/authority/grant.ts';
import { type ProvenanceOptions, provenance } from './guards/authority/provenance.ts';
import { type TaintOptions, taint } from './guards/authority/taint.ts';
import { type LeakCheckOptions, leakCheck } from './guards/content/leak-check.ts';
import { type PromptFilterOptions, promptFilter } from './guards/content/prompt-filter.ts';
import { type RedactOptions, redact } from './guards/content/redact.ts';
import { type AuthenticateOptions, authenticate, type Credentials } from './guards/identity/authenticate.ts';
import { authorize, type RolePatterns } from './guards/identity/authorize.ts';
import { type CircuitBreakerOptions, circuitBreaker } from './guards/resources/circuit-breaker.ts';
import { type ConcurrencyOptions, concurrency } from './guards/resources/concurrency.ts';
import { type RateLimitOptions, rateLimit } from './guards/resources/rate-limit.ts';
import { type TimeoutOptions, timeout } from './guards/resources/timeout.ts';
import type { Principal } from './identity/principal.ts';
import type { Invocation } from './invocation.ts';
import { checkOptions, optionError } from './options.ts';
import { type Pipeline, pipeline } from './pipeline.ts';
import { scopeOfGrant } from './provenance/grant-scope.ts';
import type { RunProvenance } from './provenance/handle.ts';
import type { TaskScope } from './provenance/scope.ts';
import { isThenable } from './schema.ts';
import { createAuthority } from './tokens/capability/authority.ts';
import type { Authority, Capability } from './tokens/capability/capability.ts';

/** Limits of one kind of target. What is left out gets the default that `hardened` names. */
export interface HardenedLimits {
  readonly rateLimit?: RateLimitOptions<object> | undefined;
  readonly concurrency?: ConcurrencyOptions<object> | undefined;
  readonly circuitBreaker?: CircuitBreakerOptions | undefined;
  readonly timeout?: TimeoutOptions | undefined;
}

export interface HardenedOptions {
  /** Who may call agents at all. Required: an endpoint without it is open to whoever finds it. */
  readonly authenticate: AuthenticateOptions;
  /** Which roles may call which agents. Required: nobody may call what is not named. */
  readonly authorize: RolePatterns;
  /** Which tools a run gets, and with which arguments. Required: tools without a capability do whatever the model is told. */
  readonly grant: GrantOptions['for'];
  /**
   * What each tool does, which of its arguments say who, where or which, and who writes what it returns. A tool that is not
   * named is believed nothing but the `sideEffects` of its `wrap`.
   */
  readonly toolDeclarations?: TaintOptions['tools'];
  /** The user's own words of a run, and nothing that anybody else wrote. Default: an input that is a string; of others, none. */
  readonly words?: ProvenanceOptions['words'];
  /** Asks a person where a grant or a tainted run wants it. Without it such calls are refused with `ERR_APPROVAL_REQUIRED`. */
  readonly approvals?: Approvals;
  /** What calls cost, for grants with a budget, and the name of this place, for those with an audience. */
  readonly capability?: Omit<CapabilityOptions, 'authority' | 'approvals'>;
  /** Mints the capabilities. Default: one of its own. */
  readonly authority?: Authority;
  /** Default: `createAudit()`, which writes JSON lines to standard output. */
  readonly audit?: Audit;
  /** How large the input of any agent or tool may be. Defaults: 4 MiB, 64 levels, 50,000 leaves. */
  readonly inputBounds?: Partial<Bounds>;
  /** Limits of agents, each in the place of its default. */
  readonly agents?: HardenedLimits;
  /** Limits of tools, each in the place of its default. */
  readonly tools?: HardenedLimits;
  /** For the inputs of agents and the results of tools. */
  readonly promptFilter?: Omit<PromptFilterOptions, 'on'>;
  /** For what leaves agents. Give `canaries`, `systemPrompt` and the hosts that images and links may lead to. */
  readonly leakCheck?: LeakCheckOptions;
  /** For what leaves agents and tools. */
  readonly redact?: RedactOptions;
}

export interface Hardened {
  /** For agent runners: `agents.wrap('agent:research-crew', Brief, run)`. */
  readonly agents: Pipeline<
    { credentials: Credentials },
    { principal: Principal } & { provenance: RunProvenance } & { capability: Capability }
  >;
  /** For tools, called within a run: `tools.wrap('tool:web.search', Query, search)`, then `search.within(call)`. */
  readonly tools: Pipeline<{ capability: Capability; provenance: RunProvenance }, {}>;
  /** What mints the capabilities, for grants and revocations of your own. */
  readonly authority: Authority;
}

const AGENTS = {
  rateLimit: { limit: 60, windowMs: 60_000 },
  concurrency: { limit: 10, maxQueue: 20, key: caller },
  circuitBreaker: {},
  timeout: { ms: 120_000 },
} as const satisfies HardenedLimits;

const TOOLS = {
  rateLimit: { limit: 600, windowMs: 60_000 },
  concurrency: { limit: 50, maxQueue: 100, key: caller },
  circuitBreaker: {},
  timeout: { ms: 30_000 },
} as const satisfies HardenedLimits;

/** One caller's runs must not hold up another's. */
function caller(call: Invocation): string {
  const { principal } = call.ctx as { readonly principal?: Principal };
  return JSON.stringify([principal?.tenant ?? null, principal?.id ?? null]);
}

/**
 * Everything on, in one call, listed from outside in. Agents: authenticate, authorize, 60 calls a minute for each caller and
 * agent, redaction, leak check (images and links that lead to other hosts, and what you name), prompt filter, provenance, grant,
 * 10 at once for each caller (20 waiting), breaker, 120 seconds. Tools: capability, taint within what was granted, redaction,
 * prompt filter on results, 600 calls a minute for each caller and tool, 50 at once for each caller (100 waiting), breaker,
 * 30 seconds. All of it is on record.
 *
 * Once a run has read what a stranger may have written, a call with side effects whose addresses come from there alone needs a
 * person; arguments for which the grant lists the values (`exact`, `oneOf`) do not. Say with `toolDeclarations` what your tools
 * do, and with `words` what the user said.
 *
 * Know before you rely on it: every error of a tool counts for its breaker, so let a tool that looks for what may be missing
 * return that, and not throw it. A tool that calls a tool holds a slot while it waits for another: give it a pipeline of its
 * own. Agents made here are entry points: a nested agent is a `pipeline<{ principal: Principal }>()` with a `grant()`.
 * Neither `sizeLimit()` nor `output()` is in it: add them with `use()` where you know the sizes and the forms.
 *
 * It has no switch that leaves a guard out: build a `pipeline()` of your own for that, where it shows in review.
 *
 * @throws `ERR_OPTION_INVALID` where `authenticate`, `authorize` or `grant` is missing, or any option is out of range
 */
export function hardened(options: HardenedOptions): Hardened {
  const where = 'hardened';
  checkOptions(where, options, [
    'authenticate',
    'authorize',
    'grant',
    'toolDeclarations',
    'words',
    'approvals',
    'capability',
    'authority',
    'audit',
    'inputBounds',
    'agents',
    'tools',
    'promptFilter',
    'leakCheck',
    'redact',
  ]);
  required(
    options,
    'authenticate',
    'without it, whoever finds the endpoint runs the agent. Give { apiKeys } or { verify }.',
  );
  required(options, 'authorize', "it names the agents of each role, such as { analyst: ['agent:research-*'] }.");
  required(options, 'grant', 'without it, tools do whatever the model is told. Give (call) => ({ tools }).');
  const { audit = createAudit(), authority = createAuthority(), inputBounds = {} } = options;
  const scopes = new GrantScopes();
  const agent = limits('hardened agents', AGENTS, options.agents);
  const tool = limits('hardened tools', TOOLS, options.tools);
  const { verdict, resultVerdict, wrap, ...filtered } = options.promptFilter ?? {};
  const inputSide = verdict === undefined ? {} : { verdict };
  const resultSide = {
    ...(resultVerdict === undefined ? {} : { resultVerdict }),
    ...(wrap === undefined ? {} : { wrap }),
  };
  const agents = pipeline<{ credentials: Credentials }>({ audit, inputBounds })
    .use(authenticate(options.authenticate))
    .use(authorize(options.authorize))
    .use(rateLimit(agent.rateLimit))
    .use(redact(options.redact))
    .use(leakCheck(options.leakCheck))
    .use(promptFilter({ ...filtered, ...inputSide, on: 'input' }))
    .use(provenance({ words: options.words ?? ownWords }))
    .use(grant({ authority, for: scopes.remembering(options.grant) }))
    .use(concurrency(agent.concurrency))
    .use(circuitBreaker(agent.circuitBreaker))
    .use(timeout(agent.timeout));
  const masks = redact(options.redact);
  const filter = promptFilter({ ...filtered, ...resultSide, on: 'result' });
  const approving = options.approvals === undefined ? {} : { approvals: options.approvals };
  const origins = taint({ tools: options.toolDeclarations ?? {}, scope: (call) => scopes.of(call), ...approving });
  // What is marked or encoded can neither be redacted any more, nor recognised in an argument.
  const wraps = wrap === 'always' || resultVerdict === 'wrap';
  const [outer, middle, inner] = wraps ? [filter, masks, origins] : [origins, masks, filter];
  const tools = pipeline<{ capability: Capability; provenance: RunProvenance }>({ audit, inputBounds })
    .use(capability({ ...options.capability, authority, ...approving }))
    .use(outer)
    .use(middle)
    .use(inner)
    .use(rateLimit(tool.rateLimit))
    .use(concurrency(tool.concurrency))
    .use(circuitBreaker(tool.circuitBreaker))
    .use(timeout(tool.timeout));
  return Object.freeze({ agents, tools, authority });
}

/** What a caller gives as a text is the user's; of any other input, only the application knows. */
const ownWords = ({ input }: Invocation): string => (typeof input === 'string' ? input : '');

/** The scope of each run, as its grant gives it: runs within it share it. */
class GrantScopes {
  readonly #known = new WeakMap<object, TaskScope>();

  remembering(grantFor: GrantOptions['for']): GrantOptions['for'] {
    return (call) => {
      const keep = (given: Grant): Grant => {
        const book = bookOf(call);
        if (book !== undefined) this.#known.set(book, scopeOfGrant(given));
        return given;
      };
      const given = grantFor(call);
      return isThenable(given) ? Promise.resolve(given).then(keep) : keep(given);
    };
  }

  of(call: Invocation): TaskScope {
    const book = bookOf(call);
    return (book === undefined ? undefined : this.#known.get(book)) ?? NOTHING_NEEDED;
  }
}

/** What names a run, for it and for the runs within it: the handle that provenance() gave it. */
const bookOf = ({ ctx }: { readonly ctx: object }): object | undefined =>
  (ctx as { readonly provenance?: object }).provenance;

const NOTHING_NEEDED: TaskScope = Object.freeze({ tools: Object.freeze({}), delegated: false });

type Limits = { readonly [Name in keyof HardenedLimits]-?: Exclude<HardenedLimits[Name], undefined> };

function limits(where: string, defaults: Limits, given: HardenedLimits = {}): Limits {
  checkOptions(where, given, Object.keys(defaults));
  return {
    rateLimit: given.rateLimit ?? defaults.rateLimit,
    concurrency: given.concurrency ?? defaults.concurrency,
    circuitBreaker: given.circuitBreaker ?? defaults.circuitBreaker,
    timeout: given.timeout ?? defaults.timeout,
  };
}

function required(options: HardenedOptions, name: 'authenticate' | 'authorize' | 'grant', why: string): void {
  if (options[name] === undefined) throw optionError('hardened', `"${name}" is required: ${why}`);
}
