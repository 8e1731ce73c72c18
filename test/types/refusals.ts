import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DIRECTIVE = /\/\/ @ts-expect-error\b[ :]*(.*)$/;

/** One `// @ts-expect-error <reason>`: the line after it must be refused, in words that hold the reason. */
export interface Refusal {
  readonly file: string;
  /** Line of the directive, from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export function refusalsOf(file: string, source: string): Refusal[] {
  return source.split('\n').flatMap((text, index) => {
    const match = DIRECTIVE.exec(text);
    return match === null ? [] : [{ file, line: index + 1, reason: (match[1] ?? '').trim() }];
  });
}

/** What `tsc --pretty false` prints: one line for each error, its details indented below it. */
export function diagnosticsOf(output: string): Diagnostic[] {
  const found: { file: string; line: number; text: string }[] = [];
  for (const line of output.split('\n')) {
    const match = /^(.*?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line);
    const last = found.at(-1);
    if (match !== null) found.push({ file: basename(match[1] ?? ''), line: Number(match[2]), text: match[3] ?? '' });
    else if (last !== undefined && /^\s/.test(line)) last.text += `\n${line}`;
    else if (line.trim() !== '') found.push({ file: '', line: 0, text: line }); // an error in the configuration itself
  }
  return found;
}

/** What is wrong with one expected refusal, or undefined. */
export function verdictOn(refusal: Refusal, diagnostics: readonly Diagnostic[]): string | undefined {
  if (refusal.reason === '') return 'the directive gives no reason';
  const refused = diagnostics.filter((found) => belongsTo(found, refusal));
  if (refused.length === 0) return 'the line below it compiles';
  if (refused.some(({ text }) => text.includes(refusal.reason))) return undefined;
  return `refused for another reason: ${refused.map(({ text }) => text).join('\n')}`;
}

/** Errors that no directive expects. */
export function unexpected(refusals: readonly Refusal[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter((found) => !refusals.some((refusal) => belongsTo(found, refusal)));
}

const belongsTo = (found: Diagnostic, refusal: Refusal): boolean =>
  found.file === refusal.file && found.line === refusal.line + 1;

/** Compiles copies of the files in which the directives are plain comments, so that the compiler says what it refuses. */
export function compileWithoutDirectives(files: readonly string[]): Diagnostic[] {
  const cache = join(root, 'node_modules/.cache/crewguard');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'types-'));
  try {
    return compile(folder, files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compile(folder: string, files: readonly string[]): Diagnostic[] {
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
      .replaceAll('// @ts-expect-error', '// refused because')
      .replace(/(?<=from ')\.[^']+/g, (path) => relative(folder, resolve(dirname(file), path)).replaceAll('\\', '/'));
    writeFileSync(join(folder, basename(file)), source);
  }
  const config = { extends: join(root, 'tsconfig.json'), files: files.map((file) => basename(file)), include: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, error } = spawnSync(process.execPath, [compiler, '-p', folder, '--noEmit', '--pretty', 'false'], {
    encoding: 'utf8',
  });
  if (error) throw error;
  return diagnosticsOf(stdout);
}
