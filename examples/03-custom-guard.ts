/** Guards of your own: one that refuses, one that adds context, one that changes what comes back. */
import assert from 'node:assert/strict';
import { defineGuard, deny, type Invocation, pipeline } from 'crewguard';
import { z } from 'zod';

const quiet = defineGuard('no-shouting', (call, next) => {
  if (/[A-Z]{8,}/.test(JSON.stringify(call.input))) throw deny('the input shouts', { forModel: 'Lower your voice.' });
  return next();
});

/** Adds `language` to the context: guards and callees behind it see it, typed; nothing can replace it. */
const language = defineGuard('language', (call, next) => {
  const german = /\b(?:der|die|das|und)\b/.test(JSON.stringify(call.input));
  return next({ ctx: { language: german ? 'de' : 'en' } });
});

/** Needs `language`: put in front of the guard above, it does not compile. `map` sees the result, or each chunk of a stream. */
const signed = defineGuard('signed', ({ ctx }: Invocation<{ language: string }>, next) =>
  next({ map: (answer) => `${answer}\n${ctx.language === 'de' ? 'Mit Gruß' : 'Regards'}, the crew` }),
);

/** `next()` resolves when the callee has answered or its stream has ended, so `finally` serves both. */
let running = 0;
const counted = defineGuard('counted', async (_call, next) => {
  running += 1;
  try {
    return await next();
  } finally {
    running -= 1;
  }
});

const answer = pipeline()
  .use(quiet)
  .use(language)
  .use(signed)
  .use(counted)
  .wrap(
    'agent:letters',
    z.string(),
    (question, call) => `You asked in ${call.ctx.language}: ${question} (${running} running)`,
  );

console.log(await answer('Where do bees sleep?'));
assert.equal(
  await answer('Where do bees sleep?'),
  'You asked in en: Where do bees sleep? (1 running)\nRegards, the crew',
);
assert.match(await answer('Wo schlafen die Bienen?'), /^You asked in de.*\nMit Gruß/);
await assert.rejects(answer('WHERE DO BEES SLEEP?! IMMEDIATELY!'), { code: 'ERR_DENIED', guard: 'no-shouting' });
assert.equal(running, 0);

// A guard that breaks denies: what it cannot judge does not pass.
const broken = defineGuard('broken', () => {
  throw new TypeError('a bug');
});
const careful = pipeline()
  .use(broken)
  .wrap('agent:letters', z.string(), (question) => question);
await assert.rejects(careful('hello'), { code: 'ERR_GUARD_FAULT', guard: 'broken' });
