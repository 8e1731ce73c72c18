import { GuardError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOptions, choiceOption, functionOption, integerOption, MAX_TIMER_MS, optionError } from '../options.ts';
import { isThenable } from '../schema.ts';
import type { IncludeInput } from './describe-call.ts';
import type { AuditEvent } from './event.ts';
import { pinoSink } from './pino-sink.ts';
import { createRecorder } from './recorder.ts';
import { redactDefault } from './redact-default.ts';
import { settledWithin } from './settled-within.ts';
import type { AuditSink } from './sink.ts';

export interface AuditOptions {
  /** Where records go. Default: `pinoSink()`, one JSON line on standard output for each. */
  readonly sink?: AuditSink;
  /**
   * What a record that cannot be written means. `deny`: the call is refused with `ERR_AUDIT`. `continue`: the call never
   * waits for the sink and never notices. Default: `deny` where `call.sideEffects` is true, `continue` elsewhere.
   */
  readonly onAuditError?: 'deny' | 'continue';
  /** Milliseconds after which an asynchronous write counts as failed, 1 to 2_147_483_647. Default 1000. */
  readonly sinkTimeoutMs?: number;
  /**
   * What a decision says about the input. Default `digest`: names of the arguments and SHA-256 of the canonical JSON.
   * `redacted` adds the values, redacted and cut; `none` leaves even the digest out (a digest of a short secret can be guessed).
   */
  readonly includeInput?: IncludeInput;
  /** Wall clock in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Removes secrets and personal data from a text. Default: the detectors of this package. */
  readonly redactText?: (text: string) => string;
}

/** An `Audit` that writes numbered, bounded and redacted records: `pipeline({ audit: createAudit() })`. */
export interface AuditTrail {
  (event: AuditEvent, call: Invocation): void | Promise<void>;
  /** Waits for the writes under way and flushes the sink. Rejects with `ERR_AUDIT` when the flush fails, or takes longer than `sinkTimeoutMs`. */
  flush(): Promise<void>;
  /** Records that the sink did not take, or not in time. */
  readonly failed: number;
  /** Records that were not offered to the sink, because 1000 of its writes were under way. */
  readonly dropped: number;
  /** Writes under way. */
  readonly pending: number;
}

/** More writes under way than this are not started: a sink that hangs must not fill the memory. */
const MAX_PENDING = 1000;

/**
 * Puts every decision, outcome and observation on record.
 *
 * With a synchronous sink it works without a promise. Records of calls that must not go unrecorded are waited for, at most
 * `sinkTimeoutMs`; for the others nothing is waited for. What a caller or a callee put into an event (a getter that throws, a
 * cycle, 10 MB) never fails a record. `seq` numbers the records; a number that is missing in the log is a record that was lost.
 *
 * @throws `ERR_OPTION_INVALID` at construction; `ERR_AUDIT` from a call, where the policy for it is `deny`
 */
export function createAudit(options: AuditOptions = {}): AuditTrail {
  const { sink, onAuditError, sinkTimeoutMs, ...recording } = checked(options);
  const record = createRecorder(recording);
  const underWay = new Set<Promise<void>>();
  let failed = 0;
  let dropped = 0;

  const follow = (written: PromiseLike<void>, required: boolean, target: string): Promise<void> => {
    const followed = settledWithin(written, sinkTimeoutMs, required).then(
      () => {
        underWay.delete(followed);
      },
      (cause: unknown) => {
        underWay.delete(followed);
        failed++;
        throw refusal(target, cause);
      },
    );
    underWay.add(followed);
    followed.catch(() => {}); // also where nobody waits for it
    return followed;
  };

  const audit = (event: AuditEvent, call: Invocation): void | Promise<void> => {
    const required = onAuditError === undefined ? call.sideEffects : onAuditError === 'deny';
    let cause: unknown;
    try {
      const entry = record(event, call);
      if (underWay.size < MAX_PENDING) {
        const written = sink.write(entry);
        if (!isThenable(written)) return undefined;
        const followed = follow(written, required, event.target);
        return required ? followed : undefined;
      }
      dropped++;
      cause = new Error(`${MAX_PENDING} writes are under way.`);
    } catch (thrown) {
      failed++;
      cause = thrown;
    }
    if (required) throw refusal(event.target, cause);
    return undefined;
  };

  const flush = async (): Promise<void> => {
    await Promise.allSettled(underWay);
    try {
      const flushed = sink.flush?.();
      if (isThenable(flushed)) await settledWithin(flushed, sinkTimeoutMs, true);
    } catch (cause) {
      throw new GuardError('ERR_AUDIT', 'The audit sink could not be flushed. See cause.', { cause });
    }
  };

  return Object.defineProperties(audit, {
    flush: { value: flush },
    failed: { get: () => failed },
    dropped: { get: () => dropped },
    pending: { get: () => underWay.size },
  }) as AuditTrail;
}

const refusal = (target: string, cause: unknown): GuardError =>
  new GuardError(
    'ERR_AUDIT',
    `The call of ${target} could not be put on record. Repair the audit sink (see cause), or set onAuditError: 'continue'.`,
    { cause },
  );

const WHERE = 'createAudit()';

function checked(
  options: AuditOptions,
): Required<Omit<AuditOptions, 'onAuditError'>> & Pick<AuditOptions, 'onAuditError'> {
  checkOptions(WHERE, options, ['sink', 'onAuditError', 'sinkTimeoutMs', 'includeInput', 'now', 'redactText']);
  const {
    sink = pinoSink(),
    onAuditError,
    sinkTimeoutMs = 1000,
    includeInput = 'digest',
    now = Date.now,
    redactText = redactDefault,
  } = options;
  if (typeof sink !== 'object' || sink === null || typeof sink.write !== 'function') {
    throw optionError(WHERE, '"sink" must be an object with write(record), such as pinoSink() or jsonLinesSink(path).');
  }
  if (sink.flush !== undefined && typeof sink.flush !== 'function')
    throw optionError(WHERE, '"sink.flush" must be a function.');
  if (onAuditError !== undefined) choiceOption(WHERE, 'onAuditError', onAuditError, ['deny', 'continue']);
  functionOption(WHERE, 'now', now, '() => number of milliseconds since 1970');
  functionOption(WHERE, 'redactText', redactText, '(text) => string');
  return {
    sink,
    ...(onAuditError === undefined ? {} : { onAuditError }),
    sinkTimeoutMs: integerOption(WHERE, 'sinkTimeoutMs', sinkTimeoutMs, { min: 1, max: MAX_TIMER_MS }),
    includeInput: choiceOption(WHERE, 'includeInput', includeInput, ['digest', 'redacted', 'none']),
    now,
    redactText,
  };
}
