// What a user writes first. Copied into the folder where the package is installed.
import { defineGuard, deny, isGuardError, pipeline } from 'crewguard';
import { z } from 'zod';

const quiet = defineGuard('no-shouting', (call, next) => {
  if (/[A-Z]{8,}/.test(call.input)) throw deny('lower your voice');
  return next();
});
const echo = pipeline()
  .use(quiet)
  .wrap('tool:echo', z.string(), async (text) => text);

const answers = [await echo('hello')];
await echo('HELLO THERE, EVERYBODY').catch((error) => answers.push(isGuardError(error), error.code, error.guard));
process.stdout.write(JSON.stringify(answers));
