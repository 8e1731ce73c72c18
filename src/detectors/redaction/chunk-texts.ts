import type { ChunkTexts, TextPiece } from './chunk-text.ts';
import { type TextField, textFields, withText } from './text-fields.ts';

/** Where vendors put text that somebody may get to see: answers, refusals, reasoning, transcripts. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  ...['content', 'text', 'refusal', 'reasoning', 'reasoning_content', 'thinking', 'summary', 'transcript'],
  ...['arguments', 'cited_text', 'delta', 'textDelta'],
]);

interface NamedField extends TextField {
  readonly name: string;
}

/** The texts of chunks in which `find` knows them by their place. */
const textsAt = (find: (chunk: unknown) => readonly NamedField[], ends: ChunkTexts['ends']): ChunkTexts =>
  Object.freeze({
    read: (chunk: unknown): readonly TextPiece[] => find(chunk).map(({ name, text }) => ({ name, text })),
    write: (chunk: unknown, texts: readonly string[]) =>
      find(chunk).reduce((out, { path }, at) => withText(out, path, texts[at] ?? ''), chunk),
    ends,
  });

type Fields = { readonly [Name in 'choices' | 'index' | 'type' | 'id']?: unknown };
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? value : {});

/** The keys of a path without the places in lists: a chunk holds only what is new of a list. */
const keysOf = (path: TextField['path']): string => path.filter((key) => typeof key === 'string').join('.');

/** Each text of each choice. They are not ended by `finish_reason`: the chunk that has it waits behind what is held. */
export const openAiTexts: ChunkTexts = textsAt(
  (chunk) => {
    const { choices } = fields(chunk);
    return (Array.isArray(choices) ? choices : []).flatMap((entry: unknown, choice) => {
      const { index = choice } = fields(entry);
      return textFields(entry, TEXT_KEYS, 'tool_calls').map(({ path, text }) => ({
        name: `${String(index)}:${keysOf(path)}`,
        path: ['choices', choice, ...path],
        text,
      }));
    });
  },
  () => false,
);

/** The beginning of a block has text as its deltas have. */
export const anthropicTexts: ChunkTexts = textsAt(
  (chunk) => {
    const { type, index } = fields(chunk);
    if (type !== 'content_block_start' && type !== 'content_block_delta') return [];
    return textFields(chunk, TEXT_KEYS, 'input').map((field) => ({
      ...field,
      name: `${String(index)}:${String(field.path.at(-1))}`,
    }));
  },
  (chunk, name) => {
    const { type, index } = fields(chunk);
    return type === 'content_block_stop' && name.startsWith(`${String(index)}:`);
  },
);

const DELTA = /^(?!tool-)[\w-]{1,40}-delta$/;

/** Parts such as `text-delta` and `reasoning-delta`, ended by `text-end` and `reasoning-end`. */
export const aiSdkTexts: ChunkTexts = textsAt(
  (chunk) => {
    const { type, id } = fields(chunk);
    if (typeof type !== 'string' || !DELTA.test(type)) return [];
    const name = `${type.slice(0, -'-delta'.length)}:${String(id)}`;
    return textFields(chunk, TEXT_KEYS, 'providerMetadata').map((field) => ({ ...field, name }));
  },
  (chunk, name) => {
    const { type, id } = fields(chunk);
    return name === `${String(type).replace(/-end$/, '')}:${String(id)}`;
  },
);
