import { rmSync } from 'node:fs';

// tsc never deletes what an earlier build left behind, and a stale file would be published.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
