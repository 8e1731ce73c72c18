import { GuardError } from '../../errors.ts';
import type { ChunkParts, TextPiece } from './chunk-text.ts';
import type { RedactionStream } from './redact-text.ts';
import type { Cleaner } from './redact-value.ts';
import { ToolArguments } from './tool-arguments.ts';

/** Chunks without text that may wait behind held text. */
const MOST_WAITING = 32;
/** Tool calls, and texts, that are open at one time. */
const MOST_OPEN = 256;

/** A text, or the arguments of a tool call, that has not ended, and the last chunk that had a piece of it, without its texts. */
interface Open<Held> {
  readonly held: Held;
  chunk: unknown;
  /** Which of how many pieces of that chunk is of this one. */
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
  readonly #calls = new Map<string, Open<ToolArguments>>();
  #strings: RedactionStream | undefined;
  readonly #texts = new Map<string, Open<RedactionStream>>();
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
    for (const open of this.#texts.values()) this.#endText(open);
    for (const open of this.#calls.values()) this.#endCall(open);
    return this.#out(strings === '' ? this.#waiting : [{ chunk: strings, units: strings.length }, ...this.#waiting]);
  }

  #out(waiting: readonly Waiting[]): readonly unknown[] {
    for (const { units } of waiting) this.released.units += units;
    this.released.chunks += waiting.length;
    return waiting.map(({ chunk }) => chunk);
  }

  #read(chunk: unknown): void {
    const { texts, toolCalls } = this.#parts;
    const pieces = toolCalls?.read(chunk) ?? [];
    const bare = pieces.length === 0 ? chunk : toolCalls?.write(chunk, empty(pieces));
    const parts = texts?.read(bare) ?? [];
    // All but the texts is redacted for itself, each text as part of what came before it.
    let out = this.#cleaner.value(parts.length === 0 ? bare : texts?.write(bare, empty(parts)));
    const args = pieces.map(({ call, text }, piece) => {
      const open = opened(this.#calls, call, 'tool calls', () => new ToolArguments(this.#cleaner));
      Object.assign(open, { chunk: out, piece, pieces: pieces.length });
      return open.held.push(text);
    });
    for (const [call, open] of [...this.#calls]) {
      if (toolCalls?.ends(chunk, call) !== true) continue;
      const last = pieces.findLastIndex((piece) => piece.call === call);
      if (last === -1) this.#endCall(open);
      else args[last] += open.held.end();
      this.#calls.delete(call);
    }
    const written = this.#readTexts(chunk, out, parts);
    if (parts.length > 0) out = texts?.write(out, written);
    if (pieces.length > 0) out = toolCalls?.write(out, args);
    this.#waiting.push({ chunk: out, units: lengthOf(args) + lengthOf(written) });
    if (parts.length > 0) this.#behindText = 0;
    else if (this.#holdsText()) this.#behindText += 1;
  }

  /** What can be let out of each text of a chunk. Texts that end with it leave whole: in it, or before it. */
  #readTexts(chunk: unknown, bare: unknown, parts: readonly TextPiece[]): string[] {
    const written = parts.map(({ name, text }, piece) => {
      const open = opened(this.#texts, name, 'texts', () => this.#cleaner.stream());
      Object.assign(open, { chunk: bare, piece, pieces: parts.length });
      return open.held.push(text);
    });
    for (const [name, open] of [...this.#texts]) {
      if (this.#parts.texts?.ends(chunk, name) !== true) continue;
      const last = parts.findLastIndex((part) => part.name === name);
      if (last === -1) this.#endText(open);
      else written[last] += open.held.end();
      this.#texts.delete(name);
      if (!this.#holdsText()) this.#behindText = 0;
    }
    return written;
  }

  #holdsText(): boolean {
    for (const { held } of this.#texts.values()) if (held.holds()) return true;
    return false;
  }

  /** Lets out what is held of a text, in a chunk like the last one that had a piece of it, before those that wait for it. */
  #endText(open: Open<RedactionStream>): void {
    const rest = open.held.end();
    if (rest === '') return;
    const at = this.#waiting.length - this.#behindText;
    this.#waiting.splice(at, 0, {
      chunk: this.#parts.texts?.write(open.chunk, onlyAt(open, rest)),
      units: rest.length,
    });
  }

  /** Lets out what is held of a call's arguments, in a chunk like the last one that had a piece of them. */
  #endCall(open: Open<ToolArguments>): void {
    const rest = open.held.end();
    if (rest === '') return;
    this.#waiting.push({ chunk: this.#parts.toolCalls?.write(open.chunk, onlyAt(open, rest)), units: rest.length });
    if (this.#holdsText()) this.#behindText += 1;
  }
}

/** What is open under a name, or the start of it. */
function opened<Held>(all: Map<string, Open<Held>>, name: string, what: string, start: () => Held): Open<Held> {
  const known = all.get(name);
  if (known !== undefined) return known;
  if (all.size >= MOST_OPEN) {
    throw new GuardError('ERR_OUTPUT_INVALID', `More than ${MOST_OPEN} ${what} are open in one stream.`);
  }
  const open = { held: start(), chunk: undefined, piece: 0, pieces: 0 };
  all.set(name, open);
  return open;
}

const empty = (pieces: readonly unknown[]): string[] => pieces.map(() => '');

/** The texts of a chunk that has one of them only. */
const onlyAt = ({ piece, pieces }: { readonly piece: number; readonly pieces: number }, text: string): string[] =>
  Array.from({ length: pieces }, (_, index) => (index === piece ? text : ''));

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
