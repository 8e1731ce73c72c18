/**
 * `npm test`: builds, because examples and the package test use the built package, then runs every test once.
 * With `--coverage`, or where CI is set and all tests run, the thresholds of vitest.config.ts apply as well.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build, root, run } from './run.ts';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const args = process.argv.slice(2);
const { CI } = process.env;
const coverage = CI !== undefined && args.length === 0 ? ['--coverage'] : [];
const folder = `${root}node_modules/.cache/crewguard`;
const report = `${folder}/test-results.json`;

mkdirSync(folder, { recursive: true });
rmSync(report, { force: true });
build();
const status = run(`${root}node_modules/vitest/vitest.mjs`, [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...coverage,
  ...args,
]);
console.log(closingLine(JSON.parse(readFileSync(report, 'utf8')) as Results));
process.exit(status);

function closingLine(results: Results): string {
  const skipped = results.numPendingTests + results.numTodoTests;
  const unloaded = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return [
    `${results.numPassedTests} passed, ${results.numFailedTests} failed`,
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(unloaded.length === 0 ? [] : [`${unloaded.length} files did not load`]),
  ].join(', ');
}
