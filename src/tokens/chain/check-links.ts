import { ChainError, type Refuse, refuseAt } from './chain-error.ts';
import type { ChainLimits, ReadChain, ReadLink } from './codec.ts';

/** Most links below the first. */
const MAX_DEPTH = 16;

/** Holds the links against each other, in all that does not change with time. What they grant is compared when they are merged. */
export function checkLinks({ links }: ReadChain, { lifetime }: ChainLimits): void {
  if (new Set(links.map(({ id }) => id)).size < links.length) {
    throw new ChainError('CHAIN_CYCLE', 'two links have the same id');
  }
  let above: ReadLink | undefined;
  for (const [index, link] of links.entries()) {
    const refuse = refuseAt(index);
    checkLink(link, index, lifetime, refuse);
    if (above !== undefined) checkBelow(link, above, refuse);
    above = link;
  }
}

function checkLink(link: ReadLink, index: number, lifetime: number, refuse: Refuse): void {
  const { depth, maxDepth, issuedAt, expiresAt } = link;
  if (depth !== index) refuse('DEPTH_INVALID', 'its depth is not its place in the chain');
  if (depth > maxDepth || maxDepth > MAX_DEPTH) refuse('DEPTH_EXCEEDED', 'it is deeper than allowed');
  if (!(expiresAt > issuedAt)) refuse('LIFETIME_INVALID', 'it ends before it was issued');
  if (!(expiresAt - issuedAt <= lifetime)) refuse('LIFETIME_INVALID', `it lasts longer than ${lifetime} seconds`);
}

function checkBelow(link: ReadLink, above: ReadLink, refuse: Refuse): void {
  if (link.depth > above.maxDepth) refuse('DEPTH_EXCEEDED', 'the link above cannot be narrowed any further');
  if (link.maxDepth > above.maxDepth) refuse('DEPTH_WIDENED', 'it can be narrowed more often than the link above');
  if (link.expiresAt > above.expiresAt) refuse('EXPIRY_WIDENED', 'it outlives the link above');
  if (link.issuedAt < above.issuedAt) refuse('IAT_BEFORE_PARENT', 'it is older than the link above');
}

/** Seconds that the clock of an issuer or a holder may be off. */
export const MAX_SKEW_SECONDS = 30;

/** Holds the times of the links against the clock. There is no leeway at the end. */
export function checkTimes(links: readonly Pick<ReadLink, 'issuedAt' | 'expiresAt'>[], nowSeconds: number): void {
  for (const [index, { issuedAt, expiresAt }] of links.entries()) {
    const refuse = refuseAt(index);
    // Written as "not before", so that a clock that is broken refuses.
    if (!(nowSeconds < expiresAt)) refuse('TOKEN_EXPIRED', 'it has expired');
    if (!(issuedAt <= nowSeconds + MAX_SKEW_SECONDS)) refuse('TOKEN_NOT_YET_VALID', 'it was issued in the future');
  }
}
