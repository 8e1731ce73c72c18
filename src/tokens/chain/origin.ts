import type { LinkTerms } from '../capability/link.ts';
import type { PublicKey } from './public-key.ts';

/** The token that a link was read from, and the key that may sign the next one. */
export interface Origin {
  readonly token: string;
  readonly holder: PublicKey;
}

const origins = new WeakMap<LinkTerms, Origin>();

/** Remembers where the links of a verified chain came from, so that they can be handed on as they are. */
export const setOrigin = (link: LinkTerms, origin: Origin): void => {
  origins.set(link, origin);
};

export const originOf = (link: LinkTerms): Origin | undefined => origins.get(link);
