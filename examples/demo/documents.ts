import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DemoError } from './options.ts';

export interface Document {
  /** Path within the folder, with `/`. */
  readonly name: string;
  readonly text: string;
}

const READABLE = /\.(?:md|markdown|txt|html?)$/i;
const MOST_DOCUMENTS = 200;
const MOST_BYTES = 1_000_000;

/** The texts of a folder and its subfolders, by name. Links are not followed. */
export async function loadDocuments(folder: string): Promise<readonly Document[]> {
  const names = await listFolder(folder);
  if (names.length === 0) throw new DemoError(`No .md, .txt or .html files in ${folder}.`);
  if (names.length > MOST_DOCUMENTS)
    throw new DemoError(`${names.length} documents; the demo takes ${MOST_DOCUMENTS}.`);
  return Promise.all(names.map(async (name) => ({ name, text: await load(join(folder, name), name) })));
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && READABLE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'))
      .filter((name) => !/(?:^|\/)(?:node_modules|\.)/.test(name))
      .sort();
  } catch (error) {
    const code = codeOf(error);
    throw new DemoError(
      code === 'ENOTDIR' ? `${folder} is not a folder.` : `The folder ${folder} cannot be read (${code}).`,
    );
  }
}

async function load(path: string, name: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new DemoError(`${name} has ${size} bytes; the demo takes ${MOST_BYTES} a document.`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof DemoError) throw error;
    throw new DemoError(`${name} cannot be read (${codeOf(error)}).`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
