/** `npm run docs` writes the generated documents; with `--check` it writes nothing and fails when one is not up to date. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { errorCodes } from '../src/errors.ts';
import { errorsDocument } from './docs/errors-document.ts';
import { readGuards } from './docs/guard-docblock.ts';
import { guardsDocument } from './docs/guards-document.ts';
import { root } from './run.ts';

const rooms = ['identity', 'authority', 'content', 'resources'];
const guards = readdirSync(`${root}src/guards`, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .flatMap((path) => readGuards(path, readFileSync(`${root}src/guards/${path}`, 'utf8'), Object.keys(errorCodes)));

const documents = new Map([
  ['docs/errors.md', errorsDocument(errorCodes, guards)],
  ['docs/guards.md', guardsDocument(rooms, guards)],
]);
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
