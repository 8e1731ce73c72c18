/** `npm run docs` writes the generated documents; with `--check` it writes nothing and fails when one is not up to date. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { errorCodes } from '../src/error-codes.ts';
import { readDocuments } from './docs/documents.ts';
import { root } from './run.ts';

const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly exports: object };
const documents = readDocuments({
  read: (path) => readFileSync(`${root}src/${path}`, 'utf8'),
  guardFiles: readdirSync(`${root}src/guards`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort(),
  entries: Object.entries(exports).flatMap(([name, target]: [string, { readonly default?: string }]) =>
    target.default === undefined
      ? []
      : [{ name: `crewguard${name.slice(1)}`, path: target.default.replace('./dist/', '').replace(/\.js$/, '.ts') }],
  ),
  codes: errorCodes,
});
const check = process.argv.includes('--check');

for (const [path, text] of documents) {
  const stale = !existsSync(root + path) || readFileSync(root + path, 'utf8') !== text;
  if (check && stale) {
    console.error(`${path} is not up to date. Run: npm run docs`);
    process.exitCode = 1;
  } else if (stale) {
    writeFileSync(root + path, text);
    console.log(`${path} written.`);
  } else {
    console.log(`${path} is up to date.`);
  }
}
