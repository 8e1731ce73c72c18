import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { optionError } from '../options.ts';

/** Writes whole lines to a file or a file descriptor, each before `write` returns. */
export interface LineFile {
  /** @param line with its line end. @throws the error of the system when it is not written, for example ENOSPC */
  write(line: string): void;
  /** Asks the system to store what was written. Pipes and terminals have nothing to store, and say nothing. */
  flush(): void;
  /** Closes a file that was opened by its path; a descriptor stays with its owner. A later write throws. */
  close(): void;
}

/** A full pipe is tried again this often, for 100 ms in all: every wait holds the whole process. */
const RETRY_MS = 5;
const MAX_RETRIES = 20;
/** Room for the usual line, used again for each, so that lines leave no buffers to collect. */
const SCRATCH_BYTES = 8 * 1024;

/**
 * A file of lines, opened for appending (created for its owner alone) or a descriptor that is open already.
 *
 * It takes the place of pino's own synchronous destination, which hands failures to an event, keeps the lines that failed
 * in memory without a bound and writes them when there is room again: refused calls would then appear as recorded (measured
 * with pino 10.4.0 on /dev/full: no exception in 1000 writes, all lines kept).
 *
 * @throws `ERR_OPTION_INVALID` when the file cannot be opened
 */
export function openLines(where: string, destination: string | number): LineFile {
  const descriptor = typeof destination === 'number' ? destination : open(where, destination);
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  let torn = false;
  let closed = false;
  return {
    write(line) {
      if (closed) throw new Error('The file is closed.');
      const whole = torn ? `\n${line}` : line; // what a full disk cut short must not swallow the next line
      const fits = whole.length * 3 <= scratch.length; // most bytes of a UTF-16 unit
      const bytes = fits ? scratch : Buffer.from(whole);
      const length = fits ? scratch.write(whole) : bytes.length;
      let written = 0;
      try {
        for (let retries = 0; written < length; ) {
          const step = writeSome(descriptor, bytes, written, length - written);
          if (step === 0 && ++retries > MAX_RETRIES) throw new Error('The reader of the pipe takes nothing.');
          written += step;
        }
        torn = false;
      } catch (error) {
        torn = torn ? written !== 1 : written > 0;
        throw error;
      }
    },
    flush() {
      if (closed) return;
      try {
        fsyncSync(descriptor);
      } catch (error) {
        if (codeOf(error) !== 'EINVAL') throw error;
      }
    },
    close() {
      if (closed) return;
      closed = true;
      if (typeof destination === 'string') closeSync(descriptor);
    },
  };
}

function open(where: string, path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw optionError(
      where,
      `"${path}" cannot be opened for appending (${codeOf(error)}). Make its folder, or name a file that this process may write.`,
    );
  }
}

/** Bytes written; 0 after a wait where a non-blocking pipe is full. */
function writeSome(descriptor: number, bytes: Buffer, from: number, length: number): number {
  try {
    return writeSync(descriptor, bytes, from, length);
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    return 0;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
