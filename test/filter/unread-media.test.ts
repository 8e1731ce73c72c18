import { describe, expect, it } from 'vitest';
import { promptFilter } from '../../src/guards/content/prompt-filter.ts';
import { pipeline } from '../../src/pipeline.ts';
import { unchecked } from '../../src/schema.ts';

const bytes = new Uint8Array(2048).fill(7);
const image = { type: 'image', image: bytes, mediaType: 'image/png' };

const result = (value: unknown) =>
  pipeline()
    .use(promptFilter())
    .wrap(
      'tool:t',
      unchecked<string>(),
      () => value,
    )('x');

describe('media that nobody has read', () => {
  it.each<[string, unknown]>([
    ['plain', image],
    ['with a getter', Object.defineProperty({ ...image }, 'note', { get: () => 'x', enumerable: true })],
    ['behind a Proxy', new Proxy({ ...image }, {})],
    ['inside what has a getter', Object.defineProperty({ part: image }, 'note', { get: () => 'x', enumerable: true })],
  ])('is taken out of a result: %s', async (_, value) => {
    expect(JSON.stringify(await result({ content: [value] }))).not.toContain('"7"');
    expect(JSON.stringify(await result({ content: [value] }))).not.toContain('":7');
  });
});
