import type { AuditRecord } from './record.ts';

/**
 * Where records go. A sink that answers synchronously costs no promise; one that returns a promise is waited for where the
 * record is required, at most `sinkTimeoutMs`. A throw or a rejection means: this record was not written.
 */
export interface AuditSink {
  /** Takes one record. It must not change it, and must not keep the process from going on: a synchronous wait cannot be bounded. */
  write(record: AuditRecord): void | PromiseLike<void>;
  /** Resolves when everything taken so far is stored. */
  flush?(): void | PromiseLike<void>;
}

/** A sink that writes before it returns, and that can be closed. */
export interface FileSink extends AuditSink {
  write(record: AuditRecord): void;
  flush(): void;
  /** Closes what the sink has opened itself. Records that come later fail. */
  close(): void;
}
