/** The id of the principal behind a call, where one is known. */
export function principalOf(ctx: object): string | undefined {
  const { principal } = ctx as { readonly principal?: { readonly id?: unknown } | null };
  const id = principal?.id;
  return typeof id === 'string' ? id : undefined;
}

/** Whether two names may stand for one person. Pages behind links know people by names that other systems write. */
export const isSameParty = (left: string, right: string): boolean => folded(left) === folded(right);

const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
