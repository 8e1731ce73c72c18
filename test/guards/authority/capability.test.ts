import { describe, expect, it } from 'vitest';
import type { GuardError } from '../../../src/errors.ts';
import { defineGuard } from '../../../src/guard.ts';
import { capability } from '../../../src/guards/authority/capability.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { snapshot } from '../../../src/snapshot.ts';
import { type Capability, constraints as c, createAuthority } from '../../../src/tokens/index.ts';
import { failure, manualClock } from '../../recording.ts';

const setUp = () => {
  const clock = manualClock();
  const authority = createAuthority({ clock });
  const held = authority.mint({
    principal: 'alice',
    tools: { 'files.read': { path: c.pathUnder('/data') }, echo: { input: c.prefix('hi') }, ping: c.none() },
  });
  const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));
  const read = tools.wrap('tool:files.read', unchecked<{ path: string }>(), (input) => input);
  return { clock, authority, held, tools, read };
};

describe('capability', () => {
  it('lets through what is granted, as the frozen copy that was judged', async () => {
    const { held, read } = setUp();
    const input = { path: '/data/a' };
    const ran = await read(input, { capability: held });
    expect(ran).toEqual(input);
    expect(ran).not.toBe(input);
    expect(Object.isFrozen(ran)).toBe(true);
  });

  it('passes an input that is frozen already on as it is', async () => {
    const { held, tools } = setUp();
    const ping = tools.wrap('tool:ping', unchecked<undefined>(), (input) => input);
    expect(await ping(undefined, { capability: held })).toBeUndefined();
    const frozen = snapshot({ path: '/data/a' });
    const read = tools.wrap('tool:files.read', unchecked<object>(), (input) => input);
    expect(await read(frozen, { capability: held })).toBe(frozen);
  });

  it('judges a bare input as the argument named input', async () => {
    const { held, tools } = setUp();
    const echo = tools.wrap('tool:echo', unchecked<string>(), (input) => input);
    expect(await echo('hi there', { capability: held })).toBe('hi there');
    expect(await failure(echo('bye', { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it('says to the operator what it was, and to the model nothing of the policy or the input', async () => {
    const { held, read } = setUp();
    const error = (await failure(read({ path: '/etc/passwd' }, { capability: held }))) as GuardError;
    expect(error).toMatchObject({ code: 'ERR_CAPABILITY', guard: 'capability', target: 'tool:files.read' });
    expect(error.message).toBe(
      'capability: tool:files.read (argument "path") [pathUnder]: the argument is outside its pathUnder constraint.',
    );
    expect(error.forModel()).not.toMatch(/data|passwd|pathUnder/);
    const long = (await failure(read({ ['x'.repeat(500)]: 1 } as never, { capability: held }))) as GuardError;
    expect(long.message.length).toBeLessThan(200);
  });

  it('refuses other tools, unplain inputs, and what is over', async () => {
    const { clock, authority, held, tools, read } = setUp();
    const mail = tools.wrap('tool:mail.send', unchecked<object>(), () => 'sent');
    expect(await failure(mail({}, { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
    const twoFaced = Object.defineProperty({}, 'path', { get: () => '/data/a', enumerable: true }) as { path: string };
    expect(await failure(read(twoFaced, { capability: held }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    const large = { path: `/data/${'x'.repeat(1_048_576)}` };
    expect(await failure(read(large, { capability: held }))).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE' });
    const child = held.attenuate({ tools: ['files.read'] });
    authority.revoke(child);
    expect(await failure(read({ path: '/data/a' }, { capability: child }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
    clock.advance(300_000);
    expect(await failure(read({ path: '/data/a' }, { capability: held }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
  });

  it('takes any authority of the process where none is named, and only genuine handles', async () => {
    const { held } = setUp();
    const open = pipeline<{ capability: Capability }>()
      .use(capability())
      .wrap('tool:files.read', unchecked<{ path: string }>(), () => 'read');
    expect(await open({ path: '/data/a' }, { capability: held })).toBe('read');
    const forged = { check: () => ({ ok: true, args: {} }), attenuate: () => forged, toJSON: () => ({}) };
    for (const handle of [forged, Object.create(held), new Proxy(held, {}), undefined]) {
      expect(await failure(open({ path: '/data/a' }, { capability: handle as Capability }))).toMatchObject({
        code: 'ERR_CAPABILITY',
      });
    }
  });

  it('refuses handles of another authority where one is named', async () => {
    const { read } = setUp();
    const theirs = createAuthority().mint({ principal: 'eve', tools: { 'files.read': c.any() } });
    expect(await failure(read({ path: '/data/a' }, { capability: theirs }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it('makes the schema run once, although the input was replaced by its copy', async () => {
    const { authority, held } = setUp();
    let parsed = 0;
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) => {
          parsed += 1;
          return { value: { ...(value as object) } };
        },
      },
    } as const;
    const read = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .wrap('tool:files.read', schema, (input) => input);
    await read({ path: '/data/a' }, { capability: held });
    expect(parsed).toBe(1);
  });

  it('judges a stream before it starts', async () => {
    const { held, tools } = setUp();
    let started = 0;
    const read = tools.stream('tool:files.read', unchecked<{ path: string }>(), async function* (input) {
      started += 1;
      yield input.path;
    });
    const chunks: string[] = [];
    for await (const chunk of read({ path: '/data/a' }, { capability: held })) chunks.push(chunk);
    expect(chunks).toEqual(['/data/a']);
    const refused = read({ path: '/etc/passwd' }, { capability: held });
    expect(await failure(refused.next())).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(started).toBe(1);
  });

  it('lets guards behind it see the frozen input only', async () => {
    const { held, tools } = setUp();
    const rewrite = defineGuard('rewrite', (call, next) => {
      Object.assign(call.input as object, { path: '/etc/passwd' });
      return next();
    });
    const read = tools.use(rewrite).wrap('tool:files.read', unchecked<{ path: string }>(), (input) => input.path);
    expect(await failure(read({ path: '/data/a' }, { capability: held }))).toMatchObject({ code: 'ERR_GUARD_FAULT' });
  });

  it('refuses options it cannot use', () => {
    expect(() => capability({ authorities: [] } as never)).toThrow(/unknown option "authorities"/);
    expect(() => capability({ authority: {} as never })).toThrow(/made by createAuthority/);
    expect(() => capability({ authority: null as never })).toThrow(/made by createAuthority/);
  });
});
