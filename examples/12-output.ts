/** A model that answers in the wrong form is asked again, once; a long page is cut, and says so. */
import assert from 'node:assert/strict';
import { createAudit, memorySink, output, pipeline, truncate } from 'crewguard';
import { z } from 'zod';

const Report = z.object({ title: z.string(), pages: z.number() });
const log = memorySink();
/** Stands for a model: it says "three" until it is told what was wrong. */
const model = async (prompt: string, _signal: AbortSignal) => ({
  title: 'Bees',
  pages: prompt.includes('pages:') ? 3 : 'three',
});

const agents = pipeline({ audit: createAudit({ sink: log }) }).use(
  output(Report, { repair: ({ issues, signal }) => model(`Answer again. ${issues.join('\n')}`, signal) }),
);
const report = agents.wrap('agent:report', z.string(), (topic, call) => model(topic, call.signal));
console.log(await report('bees'));
assert.deepEqual(await report('bees'), { title: 'Bees', pages: 3 });
assert(log.records.some(({ event }) => event === 'repaired'));

const read = pipeline()
  .use(truncate({ maxUnits: 300, head: 60, tail: 20 }))
  .wrap('tool:read', z.string(), (page) => `The hive. ${`${page} `.repeat(5000)}The end.`);
const page = await read('Bees hum.');
console.log(page);
assert.match(page, /^The hive\. [\w .]{50}\n\[\.\.\. 49,938 characters left out \.\.\.\]\n[\w .]{12}The end\.$/);
