import { type ArgumentValue, valuesOf } from './argument-values.ts';
import { plainly } from './canonical.ts';
import { bareName, type Tool, type Tools, undeclared } from './declaration.ts';
import { isOnTopic } from './request-fit.ts';
import type { Origin, Provenance, Run, TaintMark } from './run.ts';
import { type SinkSource, sourcesOf, type TaskScope, type ToolScope } from './scope.ts';
import { classOf, identitiesIn, identity, looksLikeIdentity, namesObject, type SinkClass } from './sink-kind.ts';
import { parts, stem } from './words.ts';

/** What becomes of a call. `approve`: a person must agree first. */
export type TaintDecision = 'allow' | 'approve' | 'deny';

/** Stable names for why. */
export type TaintReasonCode =
  | 'tainted'
  | 'tainted-by-instructions'
  | 'out-of-scope'
  | 'off-topic-read'
  | 'over-uses'
  | 'sink-untrusted'
  | 'sink-unanchored'
  | 'sink-unseen'
  | 'sink-spelled'
  | 'content-link-untrusted'
  | 'content-private'
  | 'too-much';

/** Why a call is not simply allowed. Names and places, never values. */
export interface TaintReason {
  readonly code: TaintReasonCode;
  readonly decision: 'approve' | 'deny';
  /** The argument. */
  readonly argument?: string;
  /** The kind of sink, as declared. */
  readonly kind?: string;
  readonly origin?: Origin;
  /** The tool and call whose result the value stands in, or that tainted the run first. */
  readonly tool?: string;
  readonly callId?: string;
  readonly since?: number;
}

export interface TaintVerdict {
  readonly decision: TaintDecision;
  readonly reasons: readonly TaintReason[];
}

/** What is judged with: all of it is fixed before the run reads anything. */
export interface JudgeRules {
  readonly tools: Tools;
  readonly scope: TaskScope;
  /** `approve` for a scope that was derived, `deny` for one that the application gave. */
  readonly outOfScope: 'approve' | 'deny';
  /** Default `open`. */
  readonly sensitiveReads?: 'open' | 'on-topic';
}

/** A tool that fetches, though that is noticed outside, is judged by where it fetches from. Any other effect must be asked for. */
const FETCHES = /^(?:read|fetch|search|query|browse|download|look-?up|crawl|scrape)$/;

/** A longer value is content. */
const LONGEST_NAME = 120;
const GRAVE = /^(?:money|account|delete)$/;
/** Values of one call that are looked up. */
const MOST_LOOKUPS = 500;

const ALLOWED: TaintVerdict = Object.freeze({ decision: 'allow', reasons: Object.freeze([]) });
const UNSCOPED: ToolScope = { uses: Number.POSITIVE_INFINITY, sinks: {} };

/** Judges one call of a run by where its values come from. Changes nothing; `run.used()` counts a call that was let through. */
export function judgeCall(run: Run, target: string, args: unknown, rules: JudgeRules): TaintVerdict {
  const name = bareName(target);
  const tool = rules.tools.get(name) ?? undeclared(name);
  const first = run.marks[0];
  if (!run.tainted) return ALLOWED;
  if (rules.sensitiveReads === 'on-topic' && tool.sensitiveRead && !tool.sideEffect && !isOnTopic(run.task, tool)) {
    return verdictOf([reason('off-topic-read', 'approve', first)]);
  }
  if (tool.follows) {
    const reasons: TaintReason[] = [];
    new ArgumentJudge(run, tool, undefined, reasons).judgeLinks(args);
    return verdictOf(reasons);
  }
  if (tool.whenTainted === 'allow') return ALLOWED;
  if (tool.whenTainted !== 'judge') return verdictOf([reason('tainted', tool.whenTainted, first)]);
  const reasons: TaintReason[] = [];
  const scoped = scopeOfTool(rules.scope, name);
  const delegated = scoped === undefined && rules.scope.delegated && !/^(?:delete|account)$/.test(tool.effect);
  const reads = rules.outOfScope === 'approve' && FETCHES.test(tool.effect) && tool.sinks.size > 0;
  if (scoped === undefined && !delegated && !reads) reasons.push(reason('out-of-scope', rules.outOfScope, first));
  else if (run.usesOf(name) >= (scoped ?? UNSCOPED).uses) reasons.push(reason('over-uses', 'approve', first));
  const judge = new ArgumentJudge(run, tool, scoped, reasons);
  judge.judge(args);
  // Where a result gives instructions, only what the user's own words say passes without a person, and no person is worn out.
  if (run.hostile && reasons.length > 0) reasons.push(reason('tainted-by-instructions', 'deny', first));
  else if (run.hostile && judge.borrows) reasons.push(reason('tainted-by-instructions', 'approve', first));
  return verdictOf(reasons);
}

