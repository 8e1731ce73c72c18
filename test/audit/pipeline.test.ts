import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AuditOptions, createAudit } from '../../src/audit/create-audit.ts';
import { memorySink } from '../../src/audit/memory-sink.ts';
import { deny } from '../../src/errors.ts';
import { defineGuard } from '../../src/guard.ts';
import { pipeline } from '../../src/pipeline.ts';
import { fakeKey } from './fake-call.ts';

const Input = z.object({ q: z.string() });

function recorded(options: AuditOptions = {}) {
  const sink = memorySink();
  const audit = createAudit({ sink, ...options });
  return {
    sink,
    audit,
    brief: () => sink.records.map(({ type, decision, outcome, event }) => decision ?? outcome ?? event ?? type),
  };
}

const identify = defineGuard<{}, { principal: object }>('identify', (_call, next) =>
  next({ ctx: { principal: { id: 'ann', roles: ['analyst'] } } }),
);

describe('a guarded call', () => {
  it('is on record before it starts and when it has ended', async () => {
    const { sink, audit, brief } = recorded();
    const search = pipeline({ audit })
      .use(identify)
      .wrap('tool:web.search', Input, () => {
        expect(brief()).toEqual(['allow']);
        return 'found';
      });
    await expect(search({ q: 'secret plans' })).resolves.toBe('found');
    expect(brief()).toEqual(['allow', 'ok']);
    const [first, second] = sink.records;
    expect(first).toMatchObject({
      target: 'tool:web.search',
      actor: { id: 'ann', roles: ['analyst'] },
      input: { argument_names: ['q'] },
    });
    expect(second?.call_id).toBe(first?.call_id);
    expect(JSON.stringify(sink.records)).not.toMatch(/secret plans|found/);
  });

  it('that is refused is on record with its reason, redacted', async () => {
    const { sink, audit, brief } = recorded();
    const mail = ['ann', 'example.com'].join('@');
    const refuse = defineGuard('no', () => {
      throw deny(`not for ${mail}`);
    });
    const search = pipeline({ audit })
      .use(refuse)
      .wrap('tool:web.search', Input, () => 'found');
    await expect(search({ q: 'x' })).rejects.toMatchObject({ code: 'ERR_DENIED' });
    expect(brief()).toEqual(['deny']);
    expect(sink.records[0]).toMatchObject({ guard: 'no', reason_code: 'ERR_DENIED', severity: 'warn' });
    expect(sink.records[0]?.error).toMatch(/^not for /);
    expect(JSON.stringify(sink.records)).not.toContain(mail);
  });

  it('that fails is on record without what its error gave away', async () => {
    const { sink, audit } = recorded({ redactText: (text) => text.replaceAll(fakeKey(), '[redacted]') });
    const failure = new Error(`401 for ${fakeKey()}`);
    const search = pipeline({ audit }).wrap('tool:web.search', Input, () => {
      throw failure;
    });
    await expect(search({ q: 'x' })).rejects.toBe(failure);
    expect(sink.records[1]).toMatchObject({ outcome: 'error', severity: 'error', error: 'Error: 401 for [redacted]' });
  });

  it('within another one is linked to it', async () => {
    const { sink, audit } = recorded();
    const tools = pipeline({ audit });
    const search = tools.wrap('tool:web.search', Input, () => 'found');
    const crew = tools.wrap('agent:crew', Input, ({ q }, call) => search.within(call)({ q }));
    await crew({ q: 'x' });
    const [outer, inner] = sink.records;
    expect(inner).toMatchObject({ target: 'tool:web.search', parent_call_id: outer?.call_id, run_id: outer?.run_id });
    expect(sink.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('that streams is on record with its chunks', async () => {
    const { sink, audit, brief } = recorded();
    const chat = pipeline({ audit }).stream('agent:chat', Input, async function* () {
      yield 'a';
      yield 'b';
    });
    for await (const _ of chat({ q: 'x' }));
    expect(brief()).toEqual(['allow', 'ok']);
    expect(sink.records[1]?.chunks).toBe(2);
  });

  it('never shows its credentials', async () => {
    const { sink, audit } = recorded({ includeInput: 'redacted' });
    const search = pipeline<{ credentials: { apiKey: string } }>({ audit }).wrap(
      'tool:web.search',
      Input,
      () => 'found',
    );
    await search({ q: 'x' }, { credentials: { apiKey: 'opensesame' } });
    expect(JSON.stringify(sink.records)).not.toContain('opensesame');
  });
});

describe('a sink that fails', () => {
  const failing = {
    write: () => {
      throw new Error('disk full');
    },
  };
  const slow = { write: () => new Promise<void>(() => {}) };

  it.each([
    ['failing', failing],
    ['hanging', slow],
  ] as const)('refuses a call with side effects before it starts: %s', async (_, sink) => {
    let ran = false;
    const send = pipeline({ audit: createAudit({ sink, sinkTimeoutMs: 5 }) }).wrap('tool:mail.send', Input, () => {
      ran = true;
    });
    await expect(send({ q: 'x' })).rejects.toMatchObject({ code: 'ERR_AUDIT', guard: 'audit' });
    expect(ran).toBe(false);
  });

  it.each([
    ['failing', failing],
    ['hanging', slow],
  ] as const)('is not noticed by a call without: %s', async (_, sink) => {
    const audit = createAudit({ sink, sinkTimeoutMs: 60_000 });
    const find = pipeline({ audit })
      .use(
        defineGuard('sees', (call, next) => {
          call.observe({ guard: 'sees', event: 'flagged' });
          return next();
        }),
      )
      .wrap('tool:web.search', Input, () => 'found', { sideEffects: false });
    await expect(find({ q: 'x' })).resolves.toBe('found');
    expect(audit.failed + audit.pending).toBe(2);
  });

  it('does not keep an observation from being harmless', async () => {
    let records = 0;
    const sink = {
      write: () => {
        if (++records === 1) throw new Error('disk full');
      },
    };
    const send = pipeline({ audit: createAudit({ sink }) })
      .use(
        defineGuard('sees', (call, next) => {
          call.observe({ guard: 'sees', event: 'flagged' });
          return next();
        }),
      )
      .wrap('tool:mail.send', Input, () => 'sent');
    await expect(send({ q: 'x' })).resolves.toBe('sent');
  });
});
