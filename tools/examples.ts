/** `npm run examples`: runs every numbered example. Each asserts what it shows, so a wrong answer is a non-zero exit. */
import { readdirSync } from 'node:fs';
import { root, run } from './run.ts';

const examples = readdirSync(`${root}examples`).filter((name) => /^\d\d-.*\.ts$/.test(name));
if (examples.length === 0) throw new Error('examples/ holds no numbered program.');

const failed = examples.sort().filter((name) => {
  console.log(`\n== examples/${name}`);
  return run(`${root}examples/${name}`, []) !== 0;
});
console.log(
  `\n${examples.length - failed.length} examples passed, ${failed.length} failed ${failed.join(' ')}`.trimEnd(),
);
process.exit(failed.length === 0 ? 0 : 1);
