// Compiled against the installed declarations, skipLibCheck off. Copied into the folder where the package is installed.
import { defineGuard, deny, pipeline } from 'crewguard';
import { z } from 'zod';

const quiet = defineGuard('no-shouting', (call, next) => {
  if (/[A-Z]{8,}/.test(JSON.stringify(call.input))) throw deny('lower your voice');
  return next();
});
const echo = pipeline()
  .use(quiet)
  .wrap('tool:echo', z.object({ text: z.string() }), async ({ text }) => text);
export const answer: Promise<string> = echo({ text: 'hello' });