function scopeOfTool({ tools, possible = {} }: TaskScope, name: string): ToolScope | undefined {
  if (Object.hasOwn(tools, name)) return tools[name];
  return Object.hasOwn(possible, name) ? possible[name] : undefined;
}

function verdictOf(reasons: readonly TaintReason[]): TaintVerdict {
  if (reasons.length === 0) return ALLOWED;
  return { decision: reasons.some(({ decision }) => decision === 'deny') ? 'deny' : 'approve', reasons };
}

const reason = (
  code: TaintReasonCode,
  decision: 'approve' | 'deny',
  mark: TaintMark | undefined,
  more: Omit<TaintReason, 'code' | 'decision'> = {},
): TaintReason => ({
  code,
  decision,
  ...more,
  ...(mark === undefined ? {} : { tool: mark.tool, callId: mark.callId, since: mark.since }),
});

class ArgumentJudge {
  readonly #run: Run;
  readonly #tool: Tool;
  readonly #scope: ToolScope | undefined;
  readonly #reasons: TaintReason[];
  #left = MOST_LOOKUPS;
  /** Whether a sink holds what neither the user nor a trusted result says. */
  borrows = false;

  constructor(run: Run, tool: Tool, scope: ToolScope | undefined, reasons: TaintReason[]) {
    this.#run = run;
    this.#tool = tool;
    this.#scope = scope;
    this.#reasons = reasons;
  }

  judge(args: unknown): void {
    for (const [argument, value] of namedArguments(args)) {
      if (this.#scope?.sinks[argument]?.includes('granted') === true) continue;
      const kind = this.#tool.sinks.get(argument);
      if (kind === undefined) this.#content(argument, value);
      else this.#sink(argument, kind, value);
    }
  }

  /** What a read carries out by where it reads from. A link as it was read tells its host nothing new. */
  judgeLinks(args: unknown): void {
    for (const [argument, { text }] of namedArguments(args).flatMap(([name, value]) =>
      this.#valuesOf(name, value).map((one) => [name, one] as const),
    )) {
      if (this.#exhausted(argument)) return;
      if (this.#run.holdsPrivate(text))
        this.#reasons.push(reason('content-private', 'approve', this.#run.marks[0], { argument }));
      if (!looksLikeIdentity(text)) continue;
      const stranger =
        this.#run.originOf(text, 'identity').origin === 'unseen'
          ? this.#run.leadsToStranger(identity(text))
          : undefined;
      if (stranger !== undefined)
        this.#reasons.push(reason('sink-unseen', 'approve', stranger, { argument, origin: 'unseen' }));
    }
  }

  #sink(argument: string, kind: string, value: unknown): void {
    const declared = classOf(kind);
    for (const { text, nested } of this.#valuesOf(argument, value)) {
      const sort = sortOf(text, declared, nested);
      if (this.#exhausted(argument)) return;
      const provenance = this.#run.originOf(text, sort);
      if (provenance.origin !== 'user' && provenance.origin !== 'trusted') this.borrows = true;
      const code = this.#fault(argument, kind, sort, text, provenance);
      if (code === undefined) continue;
      const { origin, source } = provenance;
      this.#reasons.push(reason(code, 'approve', source, { argument, kind, origin }));
    }
  }

  #valuesOf(argument: string, value: unknown): readonly ArgumentValue[] {
    const { values, complete } = valuesOf(value);
    if (!complete) {
      this.#left = 0;
      this.#exhausted(argument);
    }
    return values;
  }

  /** Each look goes through everything that was read. Once there were too many of them, a person looks. */
  #exhausted(argument: string): boolean {
    this.#left -= 1;
    if (this.#left === -1) this.#reasons.push(reason('too-much', 'approve', this.#run.marks[0], { argument }));
    return this.#left < 0;
  }

  #fault(
    argument: string,
    kind: string,
    sort: SinkClass,
    text: string,
    { origin, spelled }: Provenance,
  ): TaintReasonCode | undefined {
    const allowed = this.#allowed(argument, kind, sort);
    if (origin === 'user') return undefined;
    if (origin === 'untrusted') return 'sink-untrusted';
    if (origin === 'unseen') return this.#mayBeUnseen(sort, allowed) ? undefined : 'sink-unseen';
    if (!allowed.includes(origin)) return 'sink-unanchored';
    if (origin === 'trusted') return undefined;
    // Names of people stand in many texts; addresses do not.
    if (sort === 'identity')
      return spelled === 'beside' || (spelled !== undefined && looksLikeIdentity(text)) ? 'sink-spelled' : undefined;
    return sort === 'object' && origin === 'structured' && this.#named(text, kind, argument)
      ? 'sink-spelled'
      : undefined;
  }

  /** A value that is an address is one, whatever its argument is called. */
  #allowed(argument: string, kind: string, sort: SinkClass): readonly SinkSource[] {
    const given = this.#scope?.sinks[argument];
    const usual = sourcesOf(sort);
    if (given === undefined) return usual;
    const disguised = sort === 'identity' && classOf(kind) !== 'identity';
    const allowed = disguised ? given.filter((source) => usual.includes(source)) : given;
    return allowed.includes('structured') ? [...allowed, 'anchored'] : allowed;
  }

