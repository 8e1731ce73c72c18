import { GuardError } from '../../errors.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { byStart, type Detector, type Finding, type StreamDetector } from '../finding.ts';

/** Longest text in UTF-16 units that is held for a detector that cannot say what is settled. */
const MOST_HELD = 1_048_576;

/** Shortest end of a block that is kept while its end is looked for. */
const BLOCK_CONTEXT = 256;

/** Longest finding in UTF-16 units whose text is shown to `Treatment.write`. A longer one is masked, so that no stream has to hold it. */
const LONGEST_VALUE = 4096;

export interface RedactorOptions {
  /** Where two detectors find something at the same place, the first one names it. */
  readonly detectors: readonly Detector[];
  /** Makes what stands in place of a finding. It is given the rule's name only. Default: `[redacted:<rule>]`. */
  readonly mask?: (rule: string) => string;
}

/** Called once for each mask that is written, with the rule's name. What it throws ends the redaction: nothing of the finding gets out. */
export type Redacted = (rule: string) => void;

/** What is done with findings, where that is not to mask them. */
export interface Treatment {
  /** `mask`: as without a treatment. `value`: `write` makes what stands in its place. `keep`: it stays in the text, and is only reported. */
  readonly of: (rule: string) => 'mask' | 'value' | 'keep';
  /** Is given the text of a finding of up to 4096 units. What it returns stands in place of the finding; undefined for the mask. */
  readonly write: (rule: string, value: string) => string | undefined;
}

export interface RedactionStream {
  /** Takes the next piece and returns what can be let out; it may be empty. */
  push(piece: string): string;
  /** Whether text is held back that may still come out. */
  holds(): boolean;
  /** Returns the rest. The stream must not be used afterwards. */
  end(): string;
}

export interface Redactor {
  redact(text: string, redacted?: Redacted, treatment?: Treatment): string;
  /**
   * The same for a text that comes in pieces: however it is cut, the pieces together are exactly what `redact` makes of the
   * whole. What could still become part of a finding is held back: usually some 40 units, at most as much as the longest
   * finding, and 512 more among half keys; a key block is dropped as it comes, until it ends. Text that only a detector without `streaming` can judge is
   * held whole, up to 1,048,576 units, then `ERR_OUTPUT_INVALID` is thrown. A finding whose value is asked for is held until it ends.
   */
  stream(redacted?: Redacted, treatment?: Treatment): RedactionStream;
}

/**
 * Replaces what detectors find. Findings that overlap become one mask, named by the one that starts first.
 *
 * @throws `ERR_OPTION_INVALID` for something that is not a detector, or a mask that is not a function
 */
export function createRedactor(options: RedactorOptions): Redactor {
  checkOptions('createRedactor', options, ['detectors', 'mask']);
  const detectors = checkDetectors('createRedactor', options.detectors);
  const mask = options.mask ?? ((rule: string) => `[redacted:${rule}]`);
  functionOption('createRedactor', 'mask', mask, '(rule) => string');
  const write = (rule: string): string => String(mask(rule));
  return Object.freeze({
    redact(text: string, redacted?: Redacted, treatment?: Treatment): string {
      const found = allFindings(detectors, text);
      return found.length === 0 ? text : new Redaction(detectors, write, redacted, treatment).end(text, found);
    },
    stream(redacted?: Redacted, treatment?: Treatment): RedactionStream {
      const redaction = new Redaction(detectors, write, redacted, treatment);
      return {
        push: (piece) => redaction.push(piece),
        holds: () => redaction.holds(),
        end: () => redaction.end(''),
      };
    },
  });
}

/** Copies a list of detectors, or says which one is none. */
export function checkDetectors(where: string, detectors: unknown): readonly Detector[] {
  if (!Array.isArray(detectors))
    throw optionError(where, '"detectors" must be an array of detectors, such as [secrets()].');
  detectors.forEach((detector: unknown, index) => {
    const scan = typeof detector === 'object' && detector !== null && 'scan' in detector ? detector.scan : undefined;
    if (typeof scan !== 'function')
      throw optionError(
        where,
        `"detectors"[${index}] must have a scan(text) method. Call the factory: secrets(), not secrets.`,
      );
  });
  return [...detectors];
}

interface Located {
  readonly finding: Finding;
  readonly detector: Detector;
}

function allFindings(detectors: readonly Detector[], text: string): Located[] {
  const found: Located[] = [];
  for (const detector of detectors) {
    for (const finding of detector.scan(text).findings) found.push({ finding, detector });
  }
  return found.sort((a, b) => byStart(a.finding, b.finding)); // stable: the earlier detector stays first
}

/** One text on its way through: `text` is what is still needed of it, decided up to `done`. */
class Redaction {
  readonly #detectors: readonly Detector[];
  readonly #begun: readonly StreamDetector[];
  readonly #mask: (rule: string) => string;
  readonly #redacted: Redacted | undefined;
  readonly #treatment: Treatment | undefined;
  readonly #context: number;
  #text = '';
  /** Everything before is let out or masked. */
  #done = 0;
  /** Findings that start before were judged already, or lie in a block. */
  #ignored = 0;
  /** Where the last finding of each rule ends that stays in the text, and how much of the text was forgotten. */
  readonly #kept = new Map<string, number>();
  #forgotten = 0;
  /** The length of the text when it was last looked at. */
  #scanned = 0;
  #block: Located | undefined;

