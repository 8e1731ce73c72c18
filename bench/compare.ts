/** `npm run bench:peers`: the same tool call through crewguard and through its peers, side by side in one run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chainOnly, fullToolCall, sideEffectsToolCall } from './full-tool-call.ts';
import { measure, type Row } from './measure.ts';
import { progress, progressEnds, report } from './report.ts';
import { input, search } from './work.ts';

const folder = fileURLToPath(new URL('peers/', import.meta.url));

install();
// Not a static import: the packages of that folder are installed just above.
const peers = (await import(new URL('peers/rows.ts', import.meta.url).href)) as { readonly rows: readonly Row[] };

const rows: readonly Row[] = [
  { name: 'bare', unit: 'us', what: 'the tool itself', operation: () => search(input) },
  fullToolCall(),
  sideEffectsToolCall(),
  chainOnly(),
  ...peers.rows,
];
const measured = await measure(rows, progress);
progressEnds();
report('bench:peers', 'One guarded tool call', rows, measured);

function install(): void {
  if (existsSync(`${folder}node_modules/cockatiel/package.json`)) return;
  console.error('Installing the peers into bench/peers, once.');
  const { npm_execpath: npm } = process.env;
  const [command, args] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']];
  // npm's own lines go to stderr: stdout belongs to the table or the JSON.
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 2, 2], shell: npm === undefined });
  if (status !== 0) {
    console.error('The peers could not be installed: bench:peers needs the npm registry.');
    process.exit(2);
  }
}
