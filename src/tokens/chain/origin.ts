import type { LinkTerms } from '../capability/link.ts';
import type { ReadLink } from './codec.ts';

/** Where a link was read from: so that it can be handed on as it is, and the next one written below it. */
export class Origin {
  readonly format: string;
  readonly token: string;
  /** What the token says: its times, and the key that may sign the next one. */
  readonly link: Pick<ReadLink, 'holder' | 'issuedAt' | 'notBefore' | 'expiresAt'>;

  constructor(format: string, token: string, { holder, issuedAt, notBefore, expiresAt }: ReadLink) {
    this.format = format;
    this.token = token;
    this.link = { holder, issuedAt, notBefore, expiresAt };
  }
}

export const originOf = ({ origin }: LinkTerms): Origin | undefined => (origin instanceof Origin ? origin : undefined);
