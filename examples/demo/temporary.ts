import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of this process that are not to outlive it. */
const folders = new Set<string>();

/** A new folder among the temporary ones, which goes when the process ends, unless it is kept. */
export function temporaryFolder(prefix: string): string {
  const path = mkdtempSync(join(tmpdir(), prefix));
  folders.add(path);
  return path;
}

export const keepFolder = (path: string): boolean => folders.delete(path);

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
  folders.delete(path);
}

/** However the process ends: by itself, by an error, or by a signal, which then ends it as it would have without this. */
export function removeFoldersAtEnd(): void {
  const removeAll = (): void => folders.forEach(removeFolder);
  process.once('exit', removeAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      removeAll();
      process.kill(process.pid, signal);
    });
  }
}
