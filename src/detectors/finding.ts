export type Severity = 'low' | 'medium' | 'high';

/** What a detector saw. It says where and why, and never holds the matched text itself. */
export interface Finding {
  /** Name of the detector. */
  readonly detector: string;
  /** Name of the rule: lower-case words joined by `-`. */
  readonly rule: string;
  /** First UTF-16 unit, in the text that was given to `scan`, also when it was found in a decoded form of it. */
  readonly start: number;
  /** UTF-16 unit behind the last one. */
  readonly end: number;
  readonly severity: Severity;
  /** How it was found, for example `decoded base64`. Fixed words, never text from the input. */
  readonly reason?: string;
  /** Where in structured data the text lies, for example `$.items[2].body`. */
  readonly path?: string;
  /**
   * Only for findings without a longest length (a key block, a long token): `open` when the text ended before the finding
   * did, so that all that follows belongs to it until `Streaming.closes` says otherwise.
   */
  readonly block?: 'open' | 'closed';
}

export interface Detection {
  /** 0: nothing was seen, 1: certain. */
  readonly score: number;
  /** Sorted by `start`. */
  readonly findings: readonly Finding[];
}

/**
 * What a detector must say about itself so that a stream can be redacted as if it were one text. Without it, streams are
 * held until they end.
 */
export interface Streaming {
  /** How many UTF-16 units before its start a finding can depend on. */
  readonly context: number;
  /**
   * The first offset from which more text could add or change a finding. All that starts before it is final. Runs over the
   * last part of the text only, and is never further from its end than the longest finding that is not a block.
   */
  settled(text: string): number;
  /** Where an open block of this rule ends, in a text whose units before `from` belong to it or precede it; -1 while it goes on. */
  closes(rule: string, text: string, from: number): number;
  /** A detector for one stream, where a finding can depend on text at any distance before it, or where what was read need not be read again. */
  begin?(): StreamDetector;
}

/** The port: anything that judges a text. `scan` is synchronous, never throws for any string, and keeps no state between calls. */
export interface Detector {
  readonly name: string;
  scan(text: string): Detection;
  readonly streaming?: Streaming;
}

/** A detector that is shown one text as it grows, and is told when units at its beginning will not be shown again. */
export interface StreamDetector extends Detector {
  forget(text: string, units: number): void;
}

/** The usual order, which also decides which name a mask gets: by start, and at one start as the detector listed them. */
export const byStart = (a: { readonly start: number }, b: { readonly start: number }): number => a.start - b.start;

export const NOTHING: Detection = Object.freeze({ score: 0, findings: Object.freeze([]) });
