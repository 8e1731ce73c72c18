import { type Bounds, boundsOption, checkBounds } from '../../bounds.ts';
import { defineGuard, type Guard } from '../../guard.ts';

/** Bounds of the input; what is left out gets the default of the pipeline: 4 MiB, 64 levels, 50,000 leaves. */
export type SizeLimitOptions = Partial<Bounds>;

/**
 * Refuses an input that is larger than this target needs: in bytes, in depth, in leaves. It measures without recursion and
 * stops at the first bound that is passed. Getters, Proxies and lone surrogates are refused as no data.
 *
 * Needs nothing; adds nothing. Place it at the head, after `authenticate()` and `rateLimit()`: there it runs before the
 * schema. A pipeline measures every input with its own bounds all the same; this guard is for tighter ones.
 *
 * @throws `ERR_INPUT_TOO_LARGE`, `ERR_INPUT_INVALID`
 */
export const sizeLimit = (options: SizeLimitOptions): Guard => {
  const bounds = boundsOption('sizeLimit', options);
  return defineGuard(
    'size-limit',
    (call, next) => {
      checkBounds(call.input, bounds);
      return next();
    },
    { reads: 'raw-input' },
  );
};
