import { GuardError } from '../errors.ts';
import type { ChunkParts } from './chunk-text.ts';
import type { RedactionStream } from './redact-text.ts';
import type { Cleaner } from './redact-value.ts';
import { ToolArguments } from './tool-arguments.ts';

/** Chunks without text that may wait behind held text. */
const MOST_WAITING = 32;
const MOST_CALLS = 256;

/** A tool call whose arguments are not complete, and the last chunk that had a piece of them, without its texts. */
interface OpenCall {
  readonly held: ToolArguments;
  chunk: unknown;
  /** Which of how many pieces of that chunk is of this call. */
  piece: number;
  pieces: number;
}

/** A chunk that is done, and how many units of text it has. */
interface Waiting {
  readonly chunk: unknown;
  readonly units: number;
}

/**
 * The chunks of one stream on their way through a redactor. Strings are one text, and so are the texts of other chunks, which may
 * be cut anywhere; tool-call arguments are judged when they are complete. One chunk comes out for each that goes in, at most.
 */
export class CleanStream {
  readonly #cleaner: Cleaner;
  readonly #parts: ChunkParts;
  readonly #waiting: Waiting[] = [];
  readonly #calls = new Map<string, OpenCall>();
  #strings: RedactionStream | undefined;
  #text: RedactionStream | undefined;
  #lastText: unknown;
  /** How many of those that wait, counted from the last, stand behind held text. */
  #behindText = 0;
  /** Chunks and UTF-16 units of text that were let out. */
  readonly released = { chunks: 0, units: 0 };

  constructor(cleaner: Cleaner, parts: ChunkParts) {
    this.#cleaner = cleaner;
    this.#parts = parts;
  }

  /** Takes a chunk; the list holds the chunk to let out, or nothing. */
  next(chunk: unknown): readonly unknown[] {
    if (typeof chunk === 'string') {
      this.#strings ??= this.#cleaner.stream();
      const text = this.#strings.push(chunk);
      return text === '' ? [] : this.#out([{ chunk: text, units: text.length }]);
    }
    this.#read(chunk);
    if (this.#waiting.length === this.#behindText && this.#behindText <= MOST_WAITING) return [];
    this.#behindText = Math.min(this.#behindText, this.#waiting.length - 1);
    return this.#out(this.#waiting.splice(0, 1));
  }

  /** What is still held. The stream must not be used afterwards. */
  end(): readonly unknown[] {
    const strings = this.#strings?.end() ?? '';
    const text = this.#text?.end() ?? '';
    const at = this.#waiting.length - this.#behindText;
    if (text !== '') {
      this.#waiting.splice(at, 0, { chunk: this.#parts.text?.write(this.#lastText, text), units: text.length });
    }
    for (const open of this.#calls.values()) this.#endCall(open);
    return this.#out(strings === '' ? this.#waiting : [{ chunk: strings, units: strings.length }, ...this.#waiting]);
  }

  #out(waiting: readonly Waiting[]): readonly unknown[] {
    for (const { units } of waiting) this.released.units += units;
    this.released.chunks += waiting.length;
    return waiting.map(({ chunk }) => chunk);
  }

  #read(chunk: unknown): void {
    const { text, toolCalls } = this.#parts;
    const pieces = toolCalls?.read(chunk) ?? [];
    const bare =
      pieces.length === 0
        ? chunk
        : toolCalls?.write(
            chunk,
            pieces.map(() => ''),
          );
    const part = text?.read(bare);
    // All but the texts is redacted for itself, each text as part of what came before it.
    let out = this.#cleaner.value(part === undefined ? bare : text?.write(bare, ''));
    const texts = pieces.map(({ call, text: piece }, index) => {
      const open = this.#open(call);
      Object.assign(open, { chunk: out, piece: index, pieces: pieces.length });
      return open.held.push(piece);
    });
    for (const [call, open] of [...this.#calls]) {
      if (toolCalls?.ends(chunk, call) !== true) continue;
      const last = pieces.findLastIndex((piece) => piece.call === call);
      if (last === -1) this.#endCall(open);
      else texts[last] += open.held.end();
      this.#calls.delete(call);
    }
    let units = texts.reduce((sum, written) => sum + written.length, 0);
    if (part !== undefined && text !== undefined) {
      this.#text ??= this.#cleaner.stream();
      const clean = this.#text.push(part);
      this.#lastText = out;
      out = text.write(out, clean);
      units += clean.length;
    }
    if (texts.length > 0) out = toolCalls?.write(out, texts);
    this.#waiting.push({ chunk: out, units });
    if (part !== undefined) this.#behindText = 0;
    else if (this.#text?.holds()) this.#behindText += 1;
  }

  #open(call: string): OpenCall {
    const known = this.#calls.get(call);
    if (known !== undefined) return known;
    if (this.#calls.size >= MOST_CALLS) {
      throw new GuardError('ERR_OUTPUT_INVALID', `More than ${MOST_CALLS} tool calls are open in one stream.`);
    }
    const open = { held: new ToolArguments(this.#cleaner), chunk: undefined, piece: 0, pieces: 0 };
    this.#calls.set(call, open);
    return open;
  }

  /** Lets out what is held of a call's arguments, in a chunk like the last one that had a piece of them. */
  #endCall(open: OpenCall): void {
    const rest = open.held.end();
    if (rest === '') return;
    const texts = Array.from({ length: open.pieces }, (_, index) => (index === open.piece ? rest : ''));
    this.#waiting.push({ chunk: this.#parts.toolCalls?.write(open.chunk, texts), units: rest.length });
    if (this.#text?.holds()) this.#behindText += 1;
  }
}
