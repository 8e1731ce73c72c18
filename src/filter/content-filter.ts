import type { Finding } from '../detectors/finding.ts';
import { mapLeaves, type Path } from '../detectors/leaves.ts';
import type { Span } from '../detectors/pattern.ts';
import type { Spotlight, SpotlightStream } from '../detectors/spotlight.ts';
import { GuardError } from '../errors.ts';
import { type Collected, collect, isIdentifier, type LeafAt, readsAsText } from './collect.ts';
import type { Tail } from './conversations.ts';
import { findAcross } from './joined-texts.ts';
import { isWordKey, KeyReader } from './keys.ts';
import { after, allOf, type Later } from './later.ts';
import type { MediaPart } from './media-parts.ts';
import { messagesOf, roleOf } from './message-parts.ts';
import { type FindingOutcome, Gathered, MOST_NAMED } from './run-findings.ts';
import { REMOVED_INSTRUCTION, type StrippedPiece, strip, stripPiece, withoutNotes } from './strip.ts';
import type { TextJudge } from './text-judge.ts';

/**
 * What happens to text that tries to take over: the call is refused, the sentences are taken out, the text is marked as data,
 * or it is put on record only.
 */
export type PromptVerdict = 'deny' | 'strip' | 'wrap' | 'flag';

/** What becomes of an image, sound or file: what the verdict says of an attempt, a note on record, or nothing. */
export type MediaVerdict = 'refuse' | 'flag' | 'pass';

/** How the texts of one side are filtered. */
export interface FilterPlan {
  readonly side: 'input' | 'result';
  readonly verdict: PromptVerdict;
  /** Takes out invisible characters, or nothing. */
  readonly clean: (text: string) => string;
  readonly spotlight: Spotlight | undefined;
  readonly wrapsAlways: boolean;
  readonly trustedRoles: ReadonlySet<string>;
}

/** Stands in the place of an image, sound or file that was refused. */
export const REMOVED_MEDIA = '[removed: media in untrusted content]';

/** Judges the texts of one side of one call, and remembers what it saw. */
export class ContentFilter {
  readonly #judge: TextJudge;
  readonly #plan: FilterPlan;
  readonly #mediaVerdict: (part: MediaPart, path: string) => Later<MediaVerdict>;
  readonly #keys: KeyReader;
  readonly #gathered = new Gathered();
  #messages: readonly unknown[] = [];
  #unread = 0;

  constructor(
    judge: TextJudge,
    plan: FilterPlan,
    mediaVerdict: (part: MediaPart, path: string) => Later<MediaVerdict>,
  ) {
    this.#judge = judge;
    this.#keys = new KeyReader(judge);
    this.#plan = plan;
    this.#mediaVerdict = mediaVerdict;
  }

