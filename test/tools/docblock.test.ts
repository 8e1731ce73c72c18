import { expect, it } from 'vitest';
import { readDocblock } from '../../tools/docs/docblock.ts';

it('joins wrapped lines with one space and keeps tables', () => {
  expect(readDocblock('*\n * A line, and\n *   another.\n *\n * | a | b |\n * |---|---|\n ').text).toEqual([
    'A line, and another.',
    '| a | b |\n|---|---|',
  ]);
});

it('takes the tags out, also behind a sentence', () => {
  expect(readDocblock(' Ends it. @throws `ERR_A` for\n *   another ')).toMatchObject({
    text: ['Ends it.'],
    throws: '`ERR_A` for another',
  });
  expect(
    readDocblock(' * @param path of a file\n * @throws `ERR_A`\n * @throws `ERR_B`\n * @see there\n * @internal'),
  ).toEqual({
    text: [],
    throws: '`ERR_A`. `ERR_B`',
    params: [{ name: 'path', text: 'of a file' }],
    see: ['there'],
    internal: true,
  });
});