  #mayBeUnseen(sort: SinkClass, allowed: readonly SinkSource[]): boolean {
    if (allowed.includes('any') || sort === 'text') return true;
    // An id that no text of this run holds is nobody's suggestion; deleting by one is asked about all the same.
    return (
      sort === 'object' && this.#scope !== undefined && allowed.includes('structured') && this.#tool.effect !== 'delete'
    );
  }

  /** Whether untrusted text names an object by its id. */
  #named(id: string, kind: string, argument: string): boolean {
    const nouns = new Set(
      [...parts(kind), ...parts(argument), 'id', 'number', 'no', 'nr'].flatMap((word) => [word, stem(word)]),
    );
    // Texts about a thing use its name; what its name says somewhere else is somebody's suggestion.
    const texts = /^[\p{L}\s'-]+$/u.test(id) ? this.#run.textsElsewhere(id) : this.#run.untrustedTexts();
    for (const text of texts) if (namesObject(text, plainly(id), nouns)) return true;
    return false;
  }

  /**
   * Where no argument was declared to decide, all of them may: a short value must not be a stranger's whole, and what pays, deletes
   * or opens an account takes nothing new either. Longer text is content, which may well be a copy.
   */
  #bare(argument: string, text: string): void {
    const grave = GRAVE.test(this.#tool.effect);
    if (!/\p{L}.{2}/u.test(text) || (!grave && (text.length > LONGEST_NAME || text.includes('\n')))) return;
    if (this.#exhausted(argument)) return;
    const { origin, source } = this.#run.originOf(text, 'text');
    const code = origin === 'untrusted' ? 'sink-untrusted' : grave && origin === 'unseen' ? 'sink-unseen' : undefined;
    if (code === undefined) return;
    this.#reasons.push(reason(code, 'approve', source ?? this.#run.marks[0], { argument, origin }));
  }

  #content(argument: string, value: unknown): void {
    for (const { text } of this.#valuesOf(argument, value)) {
      if (this.#run.holdsPrivate(text))
        this.#reasons.push(reason('content-private', 'approve', this.#run.marks[0], { argument }));
      if (this.#tool.sinks.size === 0 && Object.keys(this.#scope?.sinks ?? {}).length === 0) this.#bare(argument, text);
      for (const link of identitiesIn(text)) {
        if (this.#exhausted(argument)) return;
        const { origin, source } = this.#run.originOf(link, 'identity');
        if (origin !== 'untrusted' && !(origin === 'unseen' && leads(link))) continue;
        this.#reasons.push(
          reason('content-link-untrusted', 'approve', source ?? this.#run.leadsToStranger(link), { argument, origin }),
        );
      }
    }
  }
}

const namedArguments = (args: unknown): readonly (readonly [string, unknown])[] =>
  typeof args === 'object' && args !== null && !Array.isArray(args) ? Object.entries(args) : [['input', args]];

/** Beside the sink itself, an object holds words of the model's own, such as the type of an attachment. */
function sortOf(text: string, declared: SinkClass, nested: boolean): SinkClass {
  if (declared === 'secret' || declared === 'command') return declared;
  if (declared !== 'text' && looksLikeIdentity(text)) return 'identity';
  return nested && declared === 'identity' ? 'object' : declared;
}

/** Whether an identity is a link or an address, and not a number that may be anything. */
const leads = (link: string): boolean => /[.@]/.test(link) && /\p{L}/u.test(link);
