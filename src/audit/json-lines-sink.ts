import { optionError } from '../options.ts';
import { openLines } from './line-file.ts';
import { recordLine } from './record-line.ts';
import type { FileSink } from './sink.ts';

/**
 * Appends one JSON line for each record to a file, each before the call goes on, so that a process that is killed loses none
 * (it does not survive a loss of power: `flush()` asks for that). A full disk fails the record. The file is made for its owner alone.
 *
 * @param path of the file; its folder must exist
 * @throws `ERR_OPTION_INVALID` when the file cannot be opened
 */
export function jsonLinesSink(path: string): FileSink {
  if (typeof path !== 'string' || path === '') {
    throw optionError('jsonLinesSink()', '"path" must be the path of a file, such as "audit.jsonl".');
  }
  const file = openLines('jsonLinesSink()', path);
  return {
    write: (record) => file.write(`${recordLine(record)}\n`),
    flush: () => file.flush(),
    close: () => file.close(),
  };
}
