import { functionOption } from './options.ts';

/** Milliseconds from an arbitrary start. It must never run backwards because somebody set the time of day. */
export type Clock = () => number;

/** Monotonic: unlike `Date.now` it does not jump. https://nodejs.org/api/perf_hooks.html#performancenow */
export const monotonic: Clock = () => performance.now();

/** A clock from options, held to its promise: a reading that is earlier than the last one, or no finite number, stands still. */
export function clockOption(where: string, clock: Clock = monotonic): Clock {
  if (clock === monotonic) return monotonic;
  functionOption(where, 'clock', clock, '() => milliseconds, such as performance.now');
  let latest = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock();
    if (now > latest && Number.isFinite(now)) latest = now;
    return latest === Number.NEGATIVE_INFINITY ? 0 : latest;
  };
}
