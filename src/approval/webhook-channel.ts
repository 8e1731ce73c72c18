import { createHmac } from 'node:crypto';
import { checkOptions, functionOption, integerOption, optionError } from '../options.ts';
import { type ApprovalLinks, checkPage } from './links.ts';
import type { ApprovalChannel, ApprovalRequest } from './request.ts';
import { visibleText } from './visible.ts';

export interface WebhookChannelOptions {
  /** Where requests are sent by POST, as JSON. `https`, or `http` on loopback. Redirects are refused. */
  readonly url: string;
  /** Makes the two links in each request. */
  readonly links: ApprovalLinks;
  /** Signs the body: the receiver compares the header `x-crewguard-signature`, which is `sha256=` and the HMAC of the body in hex. */
  readonly key: Uint8Array;
  /** Milliseconds for the receiver to take the request, 1 to 60,000. Default 10,000. */
  readonly timeoutMs?: number;
  /** Default: the global one. Give a guarded one where the process has an egress policy. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What the receiver gets. Every text is one line or more of plain text, escaped: put it into a page as text, never as HTML. */
export interface ApprovalMessage
  extends Pick<ApprovalRequest, 'id' | 'target' | 'principal' | 'summary' | 'reasons' | 'expiresAt'> {
  readonly approveUrl: string;
  readonly denyUrl: string;
}

/**
 * Sends each request to a server of yours, with two signed links, and answers `'later'`: the page behind the links calls
 * `approvals.answer()`. A receiver that does not answer with 2xx in time means that nobody could be asked. The arguments are
 * sent as the escaped summary only.
 *
 * @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds
 */
export function webhookChannel(options: WebhookChannelOptions): ApprovalChannel {
  const where = 'webhookChannel';
  checkOptions(where, options, ['url', 'links', 'key', 'timeoutMs', 'fetch']);
  const { url, links, key, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  checkPage(where, url, 'url');
  functionOption(where, 'fetch', fetch, '(url, options) => Promise<Response>');
  if (typeof links?.make !== 'function') throw optionError(where, '"links" must be made by createApprovalLinks().');
  if (!(key instanceof Uint8Array) || key.byteLength < 32) throw optionError(where, '"key" must be at least 32 bytes.');
  integerOption(where, 'timeoutMs', timeoutMs, { min: 1, max: 60_000 });
  const own = Uint8Array.from(key);

  return async (request, signal) => {
    const { id, target, principal, summary, reasons, expiresAt } = request;
    const message: ApprovalMessage = {
      id,
      target,
      principal: principal === undefined ? undefined : visibleText(principal),
      summary,
      reasons,
      expiresAt,
      approveUrl: links.make(request, 'approve'),
      denyUrl: links.make(request, 'deny'),
    };
    const body = JSON.stringify(message);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-crewguard-signature': `sha256=${createHmac('sha256', own).update(body).digest('hex')}`,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The receiver of approvals answered ${response.status}.`);
    return 'later' as const;
  };
}
