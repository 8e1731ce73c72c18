import type { LinkTerms } from '../capability/link.ts';
import type { PublicKey } from './public-key.ts';

/** The token that a link was read from, and the key that may sign the next one: so that it can be handed on as it is. */
export class Origin {
  readonly format: string;
  readonly token: string;
  readonly holder: PublicKey;

  constructor(format: string, token: string, holder: PublicKey) {
    this.format = format;
    this.token = token;
    this.holder = holder;
  }
}

export const originOf = ({ origin }: LinkTerms): Origin | undefined => (origin instanceof Origin ? origin : undefined);
