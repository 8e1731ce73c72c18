/** A dry run: `monitor(guard)` sees every call and says on record what it would have refused, and refuses nothing. */
import assert from 'node:assert/strict';
import { createAudit, memorySink, monitor, pipeline, rateLimit } from 'crewguard';
import { z } from 'zod';

const log = memorySink();
const audit = createAudit({ sink: log });
const strict = rateLimit({ limit: 2, windowMs: 3_600_000 });
const search = (query: string) => `pages about ${query}`;

// First a week of watching: nobody notices the new limit, and the log says whom it would have hit.
const watched = pipeline({ audit }).use(monitor(strict)).wrap('tool:web.search', z.string(), search);
for (const query of ['bees', 'hives', 'honey', 'wax']) assert.equal(await watched(query), `pages about ${query}`);

const wouldDeny = log.records.filter(({ event }) => event === 'would-deny');
for (const { guard, reason_code, target } of wouldDeny)
  console.log(`${guard} would have refused ${target}: ${reason_code}`);
assert.equal(wouldDeny.length, 2);
assert.deepEqual(
  log.records.filter(({ decision }) => decision === 'deny'),
  [],
);

// Then in earnest: the same guard without `monitor`.
const enforced = pipeline({ audit }).use(rateLimit({ limit: 2, windowMs: 3_600_000 }));
const limited = enforced.wrap('tool:web.search', z.string(), search);
await limited('bees');
await limited('hives');
await assert.rejects(limited('honey'), { code: 'ERR_RATE_LIMIT', kind: 'limited' });
