import { once } from './once.ts';

/**
 * A regular expression that is read when it is first asked for, always the same one. For those with `\p{...}`: Node takes up to
 * a fifth of a millisecond to read one, and reads a literal both when its file is loaded and where it stands.
 */
/* @__NO_SIDE_EFFECTS__ */
export function expression(source: string, flags: string): () => RegExp {
  return once(() => new RegExp(source, flags));
}
