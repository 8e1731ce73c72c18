import type { ChunkText, ChunkTexts, ToolCallPiece, ToolCallText } from './chunk-text.ts';
import { aiSdkTexts, anthropicTexts, openAiTexts } from './chunk-texts.ts';

/** Readers of one form of chunks, to be spread into the options of a guard: `redact({ ...openAiChunks })`. */
export interface ChunkShape {
  /** The text of the answer alone. */
  readonly text: ChunkText;
  /** All texts, each for itself: of several answers, of reasoning. They are read in place of `text`. */
  readonly texts: ChunkTexts;
  readonly toolCalls: ToolCallText;
}

type Field =
  | ('choices' | 'index' | 'finish_reason' | 'delta' | 'content' | 'tool_calls' | 'function' | 'arguments')
  | ('type' | 'text' | 'partial_json' | 'inputTextDelta' | 'id' | 'toolCallId');
type Fields = { readonly [Name in Field]?: unknown };

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fields = (value: unknown): Fields => (isObject(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A copy with one field changed, which the object must have. */
const changed = (object: unknown, field: Field, change: (value: unknown) => unknown): unknown =>
  isObject(object) && Object.hasOwn(object, field) ? { ...object, [field]: change(object[field]) } : object;

interface OpenAiPiece extends ToolCallPiece {
  readonly choice: number;
  readonly at: number;
}

function* openAiPieces(chunk: unknown): Generator<OpenAiPiece> {
  for (const [choice, entry] of list(fields(chunk).choices).entries()) {
    const { index = choice, delta } = fields(entry);
    for (const [at, call] of list(fields(delta).tool_calls).entries()) {
      const text = textOf(fields(fields(call).function).arguments);
      if (text !== undefined) yield { call: `${String(index)}:${String(fields(call).index ?? at)}`, text, choice, at };
    }
  }
}

/**
 * Chunks as the chat completions of OpenAI and of the many servers like it stream them: the texts of `choices[]`, such as
 * `delta.content` and `delta.reasoning_content`, each of each choice for itself, and `delta.tool_calls[].function.arguments`.
 */
export const openAiChunks: ChunkShape = Object.freeze({
  text: Object.freeze({
    read: (chunk: unknown) => textOf(fields(fields(list(fields(chunk).choices)[0]).delta).content),
    write: (chunk: unknown, text: string) =>
      changed(chunk, 'choices', (choices) =>
        list(choices).map((choice, index) =>
          index > 0 ? choice : changed(choice, 'delta', (delta) => changed(delta, 'content', () => text)),
        ),
      ),
  }),
  texts: openAiTexts,
  toolCalls: Object.freeze({
    read: (chunk: unknown) => [...openAiPieces(chunk)].map(({ call, text }) => ({ call, text })),
    write: (chunk: unknown, texts: readonly string[]) => {
      const pieces = [...openAiPieces(chunk)];
      const textAt = (choice: number, at: number) =>
        texts[pieces.findIndex((piece) => piece.choice === choice && piece.at === at)];
      const inCall = (call: unknown, text: string | undefined): unknown =>
        text === undefined ? call : changed(call, 'function', (inner) => changed(inner, 'arguments', () => text));
      return changed(chunk, 'choices', (choices) =>
        list(choices).map((choice, index) =>
          changed(choice, 'delta', (delta) =>
            changed(delta, 'tool_calls', (calls) => list(calls).map((call, at) => inCall(call, textAt(index, at)))),
          ),
        ),
      );
    },
    ends: (chunk: unknown, call: string) =>
      list(fields(chunk).choices).some((choice, at) => {
        const { index = at, finish_reason: reason } = fields(choice);
        return reason !== undefined && reason !== null && call.startsWith(`${String(index)}:`);
      }),
  }),
});

const ofType = (chunk: unknown, type: string): Fields | undefined =>
  fields(chunk).type === type ? fields(chunk) : undefined;

/** The delta of an Anthropic chunk, when it is of a type. */
const anthropicDelta = (chunk: unknown, type: string): Fields | undefined =>
  ofType(fields(ofType(chunk, 'content_block_delta')).delta, type);

/**
 * Events as the messages of Anthropic stream them: text, thinking and `input_json_delta` in `content_block_start` and
 * `content_block_delta`, ended by `content_block_stop`.
 */
export const anthropicChunks: ChunkShape = Object.freeze({
  text: Object.freeze({
    read: (chunk: unknown) => textOf(anthropicDelta(chunk, 'text_delta')?.text),
    write: (chunk: unknown, text: string) => changed(chunk, 'delta', (delta) => changed(delta, 'text', () => text)),
  }),
  texts: anthropicTexts,
  toolCalls: Object.freeze({
    read: (chunk: unknown) => {
      const text = textOf(anthropicDelta(chunk, 'input_json_delta')?.partial_json);
      return text === undefined ? [] : [{ call: String(fields(chunk).index), text }];
    },
    write: (chunk: unknown, texts: readonly string[]) =>
      changed(chunk, 'delta', (delta) => changed(delta, 'partial_json', () => texts[0] ?? '')),
    ends: (chunk: unknown, call: string) => String(ofType(chunk, 'content_block_stop')?.index) === call,
  }),
});

/** The field of a part that holds its text: it has another name in the stream for pages than in that of a model. */
const aiSdkField = (chunk: unknown, ...names: readonly Field[]): Field =>
  names.find((name) => Object.hasOwn(fields(chunk), name)) ?? 'delta';

/**
 * Parts as the AI SDK streams them: `text-delta` and `tool-input-delta`, ended by `tool-input-end`. The whole input, in `tool-call`, is
 * read as any other value.
 */
export const aiSdkChunks: ChunkShape = Object.freeze({
  text: Object.freeze({
    read: (chunk: unknown) => textOf(ofType(chunk, 'text-delta')?.[aiSdkField(chunk, 'delta', 'text')]),
    write: (chunk: unknown, text: string) => changed(chunk, aiSdkField(chunk, 'delta', 'text'), () => text),
  }),
  texts: aiSdkTexts,
  toolCalls: Object.freeze({
    read: (chunk: unknown) => {
      const part = ofType(chunk, 'tool-input-delta');
      const text = textOf(part?.[aiSdkField(chunk, 'delta', 'inputTextDelta')]);
      return part === undefined || text === undefined ? [] : [{ call: callOf(part), text }];
    },
    write: (chunk: unknown, texts: readonly string[]) =>
      changed(chunk, aiSdkField(chunk, 'delta', 'inputTextDelta'), () => texts[0] ?? ''),
    ends: (chunk: unknown, call: string) => {
      const part = ofType(chunk, 'tool-input-end') ?? ofType(chunk, 'tool-call');
      return part !== undefined && callOf(part) === call;
    },
  }),
});

const callOf = (part: Fields): string => String(part.id ?? part.toolCallId);
