import { createHmac, timingSafeEqual } from 'node:crypto';
import { GuardError } from '../errors.ts';
import { checkOptions, optionError } from '../options.ts';
import type { ApprovalRequest } from './request.ts';

/** What a signed link says. */
export interface ApprovalLink {
  readonly id: string;
  readonly decision: 'approve' | 'deny';
}

/** Makes and reads links by which a person answers a request. */
export interface ApprovalLinks {
  make(request: ApprovalRequest, decision: 'approve' | 'deny'): string;
  /** @throws `ERR_INPUT_INVALID` for a link that was not made with this key, or has expired */
  read(url: string): ApprovalLink;
}

export interface ApprovalLinksOptions {
  /** The page of your own that answers, such as `https://ops.example.com/approvals`. `https`, or `http` on loopback. */
  readonly page: string;
  /** At least 32 random bytes, kept secret: who has them can approve. */
  readonly key: Uint8Array;
  /** Time of day in milliseconds since 1970. Default `Date.now`. */
  readonly clock?: () => number;
}

const MIN_KEY = 32;
const FIELDS = ['id', 'decision', 'expires', 'digest'] as const;

/**
 * Links that are signed with HMAC-SHA-256 over request, decision, expiry and digest: a link cannot be turned into another
 * answer, or moved to another request. Mail filters and chat previews open links by themselves: let the page show the
 * request and ask once more, by a POST, before it calls `approvals.answer()`; and let it know who is signed in, for `by`.
 *
 * @throws `ERR_OPTION_INVALID` for a page that is no such URL, or a key that is too short
 */
export function createApprovalLinks(options: ApprovalLinksOptions): ApprovalLinks {
  const where = 'createApprovalLinks';
  checkOptions(where, options, ['page', 'key', 'clock']);
  const { page, key, clock = Date.now } = options;
  checkPage(where, page);
  if (!(key instanceof Uint8Array) || key.byteLength < MIN_KEY) {
    throw optionError(where, `"key" must be at least ${MIN_KEY} bytes, such as randomBytes(32).`);
  }
  const own = Uint8Array.from(key);
  const sign = (fields: readonly string[]): Buffer =>
    createHmac('sha256', own)
      .update(JSON.stringify(['crewguard approval', ...fields]))
      .digest();

  return Object.freeze({
    make({ id, digest, expiresAt }: ApprovalRequest, decision: 'approve' | 'deny'): string {
      const url = new URL(page);
      const fields = [id, decision, String(expiresAt), digest];
      FIELDS.forEach((name, index) => {
        url.searchParams.set(name, fields[index] as string);
      });
      url.searchParams.set('signature', sign(fields).toString('base64url'));
      return url.href;
    },

    read(given: string): ApprovalLink {
      const parameters = URL.canParse(given) ? new URL(given).searchParams : new URLSearchParams();
      const fields = FIELDS.map((name) => parameters.get(name) ?? '');
      const signature = Buffer.from(parameters.get('signature') ?? '', 'base64url');
      const expected = sign(fields);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
        throw new GuardError('ERR_INPUT_INVALID', 'The link of an approval was not made with this key.');
      }
      const [id = '', decision, expires] = fields;
      if (!(clock() < Number(expires)))
        throw new GuardError('ERR_INPUT_INVALID', 'The link of an approval has expired.');
      return { id, decision: decision === 'approve' ? 'approve' : 'deny' };
    },
  });
}

export function checkPage(where: string, page: unknown, name = 'page'): void {
  const url = typeof page === 'string' && URL.canParse(page) ? new URL(page) : undefined;
  const loopback = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1' || url?.hostname === '[::1]';
  if (url !== undefined && url.username + url.password !== '') {
    throw optionError(where, `"${name}" must hold no user and password: it is written into messages and logs.`);
  }
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return;
  throw optionError(where, `"${name}" must be an https: URL, or an http: one on loopback.`);
}
