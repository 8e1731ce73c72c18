import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTokens } from '../../../src/detectors/redaction/token-vault.ts';
import { type RedactOptions, redact } from '../../../src/guards/content/redact.ts';
import { restoreTokens } from '../../../src/guards/content/restore-tokens.ts';
import { createAudit, memorySink, unchecked } from '../../../src/index.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { deferred, failure, settle } from '../../recording.ts';

const mail = 'ann@acme.example';
const card = '4111 1111 1111 1111';
const Mail = z.object({ to: z.string(), body: z.string().default('') });

/** An agent that reads a text and sends mails, and what its tools were given. */
function setUp(options: RedactOptions = {}, text = `write to ${mail}, card ${card}`) {
  const tokens = createTokens();
  const sent: unknown[] = [];
  const log = memorySink();
  const audit = createAudit({ sink: log, includeInput: 'redacted' });
  const tools = pipeline({ audit }).use(redact({ action: 'tokenise', tokens, ...options }));
  const read = tools.wrap('tool:read', unchecked<string>(), () => text);
  const send = tools.use(restoreTokens({ tokens, fields: { to: ['email'] } })).wrap('tool:send', Mail, (message) => {
    sent.push(message);
    return `sent to ${message.to}`;
  });
  const agent = pipeline({ audit });
  return { tokens, sent, log, read, send, agent };
}