  /** What may pass of a value. `tail` is what passed before it in the same conversation or stream. */
  read(value: unknown, tail?: Tail, seam: '' | ' ' = ' '): Later<unknown> {
    if (this.#plan.side === 'input') this.#messages = messagesOf(value);
    const trusted = this.#trustedIn(value);
    const collected = collect(value, trusted);
    return after(this.#withoutMedia(collected, trusted), ({ value: steady, leaves, keys }) => {
      const own = allOf(leaves.map(({ text, payload }) => (payload ? [] : this.#judge.find(text))));
      return after(this.#keys.find(keys.filter(isWordKey)), (wordKeys) =>
        after(own, (found) =>
          after(this.#across(leaves, found, tail), (across) => {
            let index = 0;
            const numbers = new Map([...wordKeys.keys()].map((key, before) => [key, before + 1]));
            const passing: string[] = [];
            const read = mapLeaves(
              steady,
              (text, path) => {
                const leaf = leaves[index];
                const findings = [...(found[index] ?? []), ...(across[index] ?? [])].sort((a, b) => a.start - b.start);
                index += 1;
                if (leaf?.payload === true) return text;
                const passed = this.#pass(text, findings, path, leaf);
                if (leaf?.apart === false) passing.push(this.remembered(passed, findings));
                return passed;
              },
              {
                enter: (container) => (trusted.has(container) ? { instead: container } : undefined),
                rename: (key, path) => {
                  if (!readsAsText(key)) {
                    const said = wordKeys.get(key);
                    return said === undefined ? key : this.#passKey(key, said, path, `key ${numbers.get(key)}`);
                  }
                  const findings = [...(found[index] ?? []), ...(across[index] ?? [])];
                  index += 1;
                  return this.#passKey(key, findings, path, String(index));
                },
              },
            );
            // Only now is it sure that nothing of it was refused.
            for (const text of passing) tail?.passed(text, seam);
            return read;
          }),
        ),
      );
    });
  }

  find(text: string, context: string): Later<readonly Finding[]> {
    return this.#judge.find(text, context);
  }

  /**
   * What the verdict leaves of a piece of a stream. Offsets of findings are too large by `shift`.
   *
   * @param open whether the piece before it ended with an attempt that was taken out
   */
  passPiece(
    text: string,
    findings: readonly Finding[],
    { shift, segments, open }: { shift: number; segments: readonly Span[] | undefined; open: boolean },
  ): StrippedPiece {
    const { clean, verdict, wrapsAlways, spotlight } = this.#plan;
    if (findings.length > 0) this.#note(findings, () => 'the stream');
    if (verdict === 'strip' && (open || findings.length > 0)) {
      const spans = findings.map(({ start, end }) => ({ start: Math.max(0, start - shift), end: end - shift }));
      const stripped = stripPiece(text, spans, segments, open);
      return { text: clean(stripped.text), open: stripped.open };
    }
    const wraps = findings.length > 0 && verdict === 'wrap' && !wrapsAlways;
    return { text: wraps ? (spotlight?.wrap(clean(text)) ?? '') : clean(text), open: false };
  }

  /**
   * What of a text that passed is read together with what comes later. An attempt is not: it must not make what follows look like one.
   * What stood before it is kept, so that its second half is seen each time it is sent.
   */
  remembered(passed: string, findings: readonly Finding[]): string {
    if (findings.length === 0) return passed;
    return this.#plan.verdict === 'strip' ? withoutNotes(passed) : '';
  }

  /** Marks round a whole stream, where all results are wrapped. */
  frame(): SpotlightStream | undefined {
    return this.#plan.wrapsAlways ? this.#plan.spotlight?.stream() : undefined;
  }

  /** What was seen; undefined for nothing. */
  outcome(): ({ readonly outcome: FindingOutcome } & ReturnType<Gathered['summary']>) | undefined {
    if (this.#gathered.count === 0) return undefined;
    const only = this.#unread === this.#gathered.count;
    return { outcome: only ? 'flagged' : OUTCOMES[this.#plan.verdict], ...this.#gathered.summary() };
  }

  #across(leaves: readonly LeafAt[], own: readonly (readonly Finding[])[], tail: Tail | undefined) {
    const before = tail?.text ?? '';
    const texts = leaves.filter(({ apart }) => !apart).length;
    if (texts + (before === '' ? 0 : 1) < 2) return [];
    return findAcross(this.#judge, leaves, own, before);
  }

  #pass(text: string, findings: readonly Finding[], path: Path, leaf: LeafAt | undefined): string {
    const { clean, verdict, spotlight, wrapsAlways } = this.#plan;
    const wrap = (passed: string): string =>
      wrapsAlways && leaf?.structural === false && !isIdentifier(passed) ? (spotlight?.wrap(passed) ?? '') : passed;
    if (findings.length === 0) return wrap(clean(text));
    this.#note(findings, path);
    if (verdict === 'strip') return wrap(clean(strip(text, findings, (part) => this.#judge.sees(part))));
    if (verdict === 'wrap') return spotlight?.wrap(clean(text)) ?? '';
    return wrap(clean(text));
  }

  /** A key stays one word for programs: it is never marked, and where an attempt stands in it, it goes as a whole. */
  #passKey(key: string, findings: readonly Finding[], path: Path, number: string): string {
    if (findings.length === 0) return this.#plan.clean(key);
    this.#note(findings, path);
    return this.#plan.verdict === 'flag' ? this.#plan.clean(key) : `${REMOVED_INSTRUCTION} ${number}`;
  }

  #note(findings: readonly Pick<Finding, 'rule'>[], path: Path): void {
    this.#gathered.add(findings, path);
    if (this.#plan.verdict !== 'deny') return;
    const rules = [...new Set(findings.map(({ rule }) => rule))].slice(0, MOST_NAMED);
    const at = path();
    throw new GuardError('ERR_PROMPT_INJECTION', `Refused by ${rules.join(', ')} at ${at}.${this.#hint(at)}`);
  }

  /** The operator's own orders read as an attempt when they come with the messages of a user. */
  #hint(path: string): string {
    const index = /^\$(?:\.(?:messages|prompt|input))?\[(\d+)\]/.exec(path)?.[1];
    const role =
      index === undefined ? undefined : OWN_ROLES.find((own) => own === roleOf(this.#messages[Number(index)]));
    return role === undefined
      ? ''
      : ` It is a message of the role "${role}": where only your own code writes those, name the role in "trustedRoles".`;
  }

  /** Messages of declared roles, where a list of messages stands. Results have none: who wrote them cannot be told. */
  #trustedIn(value: unknown): ReadonlySet<unknown> {
    const { trustedRoles, side } = this.#plan;
    if (trustedRoles.size === 0 || side === 'result') return NOBODY;
    return new Set(messagesOf(value).filter((message) => trustedRoles.has(roleOf(message) ?? '')));
  }

  /** The value without the parts that were refused. */
  #withoutMedia(collected: Collected, trusted: ReadonlySet<unknown>): Later<Collected> {
    const { media } = collected;
    if (media.length === 0) return collected;
    return after(allOf(media.map(({ part, path }) => this.#mediaVerdict(part, path))), (verdicts) => {
      const removed = new Map<unknown, unknown>();
      verdicts.forEach((verdict, index) => {
        const about = media[index];
        if (about === undefined || verdict === 'pass') return;
        const unread = [{ rule: 'unread-media' }];
        if (verdict === 'flag') {
          this.#unread += 1;
          this.#gathered.add(unread, () => about.path);
          return;
        }
        this.#note(unread, () => about.path);
        if (this.#plan.verdict !== 'flag') removed.set(about.part.part, noteFor(about.part));
      });
      if (removed.size === 0) return collected;
      const enter = (container: object) => {
        const instead = trusted.has(container) ? container : removed.get(container);
        return instead === undefined ? undefined : { instead };
      };
      return {
        ...collect(
          removed.has(collected.value) ? REMOVED_MEDIA : mapLeaves(collected.value, (text) => text, { enter }),
          trusted,
        ),
        media: [],
      };
    });
  }
}

const OUTCOMES = { deny: 'denied', strip: 'stripped', wrap: 'wrapped', flag: 'flagged' } as const;
const OWN_ROLES = ['system', 'developer'] as const;
const NOBODY: ReadonlySet<unknown> = new Set();

/** A text part of the same interface in the place of a part. */
function noteFor({ part }: MediaPart): object {
  if (Array.isArray(part)) return [REMOVED_MEDIA];
  const type: unknown = Object.getOwnPropertyDescriptor(part, 'type')?.value;
  if (type === undefined) return { text: REMOVED_MEDIA };
  return { type: String(type).startsWith('input_') ? 'input_text' : 'text', text: REMOVED_MEDIA };
}
