import type { Redactor } from '../src/detectors/redaction/redact-text.ts';
import type { Guard } from '../src/guard.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { recording } from './recording.ts';

/** A text in pieces of these lengths, in turn. */
export function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

/** What a redactor makes of a text that comes in pieces. */
export function redactedInPieces(redactor: Redactor, text: string, sizes: readonly number[]): string {
  const stream = redactor.stream();
  return (
    cut(text, sizes)
      .map((piece) => stream.push(piece))
      .join('') + stream.end()
  );
}

/** What comes of a stream through one guard: the chunks that were read, the error that ended it, the events. */
export async function throughStream(guard: Guard, chunks: readonly unknown[]) {
  const { audit, events } = recording();
  let aborted = false;
  const run = pipeline({ audit })
    .use(guard)
    .stream('agent:t', unchecked<string>(), async function* (_, call) {
      call.signal.addEventListener('abort', () => {
        aborted = true;
      });
      yield* chunks;
      await new Promise((resolve) => setImmediate(resolve));
    });
  const out: unknown[] = [];
  let error: unknown;
  try {
    for await (const chunk of run('x')) out.push(chunk);
  } catch (caught) {
    error = caught;
  }
  return { out, error, events, aborted };
}