  constructor(
    detectors: readonly Detector[],
    mask: (rule: string) => string,
    redacted: Redacted | undefined,
    treatment: Treatment | undefined,
  ) {
    const begun: StreamDetector[] = [];
    this.#detectors = detectors.map((detector) => {
      const own = detector.streaming?.begin?.();
      if (own !== undefined) begun.push(own);
      return own ?? detector;
    });
    this.#begun = begun;
    this.#mask = mask;
    this.#redacted = redacted;
    this.#treatment = treatment;
    this.#context = Math.max(0, ...detectors.map(({ streaming }) => streaming?.context ?? 0));
  }

  push(piece: string): string {
    this.#text += piece;
    if (this.#block !== undefined && !this.#leaveBlock()) return '';
    // Looking again only when an eighth is new keeps the whole work linear for pieces of any size.
    if ((this.#text.length - this.#scanned) * 8 < this.#text.length - this.#done) return '';
    this.#scanned = this.#text.length;
    const limit = this.#wholeCharacters(
      Math.min(...this.#detectors.map((detector) => this.#settled(detector)), this.#text.length),
    );
    return limit > this.#done ? this.#release(limit, allFindings(this.#detectors, this.#text), false) : '';
  }

  holds(): boolean {
    return this.#block === undefined && this.#text.length > this.#done;
  }

  end(piece: string, found?: Located[]): string {
    this.#text += piece;
    if (this.#block !== undefined && !this.#leaveBlock()) return '';
    return this.#release(this.#text.length, found ?? allFindings(this.#detectors, this.#text), true);
  }

  /** Lets out what starts before the limit, and forgets what is no longer needed. */
  #release(settled: number, found: readonly Located[], ended: boolean): string {
    let limit = settled;
    let out = '';
    for (const located of found) {
      const { finding } = located;
      if (finding.start >= limit) break;
      if (finding.start < this.#ignored || finding.end <= this.#done) continue;
      const treated = this.#treatment?.of(finding.rule) ?? 'mask';
      if (treated === 'keep') {
        this.#keep(finding);
        continue;
      }
      if (finding.start >= this.#done) {
        const goesOn = finding.block === 'open' && !ended && this.#text.length - finding.start <= LONGEST_VALUE;
        if (treated === 'value' && goesOn) {
          limit = finding.start; // its end is not here yet
          break;
        }
        this.#redacted?.(finding.rule);
        out += this.#text.slice(this.#done, finding.start) + this.#instead(finding, treated);
      }
      this.#done = finding.end;
      if (finding.block !== undefined) this.#ignored = finding.end;
      if (finding.block === 'open') {
        this.#block = located;
        this.#forget(Math.max(0, this.#text.length - Math.max(BLOCK_CONTEXT, this.#context)));
        return out;
      }
    }
    if (limit > this.#done) {
      out += this.#text.slice(this.#done, limit);
      this.#done = limit;
    }
    // What starts before the limit was judged with all that stands before it. Seen again from the cut on, it could look otherwise.
    this.#ignored = Math.max(this.#ignored, limit);
    this.#forget(Math.max(0, Math.min(this.#done, limit) - this.#context));
    return out;
  }

  /** Findings of one rule that overlap are reported as one. */
  #keep({ rule, start, end }: Finding): void {
    const known = (this.#kept.get(rule) ?? 0) - this.#forgotten;
    if (start >= known) this.#redacted?.(rule);
    this.#kept.set(rule, Math.max(known, end) + this.#forgotten);
  }

  #instead({ rule, start, end }: Finding, treated: 'mask' | 'value'): string {
    const written =
      treated === 'value' && end - start <= LONGEST_VALUE
        ? this.#treatment?.write(rule, this.#text.slice(start, end))
        : undefined;
    return written ?? this.#mask(rule);
  }

  #leaveBlock(): boolean {
    const from = this.#done;
    const end = this.#block?.detector.streaming?.closes(this.#block.finding.rule, this.#text, from) ?? -1;
    this.#done = end === -1 ? this.#text.length : end;
    this.#ignored = this.#done;
    if (end === -1) this.#forget(Math.max(0, this.#text.length - Math.max(BLOCK_CONTEXT, this.#context)));
    else this.#block = undefined;
    return end !== -1;
  }

  #forget(units: number): void {
    if (units <= 0) return;
    for (const detector of this.#begun) detector.forget(this.#text, units);
    this.#text = this.#text.slice(units);
    this.#done -= units;
    this.#ignored -= units;
    this.#forgotten += units;
    this.#scanned = Math.max(0, this.#scanned - units);
  }

  #settled({ name, streaming }: Detector): number {
    if (streaming !== undefined) return streaming.settled(this.#text);
    if (this.#text.length > MOST_HELD) {
      throw new GuardError(
        'ERR_OUTPUT_INVALID',
        `detector "${name}" cannot judge a stream of more than ${MOST_HELD} characters: give it "streaming".`,
      );
    }
    return 0;
  }

  /** A pair is never cut in two. */
  #wholeCharacters(limit: number): number {
    const last = this.#text.charCodeAt(limit - 1);
    return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  }
}
