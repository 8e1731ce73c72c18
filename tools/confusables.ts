import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * Writes src/detectors/readings/characters/look-alikes.ts from Unicode's table of confusable characters (UTS 39), as the npm package `unhomoglyph` holds
 * it in its data.json: `node tools/confusables.ts --data FILE`. Only single characters that look like one Latin letter, and that no
 * compatibility form leads to, are kept.
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('Say where the table is: --data FILE');
const table: unknown = JSON.parse(readFileSync(values.data, 'utf8'));
if (typeof table !== 'object' || table === null) throw new Error(`${values.data} holds no table`);

const isLetter = (text: string): boolean => /^[a-z]$/.test(text);
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const found = new Map<string, string>();
for (const [source, target] of Object.entries(table)) {
  if ([...source].length !== 1 || source <= '\u007f' || !/\p{L}/u.test(source)) continue;
  const letter = String(target).toLowerCase();
  if (isLetter(letter) && !isLetter(plain(source))) found.set(source, letter);
}
// The table reads a capital I as an l; where the small letter is an i, the capital is meant as one.
for (const [source, letter] of found) {
  if (letter === 'l' && found.get(source.toLowerCase()) === 'i') found.set(source, 'i');
}

const lines = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => {
  const points = [...found].filter(([, target]) => target === letter).map(([source]) => source.codePointAt(0) ?? 0);
  let last = 0;
  const steps = points
    .sort((a, b) => a - b)
    .map((point) => {
      const step = point - last;
      last = point;
      return step.toString(36);
    });
  return `  ${letter}: '${steps.join(' ')}',`;
});
writeFileSync(
  new URL('../src/detectors/readings/characters/look-alikes.ts', import.meta.url),
  `/**
 * Characters that look like a Latin letter, by Unicode's table of confusable characters (UTS 39, version 13), written by
 * tools/confusables.ts. Copyright 1991-2020 Unicode, Inc., used under the Unicode License (https://www.unicode.org/license.txt).
 * Per letter the code points in rising order, each as the distance to the one before, in base 36.
 */
export const lookAlikes: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
