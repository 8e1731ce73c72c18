import { checkOptions, functionOption } from '../../options.ts';

/**
 * Where the text lies in a chunk that is not a string. The last word of the text is held back until it is settled. Chunks
 * without text that come meanwhile wait behind it, at most 32 of them, so that the end of the text stands before a chunk that
 * says the text has ended. Where more text follows them, the held word comes with it, behind them; each run of such chunks then
 * leaves the stream as many chunks late as it is long.
 */
export interface ChunkText {
  /** The text of a chunk, or undefined for a chunk that has none. */
  readonly read: (chunk: unknown) => string | undefined;
  /** The same chunk with another text. Called with text to let out, and at the end of the stream with the last chunk that had text. */
  readonly write: (chunk: unknown, text: string) => unknown;
}

/** A piece of one of the texts of a stream. */
export interface TextPiece {
  /** Which text it belongs to, in a name of your own: pieces with one name are joined. */
  readonly name: string;
  readonly text: string;
}

/**
 * Where pieces of several texts lie in a chunk: of two answers that come in one stream, of an answer and the reasoning before it. Each is held back as
 * the one of `ChunkText` is, and let out before the chunk that ends it: what follows under its name is another text. At most 256 of them are open at a time.
 */
export interface ChunkTexts {
  /** The pieces in a chunk, in order; none for other chunks. */
  readonly read: (chunk: unknown) => readonly TextPiece[];
  /** The same chunk with other texts, one for each piece. */
  readonly write: (chunk: unknown, texts: readonly string[]) => unknown;
  /** Whether a text has no more pieces behind this chunk. */
  readonly ends: (chunk: unknown, name: string) => boolean;
}

/** A piece of the arguments of one tool call, as a stream brings them. */
export interface ToolCallPiece {
  /** Which call it belongs to, in a name of your own: pieces with one name are joined. */
  readonly call: string;
  readonly text: string;
}

/**
 * Where pieces of tool-call arguments lie in a chunk. They are held until the arguments of a call are complete, judged as the
 * JSON that they are, and let out with the piece that completes them; the pieces before leave empty. Arguments that never become complete
 * are judged as text, and leave with the end of their call. At most 256 calls are open at a time, and 1,048,576 units for each.
 */
export interface ToolCallText {
  /** The pieces in a chunk, in order; none for other chunks. */
  readonly read: (chunk: unknown) => readonly ToolCallPiece[];
  /** The same chunk with other texts, one for each piece. */
  readonly write: (chunk: unknown, texts: readonly string[]) => unknown;
  /** Whether a call has no more pieces behind this chunk. */
  readonly ends: (chunk: unknown, call: string) => boolean;
}

/** Where the texts lie in the chunks of one stream. */
export interface ChunkParts {
  readonly texts?: ChunkTexts | undefined;
  readonly toolCalls?: ToolCallText | undefined;
}

interface Given {
  readonly text?: ChunkText | undefined;
  readonly texts?: ChunkTexts | undefined;
  readonly toolCalls?: ToolCallText | undefined;
}

/** Checks the options `text`, `texts` and `toolCalls` of a guard, and copies them. */
export function chunkPartsOption(where: string, { text, texts, toolCalls }: Given): ChunkParts {
  if (text !== undefined) {
    checkOptions(`${where} "text"`, text, ['read', 'write']);
    functionOption(`${where} "text"`, 'read', text.read, '(chunk) => string | undefined');
    functionOption(`${where} "text"`, 'write', text.write, '(chunk, text) => chunk');
  }
  if (texts !== undefined) {
    checkOptions(`${where} "texts"`, texts, ['read', 'write', 'ends']);
    functionOption(`${where} "texts"`, 'read', texts.read, '(chunk) => [{ name, text }]');
    functionOption(`${where} "texts"`, 'write', texts.write, '(chunk, texts) => chunk');
    functionOption(`${where} "texts"`, 'ends', texts.ends, '(chunk, name) => boolean');
  }
  if (toolCalls !== undefined) {
    checkOptions(`${where} "toolCalls"`, toolCalls, ['read', 'write', 'ends']);
    functionOption(`${where} "toolCalls"`, 'read', toolCalls.read, '(chunk) => [{ call, text }]');
    functionOption(`${where} "toolCalls"`, 'write', toolCalls.write, '(chunk, texts) => chunk');
    functionOption(`${where} "toolCalls"`, 'ends', toolCalls.ends, '(chunk, call) => boolean');
  }
  return {
    texts: texts === undefined ? text && onlyText(text) : { read: texts.read, write: texts.write, ends: texts.ends },
    toolCalls:
      toolCalls === undefined ? undefined : { read: toolCalls.read, write: toolCalls.write, ends: toolCalls.ends },
  };
}

const onlyText = ({ read, write }: ChunkText): ChunkTexts => ({
  read(chunk) {
    const text = read(chunk);
    return text === undefined ? [] : [{ name: '', text }];
  },
  write: (chunk, [text = '']) => write(chunk, text),
  ends: () => false,
});