describe('restoreTokens', () => {
  it('gives a value back to the one tool, field and rule that is declared to need it', async () => {
    const { agent, read, send, sent } = setUp();
    const run = agent.wrap('agent:a', unchecked<string>(), async (_, call) => {
      const text = await read.within(call)('x');
      const [email, number] = text.match(/\[[^\]]+\]/g) ?? [];
      expect(text).toMatch(/^write to \[email-1#[a-z2-7]{4}\], card \[card-number-2#[a-z2-7]{4}\]$/);
      const answer = await send.within(call)({ to: email ?? '', body: `for ${email}: ${number}` });
      expect(answer).toBe(`sent to ${email}`); // the same value gets the same placeholder
      expect(await failure(send.within(call)({ to: number ?? '' }))).toMatchObject({ code: 'ERR_TOKEN_UNKNOWN' });
      return [email, number];
    });
    const [email, number] = await run('x');
    expect(sent).toEqual([{ to: mail, body: `for ${email}: ${number}` }]);
  });

  it('knows no placeholder of another run, and none that was made up', async () => {
    const { agent, read, send, sent } = setUp();
    const run = agent.wrap('agent:a', unchecked<string>(), (given, call) =>
      given === '' ? read.within(call)('x') : send.within(call)({ to: given }),
    );
    const token = /\[email[^\]]+\]/.exec(await run(''))?.[0] ?? '';
    expect(await failure(run(token))).toMatchObject({ code: 'ERR_TOKEN_UNKNOWN', kind: 'invalid' });
    expect(await failure(run('[email-1#aaaa]'))).toMatchObject({ code: 'ERR_TOKEN_UNKNOWN' });
    expect(await run('[email-1] or [fig-1-left]')).toContain('sent to');
    expect(sent).toEqual([{ to: '[email-1] or [fig-1-left]', body: '' }]);
  });

  it('forgets the values when the run ends, also when it fails or its work goes on', async () => {
    const { agent, read, tokens } = setUp();
    const gate = deferred();
    const started = deferred();
    const run = agent.wrap('agent:a', unchecked<string>(), async (mode, call) => {
      await read.within(call)('x');
      expect(tokens.runs).toBeGreaterThan(0);
      if (mode === 'fail') throw new Error('no');
      started.resolve();
      if (mode === 'slow') await gate.promise;
    });
    await run('x');
    await failure(run('fail'));
    await settle();
    expect(tokens.runs).toBe(0);
    const controller = new AbortController();
    const slow = failure(run('slow', {}, { signal: controller.signal }));
    await started.promise;
    await settle();
    controller.abort();
    await slow;
    await settle();
    expect(tokens.runs).toBe(1); // the work may still need them
    gate.resolve();
    await settle();
    expect(tokens.runs).toBe(0);
  });

  it('puts no value on record, nor into what is printed', async () => {
    const { agent, read, send, log, tokens } = setUp();
    const run = agent.wrap('agent:a', unchecked<string>(), async (_, call) => {
      const token = /\[email[^\]]+\]/.exec(await read.within(call)('x'))?.[0] ?? '';
      await send.within(call)({ to: token });
      return token;
    });
    const token = await run('x');
    const records = JSON.stringify(log.records);
    expect(records).not.toContain(mail);
    expect(records).toContain(token);
    const { inspect } = await import('node:util');
    expect(inspect(tokens, { depth: 9, showHidden: true }) + JSON.stringify(tokens)).not.toContain(mail);
  });

  it('puts none of many values on record, also where one is part of another', async () => {
    const local = ['ann', 'joann', 'a', ...Array.from({ length: 300 }, (_, at) => `member.${at}`)];
    const mails = local.flatMap((name) => [`${name}@acme.example`, `${name}@acme.example.org`]);
    const { agent, read, send, log, sent } = setUp({}, mails.join(' '));
    const run = agent.wrap('agent:a', unchecked<string>(), async (_, call) =>
      send.within(call)({ to: await read.within(call)('x') }),
    );
    await run('x');
    expect(sent).toEqual([{ to: mails.join(' '), body: '' }]);
    const records = JSON.stringify(log.records);
    expect(records).toContain('[email-1#');
    expect(records).not.toContain('acme');
  });

  it('masks for good what has no room', async () => {
    const tokens = createTokens({ maxValues: 1, maxRuns: 1 });
    const run = pipeline()
      .use(redact({ action: 'tokenise', tokens }))
      .wrap('tool:t', unchecked<string>(), (text) => text);
    expect(await run('a@acme.example b@acme.example a@acme.example')).toMatch(
      /^(\[email-1#\w{4}\]) \[redacted:email\] \1$/,
    );
  });

  it('reads strings of a field at any depth, and no others', async () => {
    const tokens = createTokens();
    const seen: unknown[] = [];
    const tools = pipeline().use(redact({ action: 'tokenise', tokens }));
    const read = tools.wrap('tool:read', unchecked<string>(), (text) => text);
    const send = tools
      .use(restoreTokens({ tokens, fields: { to: ['email'], cc: ['email'] } }))
      .wrap('tool:send', unchecked<unknown>(), (input) => {
        seen.push(input);
      });
    const run = pipeline().wrap('agent:a', unchecked<string>(), async (_, call) => {
      const token = await read.within(call)(mail);
      await send.within(call)({ to: [{ address: `<${token}>` }], other: token });
      await send.within(call)(token);
      await send.within(call)([token]);
      return token;
    });
    const token = await run('x');
    expect(seen).toEqual([{ to: [{ address: `<${mail}>` }], other: token }, token, [token]]);
  });

  it('checks its options', () => {
    const tokens = createTokens();
    expect(() => restoreTokens({ tokens, fields: {} })).toThrow(/"fields" must name at least one field/);
    expect(() => restoreTokens({ tokens, fields: ['to'] as never })).toThrow(/"fields" must name at least one field/);
    expect(() => restoreTokens({ tokens, fields: 'to' as never })).toThrow(/"fields" must name at least one field/);
    expect(() => restoreTokens({ tokens, fields: { to: [] } })).toThrow(/must list rule names for "to"/);
    expect(() => restoreTokens({ tokens, fields: { to: ['*'] } })).toThrow(/must list rule names for "to"/);
    expect(() => restoreTokens({ tokens: { runs: 0 }, fields: { to: ['email'] } })).toThrow(/made by createTokens/);
    // @ts-expect-error misspelt
    expect(() => restoreTokens({ tokens, field: {} })).toThrow(/unknown option "field"/);
    expect(() => createTokens({ maxValues: 0 })).toThrow(/"maxValues"/);
    expect(() => createTokens({ maxRuns: 1.5 })).toThrow(/"maxRuns"/);
    expect(() => redact({ action: 'tokenise' })).toThrow(/"tokens" is required for tokenise/);
    expect(() => redact({ action: { email: 'tokenise' } })).toThrow(/"tokens" is required/);
  });
});
