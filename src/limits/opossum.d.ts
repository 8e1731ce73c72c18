/** The part of opossum 10 that we use; the package ships no types, and @types/opossum describes version 8. */
declare module 'opossum' {
  import type { EventEmitter } from 'node:events';

  /** What an action may give: opossum calls `then` and, on what that gives, `catch`. */
  export interface Outcome {
    then(fulfilled: () => void): { catch(rejected: (error: Error) => void): void };
  }

  interface Options {
    timeout: false;
    enableSnapshots: false;
    rollingPercentilesEnabled: false;
    rollingCountBuckets: number;
    rollingCountTimeout: number;
    rotateBucketController: EventEmitter;
    errorThresholdPercentage: number;
    volumeThreshold: number;
    name: string;
    state?: { closed: boolean; halfOpen: boolean };
  }

  export default class CircuitBreaker extends EventEmitter {
    constructor(action: (outcome: Outcome) => Outcome, options: Options);
    readonly opened: boolean;
    readonly closed: boolean;
    readonly status: { readonly window: readonly { latencyTimes: number[] }[] };
    fire(outcome: Outcome): Promise<void>;
    shutdown(): void;
  }
}
