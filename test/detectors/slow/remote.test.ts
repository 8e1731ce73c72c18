import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RemoteOptions, remote } from '../../../src/detectors/slow/remote.ts';

const { signal } = new AbortController();
const answers = new Map<string, { readonly status?: number; readonly body: string; readonly location?: string }>([
  ['/good', { body: '{"score": 0.25, "findings": [{"rule": "a", "start": 0, "end": 2, "severity": "high"}]}' }],
  ['/prose', { body: 'harmless' }],
  ['/more', { body: '{"score": 0, "note": "trust me"}' }],
  ['/none', { body: '{}' }],
  ['/list', { body: '[0]' }],
  ['/large', { body: `{"score": 0${' '.repeat(200_000)}}` }],
  ['/broken', { status: 500, body: '{"score": 0}' }],
  ['/moved', { status: 302, body: '{"score": 0}', location: '/good' }],
]);

async function* bytesOf(...bytes: number[]) {
  yield Uint8Array.from(bytes);
}

describe('remote', () => {
  let server: Server;
  const seen: { readonly body: string; readonly key: unknown }[] = [];
  const detector = (path: string, options: Partial<RemoteOptions> = {}) =>
    remote({ fetch, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, ...options });

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        seen.push({ body: Buffer.concat(parts).toString(), key: request.headers['x-key'] });
        const { status = 200, body, location } = answers.get(request.url ?? '') ?? { status: 404, body: '' };
        response.writeHead(status, location === undefined ? {} : { location }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('sends the text and takes a score and findings', async () => {
    expect(await detector('/good', { headers: { 'x-key': 'k' } }).classify('text "1"', { signal })).toMatchObject({
      score: 0.25,
      findings: [{ rule: 'a' }],
    });
    expect(seen.at(-1)).toEqual({ body: '{"text":"text \\"1\\""}', key: 'k' });
  });

  it.each(['/prose', '/more', '/none', '/list', '/large', '/broken', '/moved', '/unknown'])(
    'takes nothing else: %s',
    async (path) => {
      await expect(detector(path).classify('text', { signal })).rejects.toThrow();
    },
  );

  it.each([
    ['no body', { status: 200, body: null }],
    ['bytes that are no text', { status: 200, body: bytesOf(0xff, 0xfe) }],
    ['a null', { status: 200, body: bytesOf(...Buffer.from('null')) }],
  ])('takes no answer without a form: %s', async (_name, response) => {
    const other = remote({ fetch: () => Promise.resolve(response), url: 'https://a.example' });
    await expect(other.classify('text', { signal })).rejects.toThrow(TypeError);
  });

  it('ends with its signal', async () => {
    await expect(detector('/good').classify('text', { signal: AbortSignal.abort(new Error('late')) })).rejects.toThrow(
      'late',
    );
  });

  it.each([
    [{ url: 'https://a.example' }, /"fetch" must be a function/],
    [{ fetch, url: 'http://a.example' }, /"url" must be/],
    [{ fetch, url: '/scan' }, /"url"/],
    [{ fetch, url: new URL('https://a.example') }, /"url" must be/],
    [{ fetch, url: 'https://a:b@c.example' }, /"url"/],
    [{ fetch, url: 'https://a@c.example' }, /"headers"/],
    [{ fetch, url: 'https://a.example', headers: { a: 1 } }, /"headers"/],
    [{ fetch, url: 'https://a.example', headers: { 'X-Key': 'a', 'x-key': 'b' } }, /"x-key" twice, in different case/],
    [{ fetch, url: 'https://a.example', headers: { 'Content-Type': 'text/plain' } }, /"content-type".*Leave it out/],
    [{ fetch, url: 'https://a.example', maxBytes: 1 }, /"maxBytes"/],
    [{ fetch, url: 'https://a.example', name: 'A' }, /"name"/],
  ])('refuses the options %#', (options, message) => {
    // @ts-expect-error each is wrong
    expect(() => remote(options)).toThrow(message);
  });
});
