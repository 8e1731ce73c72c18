/**
 * Tells where a sign stands next from an offset on, which mostly rises: what was looked through is not looked through again. Infinity
 * where it does not stand any more.
 */
export function nextOf(text: string, sign: string): (from: number) => number {
  let searched = Number.POSITIVE_INFINITY;
  let at = -1;
  return (from) => {
    if (from < searched || at < from) {
      searched = from;
      at = text.indexOf(sign, from);
      if (at === -1) at = Number.POSITIVE_INFINITY;
    }
    return at;
  };
}
