/**
 * What is made when it is first asked for, and then kept. For tables at the top of a file that take a while to make: importing
 * the package makes none of them. Free of side effects for bundlers, which leave out a table that nobody asks for.
 */
/* @__NO_SIDE_EFFECTS__ */
export function once<T>(make: () => T): () => T {
  let kept: { readonly made: T } | undefined;
  return () => {
    kept ??= { made: make() };
    return kept.made;
  };
}
