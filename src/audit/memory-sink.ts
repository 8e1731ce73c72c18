import { checkOptions, integerOption } from '../options.ts';
import type { AuditRecord } from './record.ts';
import type { AuditSink } from './sink.ts';

export interface MemorySinkOptions {
  /** Records kept, 1 to 1,000,000. The oldest make room for new ones. Default 10,000. */
  readonly maxRecords?: number;
}

export interface MemorySink extends AuditSink {
  /** The newest records, oldest first. */
  readonly records: readonly AuditRecord[];
  /** Records that made room for newer ones. */
  readonly dropped: number;
  clear(): void;
}

/** Keeps records in memory, for tests and for a page that shows the last ones. @throws `ERR_OPTION_INVALID` at construction */
export function memorySink(options: MemorySinkOptions = {}): MemorySink {
  checkOptions('memorySink()', options, ['maxRecords']);
  const maxRecords = integerOption('memorySink()', 'maxRecords', options.maxRecords ?? 10_000, {
    min: 1,
    max: 1_000_000,
  });
  const records: AuditRecord[] = [];
  let dropped = 0;
  return {
    records,
    get dropped() {
      return dropped;
    },
    write(record) {
      records.push(record);
      if (records.length > maxRecords) {
        records.shift();
        dropped++;
      }
    },
    clear() {
      records.length = 0;
      dropped = 0;
    },
  };
}
