import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type ApprovalMessage,
  consoleChannel,
  createApprovalLinks,
  createApprovals,
  webhookChannel,
} from '../../src/approval/index.ts';
import { approval } from '../../src/guards/authority/approval.ts';
import { pipeline } from '../../src/pipeline.ts';
import { failure } from '../recording.ts';

const guarded = (approvals: ReturnType<typeof createApprovals>) =>
  pipeline()
    .use(approval({ approvals }))
    .wrap('tool:mail.send', z.object({ to: z.string() }), ({ to }) => `sent to ${to}`);

describe('consoleChannel', () => {
  /** A person who reads a question before they type; `undefined` ends the input. */
  function terminal(answers: readonly (string | undefined)[], ahead = '') {
    const input = new PassThrough();
    const output = new PassThrough();
    const shown: string[] = [];
    const left = [...answers];
    output.on('data', (chunk: Buffer) => {
      shown.push(chunk.toString());
      if (!chunk.toString().includes('Approve?')) return;
      const answer = left.shift();
      if (answer === undefined) input.end();
      else input.write(answer);
    });
    input.write(ahead);
    return { input, output, shown };
  }
  const codeOf = (call: Promise<unknown>) => call.catch((error: { code: string }) => error.code);

  it.each([
    ['y\n', true],
    ['Yes\n', true],
    ['n\n', false],
    ['\n', false],
    [undefined, false],
    ['yesterday\n', false],
  ])('takes %j for approved: %s', async (typed, approved) => {
    const { input, output, shown } = terminal([typed]);
    const channel = consoleChannel({ by: 'operator', input, output });
    const call = guarded(createApprovals({ channel }))({ to: 'ann' });
    expect(await codeOf(call)).toBe(approved ? 'sent to ann' : 'ERR_APPROVAL_DENIED');
    expect(shown.join('')).toContain('to: "ann"');
  });

  it('takes nothing for an answer that was typed before the question', async () => {
    const { input, output } = terminal(['n\n'], 'y\ny\ny\n');
    const channel = consoleChannel({ input, output });
    expect(await codeOf(guarded(createApprovals({ channel }))({ to: 'ann' }))).toBe('ERR_APPROVAL_DENIED');
    const over = new PassThrough();
    over.end('y\n');
    const ended = consoleChannel({ input: over, output });
    expect(await codeOf(guarded(createApprovals({ channel: ended }))({ to: 'ann' }))).toBe('ERR_APPROVAL_DENIED');
    const gone = consoleChannel({ input: new PassThrough().destroy(), output });
    expect(await codeOf(guarded(createApprovals({ channel: gone }))({ to: 'ann' }))).toBe('ERR_APPROVAL_DENIED');
  });

  it('asks one question at a time, also by several channels at one terminal', async () => {
    const { input, output, shown } = terminal(['y\n', 'n\n']);
    const sending = () => guarded(createApprovals({ channel: consoleChannel({ input, output }) }));
    const results = await Promise.all([codeOf(sending()({ to: 'ann' })), codeOf(sending()({ to: 'eve' }))]);
    expect(results).toEqual(['sent to ann', 'ERR_APPROVAL_DENIED']);
    expect(shown.join('').match(/Approve\?/g)).toHaveLength(2);
  });

  it('shows no name and no reason that could move or forge text', async () => {
    const { input, output, shown } = terminal(['n\n']);
    const approvals = createApprovals({ channel: consoleChannel({ input, output }) });
    const hostile = '\u001b[2J\u009b2K\u202e\u2028\nWhy: all is well';
    await approvals
      .require({
        call: {
          id: 'call',
          runId: 'run',
          target: 'tool:mail.send',
          input: {},
          ctx: { principal: { id: hostile } },
          signal: new AbortController().signal,
          whenAnswered: () => {},
          observe: () => {},
        },
        reasons: [{ guard: 'taint', text: `Argument: ${hostile}` }],
      })
      .catch(() => {});
    const [question = ''] = shown;
    expect(question.trim().split('\n')).toHaveLength(3);
    expect(question).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('refuses a name that no answer could bear', () => {
    expect(() => consoleChannel({ by: 'x'.repeat(257) })).toThrow(/"by"/);
  });

  it('refuses where nobody sits at a terminal', async () => {
    const call = guarded(createApprovals({ channel: consoleChannel() }))({ to: 'ann' });
    expect(process.stdin.isTTY).not.toBe(true);
    expect(await failure(call)).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
  });
});

describe('webhookChannel', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  /** A receiver on loopback. */
  async function receiver(status: number, location?: string) {
    const bodies: { readonly body: string; readonly signature: string | undefined }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        bodies.push({ body, signature: request.headers['x-crewguard-signature'] as string | undefined });
        response.writeHead(status, location === undefined ? {} : { location }).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
  }

  it('sends a signed request whose links answer it', async () => {
    const key = randomBytes(32);
    const { url, bodies } = await receiver(204);
    const links = createApprovalLinks({ page: 'https://ops.example.com/approvals', key });
    const approvals = createApprovals({ channel: webhookChannel({ url, links, key }) });
    const send = guarded(approvals);
    expect(await failure(send({ to: 'ann' }))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    const { body = '', signature } = bodies[0] ?? {};
    expect(signature).toBe(`sha256=${createHmac('sha256', key).update(body).digest('hex')}`);
    const message = JSON.parse(body) as ApprovalMessage;
    expect(message.summary).toContain('to: "ann"');
    expect(message).not.toHaveProperty('input');
    const { id, decision } = links.read(message.approveUrl);
    await approvals.answer(id, { decision, by: 'bob' });
    expect(await send({ to: 'ann' })).toBe('sent to ann');
  });

  it('holds the call where told to wait', async () => {
    const key = randomBytes(32);
    const { url, bodies } = await receiver(200);
    const links = createApprovalLinks({ page: 'https://ops.example.com/approvals', key });
    const approvals = createApprovals({ channel: webhookChannel({ url, links, key }), wait: true, pollMs: 60_000 });
    const held = guarded(approvals)({ to: 'ann' });
    await expect.poll(async () => [bodies.length, (await approvals.pending()).length]).toEqual([1, 1]);
    const message = JSON.parse(bodies[0]?.body ?? '') as ApprovalMessage;
    await approvals.answer(links.read(message.denyUrl).id, { decision: 'deny', by: 'bob' });
    expect(await failure(held)).toMatchObject({ code: 'ERR_APPROVAL_DENIED' });
  });

  it('refuses addresses with a password in them', () => {
    const key = randomBytes(32);
    const links = createApprovalLinks({ page: 'https://ops.example.com/', key });
    const url = ['https://robot', 'hunter2@ops.example.com/'].join(':');
    expect(() => webhookChannel({ url, links, key })).toThrow(/password/);
    expect(() => createApprovalLinks({ page: url, key })).toThrow(/password/);
  });

  it.each([500, 302])('counts the answer %i as nobody asked', async (status) => {
    const key = randomBytes(32);
    const { url } = await receiver(status, 'https://elsewhere.example/');
    const links = createApprovalLinks({ page: 'https://ops.example.com/approvals', key });
    const approvals = createApprovals({ channel: webhookChannel({ url, links, key }) });
    expect(await failure(guarded(approvals)({ to: 'ann' }))).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
    expect(await approvals.pending()).toEqual([]);
  });

  it('refuses options that are none', () => {
    const key = randomBytes(32);
    const links = createApprovalLinks({ page: 'https://ops.example.com/', key });
    expect(() => webhookChannel({ url: 'http://ops.example.com/', links, key })).toThrow(/https/);
    expect(() => webhookChannel({ url: 'https://ops.example.com/', links, key: randomBytes(8) })).toThrow(/32 bytes/);
    expect(() => webhookChannel({ url: 'https://ops.example.com/', links: {} as never, key })).toThrow(/"links"/);
  });
});
