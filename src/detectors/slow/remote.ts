import { checkOptions, functionOption, integerOption, optionError } from '../../options.ts';
import { RULE_NAME, type SlowDetector } from './slow-detector.ts';

/** What is used of `fetch`. */
export type RemoteFetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly redirect: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<RemoteResponse>;

/** What is used of a response. */
export interface RemoteResponse {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface RemoteOptions {
  /** The global `fetch`, or one of yours that bounds where it may go. There is no default: what leaves the process is your decision. */
  readonly fetch: RemoteFetch;
  /** An absolute `https:` URL, or `http:` on a loopback address. */
  readonly url: string;
  /** Sent with every request, for example `authorization`; not `content-type` and `accept`, which are set. Each name once, whatever its case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `remote`. */
  readonly name?: string;
  /** Largest answer in bytes: 64 to 10,485,760. Default 65,536. */
  readonly maxBytes?: number;
}

/**
 * A service as detector, for `escalate()`. Sends `POST` with `{"text": "..."}` and takes `200` with
 * `{"score": 0..1, "findings"?: [{ "rule", "start", "end", "severity" }]}` and no other fields; offsets are UTF-16 units.
 * Redirects, any other status, form or size count as down. The text leaves the process: redact before, where it must not.
 *
 * @throws `ERR_OPTION_INVALID` without `fetch`, for another URL, or an option out of range
 */
export function remote(options: RemoteOptions): SlowDetector {
  const where = 'remote';
  checkOptions(where, options, ['fetch', 'url', 'headers', 'name', 'maxBytes']);
  const { fetch, name = 'remote', headers = {} } = options;
  functionOption(where, 'fetch', fetch, '(url, init) => Promise<Response>');
  const url = checkedUrl(where, options.url);
  if (!RULE_NAME.test(name)) throw optionError(where, '"name" must be lower-case words joined by "-".');
  checkHeaders(where, headers);
  const maxBytes = integerOption(where, 'maxBytes', options.maxBytes ?? 65_536, { min: 64, max: 10_485_760 });
  const sent = Object.freeze({ ...headers, ...OWN_HEADERS });
  return Object.freeze({
    name,
    async classify(text: string, { signal }: { readonly signal: AbortSignal }) {
      const body = JSON.stringify({ text });
      const response = await fetch(url, { method: 'POST', headers: sent, body, redirect: 'error', signal });
      if (response.status !== 200) throw new TypeError(`the service answered ${Number(response.status)}`);
      return answerOf(JSON.parse(await bounded(response.body, maxBytes)));
    },
  });
}

const OWN_HEADERS = { 'content-type': 'application/json', accept: 'application/json' } as const;

/** Names that differ in case only are one header, whose values `fetch` joins: what then arrives is none of the two. */
function checkHeaders(where: string, headers: unknown): void {
  if (typeof headers !== 'object' || headers === null || Object.values(headers).some((v) => typeof v !== 'string')) {
    throw optionError(where, '"headers" must be an object of texts.');
  }
  const names = new Set<string>();
  for (const name of Object.keys(headers)) {
    const lower = name.toLowerCase();
    if (Object.hasOwn(OWN_HEADERS, lower)) {
      throw optionError(where, `"headers" must not hold "${lower}": remote() sets it. Leave it out.`);
    }
    if (names.has(lower)) {
      throw optionError(where, `"headers" holds ${JSON.stringify(lower)} twice, in different case. Keep one of them.`);
    }
    names.add(lower);
  }
}

function checkedUrl(where: string, value: unknown): string {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  const loopback = url !== null && /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(url.hostname);
  const named = url !== null && url.username + url.password !== '';
  if (url === null || named || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
    throw optionError(
      where,
      '"url" must be an absolute https: URL without user name and password, or http: on a loopback address. Put credentials into "headers".',
    );
  }
  return url.href;
}

/** The rest of the form is checked by `escalate()`, as for every slow detector. */
function answerOf(answer: unknown): { score: number } {
  const fields = typeof answer === 'object' && answer !== null ? Object.keys(answer) : [];
  if (!fields.includes('score') || fields.some((name) => name !== 'score' && name !== 'findings')) {
    throw new TypeError('the service must answer { score, findings? } and nothing else');
  }
  return answer as { score: number };
}

async function bounded(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) throw new TypeError('the service answered nothing');
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw new RangeError(`the service answered more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
}
