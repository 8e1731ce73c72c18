import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PolicyError } from './policy-error.ts';

/** Bytes of a policy file. */
const MAX_BYTES = 4_194_304;

/**
 * The text of a policy file. Only of a file: a pipe or a device in its place is refused, since it may never end.
 *
 * @throws PolicyError for what cannot be read, is too long, or is no UTF-8
 */
export async function policyText(file: string): Promise<string> {
  try {
    return await textOf(file);
  } catch (cause) {
    const message = `the file cannot be read: ${(cause as Error).message}`;
    throw new PolicyError(file, [{ line: 1, path: '', message }], { cause });
  }
}

async function textOf(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // a pipe that nobody writes to must not hold us
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is no file');
    const chunks: Buffer[] = [];
    for await (const chunk of handle.createReadStream({ end: MAX_BYTES, autoClose: false }))
      chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length > MAX_BYTES) throw new Error(`it is longer than ${MAX_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } finally {
    await handle.close();
  }
}
