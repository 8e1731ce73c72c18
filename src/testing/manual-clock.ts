/** A clock that stands still until it is moved. */
export interface ManualClock {
  (): number;
  /** Moves it on by milliseconds, or back. */
  advance(ms: number): void;
  /** Sets it, as somebody sets the time of day. */
  set(ms: number): void;
}

/** For the `clock` option of guards, so that tests wait for nothing. */
export function manualClock(start = 0): ManualClock {
  let now = start;
  return Object.assign(() => now, {
    advance(ms: number) {
      now += ms;
    },
    set(ms: number) {
      now = ms;
    },
  });
}
