import type { LinkTerms } from '../capability/link.ts';
import type { PublicKey } from './public-key.ts';

/** The token that a link was read from, and the key that may sign the next one: so that it can be handed on as it is. */
export class Origin {
  readonly token: string;
  readonly holder: PublicKey;

  constructor(token: string, holder: PublicKey) {
    this.token = token;
    this.holder = holder;
  }
}

export const originOf = ({ origin }: LinkTerms): Origin | undefined => (origin instanceof Origin ? origin : undefined);
