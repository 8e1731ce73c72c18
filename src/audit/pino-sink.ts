import { createRequire } from 'node:module';
import type pino from 'pino';
import { checkOptions, integerOption, optionError } from '../options.ts';
import { type LineFile, openLines } from './line-file.ts';
import type { AuditRecord } from './record.ts';
import { recordLine } from './record-line.ts';
import type { FileSink } from './sink.ts';

export interface PinoSinkOptions {
  /**
   * Path of a file to append to, a file descriptor, or a stream with `write(line)`. Default 1, standard output. Paths and
   * descriptors are written synchronously. A stream that fails by its `error` event fails the next record.
   */
  readonly destination?: string | number | pino.DestinationStream;
  /**
   * A pino of yours instead, with its level at `info` or lower. What an asynchronous destination or a transport has taken
   * counts as written, and is lost when the process is killed. pino's own synchronous destination tells of a failure, but
   * keeps the line and writes it when it can.
   */
  readonly logger?: pino.Logger;
}

/** The one key that holds the record, so that nothing in it can stand for pino's own `level`, `time` or `msg`. */
const KEY = 'audit';
const WHERE = 'pinoSink()';

/**
 * Writes each record as one pino line: `{"level":30,"time":...,"audit":{...}}`, with `level` 30 for `info`, 40 for `warn`
 * and 50 for `error`. pino is loaded here and not with the package (20 to 60 ms of CPU).
 *
 * @throws `ERR_OPTION_INVALID` for a file that cannot be opened, or a logger that would drop or mix up records
 */
export function pinoSink(options: PinoSinkOptions = {}): FileSink {
  checkOptions(WHERE, options, ['destination', 'logger']);
  const { destination, logger } = options;
  if (logger === undefined) return owned(destination === undefined ? 1 : destination);
  if (destination !== undefined) throw optionError(WHERE, 'give "destination" or "logger", not both.');
  return borrowed(logger);
}

function owned(destination: string | number | pino.DestinationStream): FileSink {
  if (typeof destination === 'object' && destination !== null) {
    if (typeof destination.write !== 'function') throw optionError(WHERE, '"destination" must have write(line).');
    return through(newLogger(destination), failuresOf(destination), () => {});
  }
  const descriptor =
    typeof destination === 'string'
      ? destination
      : integerOption(WHERE, 'destination', destination, {
          min: 0,
          max: 2 ** 31 - 1,
          fix: 'Or give a path, or a stream.',
        });
  const file = openLines(WHERE, descriptor);
  return { write: intoFile(file), flush: () => file.flush(), close: () => file.close() };
}

function borrowed(logger: pino.Logger): FileSink {
  if (
    typeof logger !== 'object' ||
    logger === null ||
    typeof logger.isLevelEnabled !== 'function' ||
    typeof logger.bindings !== 'function'
  ) {
    throw optionError(WHERE, '"logger" must be a pino logger.');
  }
  if (!logger.isLevelEnabled('info')) {
    throw optionError(
      WHERE,
      `"logger" drops records, its level is "${logger.level}". Set it to "info", or use a child of its own.`,
    );
  }
  if (KEY in logger.bindings())
    throw optionError(WHERE, `"logger" has a binding "${KEY}", which is the key of the record. Rename it.`);
  const stream: unknown = Reflect.get(logger, loadPino().symbols.streamSym);
  return through(logger, failuresOf(stream), () => {});
}

function through(logger: pino.Logger, failure: () => unknown, close: () => void): FileSink {
  const check = (): void => {
    const error = failure();
    if (error !== undefined) throw error;
  };
  return {
    write(record) {
      const { severity } = record;
      if (!logger.isLevelEnabled(severity))
        throw new Error(`The level of the logger is "${logger.level}": it drops this record.`);
      logger[severity]({ [KEY]: record });
      check();
    },
    flush: () => {
      logger.flush();
      check();
    },
    close,
  };
}

/** pino writes the head of each line, with level and time; the record follows it in the one form that records have. */
function intoFile(file: LineFile): (record: AuditRecord) => void {
  let head = '';
  let madeFor: AuditRecord['severity'] | undefined;
  let madeAt = Number.NaN;
  const logger = newLogger({
    write(line) {
      head = line.slice(0, -2); // without its end, `}` and a line feed
    },
  });
  return (record) => {
    const { severity } = record;
    const now = Date.now();
    if (now !== madeAt || severity !== madeFor) {
      logger[severity](undefined);
      madeFor = severity;
      madeAt = now;
    }
    file.write(`${head},"${KEY}":${recordLine(record)}}\n`);
  };
}

const newLogger = (stream: pino.DestinationStream): pino.Logger => loadPino()({ base: null, level: 'info' }, stream);

function loadPino(): typeof pino {
  return createRequire(import.meta.url)('pino');
}

const noFailures = (): undefined => undefined;

/** What a stream says by its `error` event, once; pino itself does not tell. */
function failuresOf(stream: unknown): () => unknown {
  if (typeof stream !== 'object' || stream === null || !('on' in stream) || typeof stream.on !== 'function')
    return noFailures;
  let failure: unknown;
  stream.on('error', (error: unknown) => {
    failure = error ?? new Error('The destination failed.');
  });
  return () => {
    const error = failure;
    failure = undefined;
    return error;
  };
}
