import { pipeline, promptFilter, redact, unchecked } from 'crewguard';
import type { Row } from '../measure.ts';
import { prose } from '../prose.ts';

const KB = 1024;

export function contentRows(): Row[] {
  return [
    {
      name: 'prompt-filter-1kb',
      unit: 'us',
      budget: 150,
      what: 'promptFilter() on 1 KB of prose',
      operation: filter(KB),
    },
    {
      name: 'prompt-filter-100kb',
      unit: 'us',
      budget: 10_000,
      what: 'promptFilter() on 100 KB of prose',
      operation: filter(100 * KB),
    },
    {
      name: 'redact-1kb',
      unit: 'us',
      budget: 100,
      what: 'redact() on a result of 1 KB of prose',
      operation: redacted(KB),
    },
    {
      name: 'redact-clean',
      unit: 'MB/s',
      budget: 20,
      bytes: 100 * KB,
      what: 'redact() on a result of 100 KB of prose',
      operation: redacted(100 * KB),
    },
  ];
}

function filter(length: number): () => Promise<unknown> {
  const text = prose(length);
  const call = pipeline()
    .use(promptFilter())
    .wrap('agent:reader', unchecked<string>(), async (read) => read.length);
  return () => call(text);
}

function redacted(length: number): () => Promise<unknown> {
  const text = prose(length);
  const call = pipeline()
    .use(redact())
    .wrap('tool:read', unchecked<number>(), async () => text);
  return () => call(length);
}
