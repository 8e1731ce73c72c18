import { bareName, type Tool, type Tools, undeclared } from './declaration.ts';
import { type Origin, type Provenance, type Run, type TaintMark, textsOf } from './run.ts';
import type { SinkSource, TaskScope, ToolScope } from './scope.ts';
import { classOf, identitiesIn, looksLikeIdentity, namesObject, type SinkClass } from './sink-kind.ts';
import { parts, stem } from './words.ts';

/** What becomes of a call. `approve`: a person must agree first. */
export type TaintDecision = 'allow' | 'approve' | 'deny';

/** Stable names for why. */
export type TaintReasonCode =
  | 'tainted'
  | 'tainted-by-instructions'
  | 'out-of-scope'
  | 'over-uses'
  | 'sink-untrusted'
  | 'sink-unanchored'
  | 'sink-unseen'
  | 'sink-spelled'
  | 'content-link-untrusted'
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
}

const ALLOWED: TaintVerdict = Object.freeze({ decision: 'allow', reasons: Object.freeze([]) });
const UNSCOPED: ToolScope = { uses: Number.POSITIVE_INFINITY, sinks: {} };

/** Judges one call of a run by where its values come from. Changes nothing; `run.used()` counts a call that was let through. */
export function judgeCall(run: Run, target: string, args: unknown, rules: JudgeRules): TaintVerdict {
  const name = bareName(target);
  const tool = rules.tools.get(name) ?? undeclared(name);
  const first = run.marks[0];
  if (tool.whenTainted === 'allow' || !run.tainted) return ALLOWED;
  if (tool.whenTainted !== 'judge') return verdictOf([reason('tainted', tool.whenTainted, first)]);
  const reasons: TaintReason[] = [];
  const scoped = Object.hasOwn(rules.scope.tools, name) ? rules.scope.tools[name] : undefined;
  const delegated = scoped === undefined && rules.scope.delegated && !/^(?:delete|account)$/.test(tool.effect);
  if (scoped === undefined && !delegated) reasons.push(reason('out-of-scope', rules.outOfScope, first));
  else if (run.usesOf(name) >= (scoped ?? UNSCOPED).uses) reasons.push(reason('over-uses', 'approve', first));
  new ArgumentJudge(run, tool, scoped, reasons).judge(args);
  if (run.hostile && reasons.length > 0) reasons.push(reason('tainted-by-instructions', 'deny', first));
  return verdictOf(reasons);
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

  constructor(run: Run, tool: Tool, scope: ToolScope | undefined, reasons: TaintReason[]) {
    this.#run = run;
    this.#tool = tool;
    this.#scope = scope;
    this.#reasons = reasons;
  }

  judge(args: unknown): void {
    const named: readonly (readonly [string, unknown])[] =
      typeof args === 'object' && args !== null && !Array.isArray(args) ? Object.entries(args) : [['input', args]];
    for (const [argument, value] of named) {
      const kind = this.#tool.sinks.get(argument);
      if (kind === undefined) this.#content(argument, value);
      else this.#sink(argument, kind, value);
    }
  }

  #sink(argument: string, kind: string, value: unknown): void {
    const declared = classOf(kind);
    for (const text of textsOf(value)) {
      // Structures hold more than the sink itself, such as the type of an attachment: short words of the model's own say nothing.
      const nested = typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : declared;
      const sort: SinkClass =
        looksLikeIdentity(text) && declared !== 'secret' && declared !== 'text' ? 'identity' : nested;
      const provenance = this.#run.originOf(text, sort);
      const found = this.#ofSink(argument, kind, sort, text, provenance);
      if (found !== undefined)
        this.#reasons.push(
          reason(found.code, found.decision, provenance.source, { argument, kind, origin: provenance.origin }),
        );
    }
  }

  #ofSink(
    argument: string,
    kind: string,
    sort: SinkClass,
    text: string,
    { origin, spelled }: Provenance,
  ): { readonly code: TaintReasonCode; readonly decision: 'approve' | 'deny' } | undefined {
    const allowed = this.#scope?.sinks[argument];
    if (origin === 'user') return undefined;
    if (origin === 'trusted')
      return admits(allowed, 'trusted') ? undefined : { code: 'sink-unanchored', decision: 'approve' };
    if (origin === 'untrusted')
      return { code: 'sink-untrusted', decision: this.#scope === undefined ? 'deny' : 'approve' };
    if (origin === 'unseen') return this.#unseen(sort, allowed);
    if (!admits(allowed, 'structured')) return { code: 'sink-unanchored', decision: 'approve' };
    if (sort === 'identity') {
      if (spelled) return { code: 'sink-spelled', decision: 'approve' };
      return origin === 'anchored' ? undefined : { code: 'sink-unanchored', decision: 'approve' };
    }
    if (sort === 'secret' || sort === 'command') return { code: 'sink-unanchored', decision: 'approve' };
    if (sort === 'object' && origin === 'structured' && this.#named(text, kind, argument))
      return { code: 'sink-spelled', decision: 'approve' };
    return undefined;
  }

  #unseen(
    sort: SinkClass,
    allowed: readonly SinkSource[] | undefined,
  ): { readonly code: TaintReasonCode; readonly decision: 'approve' } | undefined {
    if (admits(allowed, 'any') && allowed !== undefined) return undefined;
    if (sort === 'text') return undefined;
    // An id that no text of this run holds is nobody's suggestion; deleting by one is asked about all the same.
    if (sort === 'object' && this.#scope !== undefined && this.#tool.effect !== 'delete') return undefined;
    return { code: 'sink-unseen', decision: 'approve' };
  }

  /** Whether untrusted text names an object by its id. */
  #named(id: string, kind: string, argument: string): boolean {
    const nouns = new Set(
      [...parts(kind), ...parts(argument), 'id', 'number', 'no', 'nr'].flatMap((word) => [word, stem(word)]),
    );
    for (const { text } of this.#run.untrustedTexts()) if (namesObject(text, id.toLowerCase(), nouns)) return true;
    return false;
  }

  #content(argument: string, value: unknown): void {
    for (const text of textsOf(value)) {
      for (const link of identitiesIn(text)) {
        const { origin, source } = this.#run.originOf(link, 'identity');
        const stranger =
          origin === 'untrusted' ? source : origin === 'unseen' ? this.#run.leadsToStranger(link) : undefined;
        if (stranger === undefined && !(origin === 'untrusted')) continue;
        this.#reasons.push(reason('content-link-untrusted', 'approve', stranger, { argument, origin }));
      }
    }
  }
}

const admits = (allowed: readonly SinkSource[] | undefined, source: SinkSource): boolean =>
  allowed === undefined || allowed.includes(source);
