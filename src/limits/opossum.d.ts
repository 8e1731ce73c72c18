/** The part of opossum 10 that we use; the package ships no types, and @types/opossum describes version 8. */
declare module 'opossum' {
  import type { EventEmitter } from 'node:events';

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
    constructor(action: (outcome: PromiseLike<void>) => PromiseLike<void>, options: Options);
    readonly opened: boolean;
    readonly closed: boolean;
    readonly status: { readonly window: readonly { latencyTimes: number[] }[] };
    fire(outcome: PromiseLike<void>): Promise<void>;
    shutdown(): void;
  }
}
