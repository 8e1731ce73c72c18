/** `npm run train:injection -- --data DIR`: trains the embedded model and writes it where `injection()` reads it. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { moduleOf } from './train-injection/encode.ts';
import { createExampleReader } from './train-injection/examples.ts';
import { grammarRows } from './train-injection/grammar.ts';
import { judgeHeldOut } from './train-injection/held-out.ts';
import { balanceOf, tableOf } from './train-injection/report.ts';
import { rowsOf } from './train-injection/rows.ts';
import { train } from './train-injection/train.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    own: { type: 'string', default: 'train/corpus' },
    out: { type: 'string', default: 'src/detectors/injection/model/data.ts' },
    scores: { type: 'string' },
  },
});
if (values.data === undefined) {
  console.error('Say where the data is: npm run train:injection -- --data DIR');
  process.exit(2);
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const own = values.own === 'none' ? undefined : values.own;
const rows = [...(await rowsOf(values.data, own)), ...(own === undefined ? [] : grammarRows())];
const examples = rows.map(createExampleReader());
say(`${examples.length} texts`);
const held = judgeHeldOut(examples, say);
const balance = balanceOf(held);
say(tableOf(held, balance));
const model = { ...train(examples), balance };
const written = moduleOf(model);
await writeFile(values.out, written);
say(`${values.out}: ${written.length} bytes`);
if (values.scores !== undefined) {
  await writeFile(
    values.scores,
    held.map(({ example, evidence }) => `${JSON.stringify({ id: example.row.id, score: evidence })}\n`).join(''),
  );
}
