import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { cyclesOf, type Import, importsOf } from './architecture/imports.ts';
import { longFiles, type Room, rooms, typeCycles, unicodeFiles } from './architecture/layers.ts';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
};

const sources = new Map(
  readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, readFileSync(new URL(`src/${path}`, root), 'utf8')] as const),
);
const files = [...sources.keys()];
const imports = new Map(files.map((file) => [file, importsOf(sources.get(file) ?? '')]));

describe('layers', () => {
  it('gives every file a room', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('lets a file import only what its room allows', () => {
    const refused = [...imports].flatMap(([file, entries]) =>
      entries
        .map((entry) => refusal(file, entry))
        .filter((reason) => reason !== undefined)
        .map((reason) => `${file}: ${reason}`),
    );
    expect(refused).toEqual([]);
  });

  it('has no cycle at run time', () => {
    expect(cyclesOf(graphOf((entry) => !entry.typeOnly))).toEqual([]);
  });

  it('has no cycle between types but the listed ones', () => {
    expect(cyclesOf(graphOf(() => true))).toEqual(typeCycles.map((cycle) => cycle.files));
  });

  it('names only rooms that exist', () => {
    const known = new Set([...Object.keys(rooms), 'earlier', 'folder']);
    expect(Object.values(rooms).flatMap((room) => room.mayImport.filter((name) => !known.has(name)))).toEqual([]);
  });
});

describe('files', () => {
  it('have names that say what they hold', () => {
    const clear = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/;
    const vague = /(?:^|\/)(?:utils?|helpers?|types?|common|misc|shared)(?:\/|\.ts$)/;
    expect(files.filter((file) => !clear.test(file) || vague.test(file))).toEqual([]);
  });

  it('have at most 300 lines, or a reason', () => {
    const long = files.filter((file) => (sources.get(file) ?? '').split('\n').length - 1 > 300);
    expect(long).toEqual(Object.keys(longFiles).sort());
  });

  it('are ASCII, but for the listed tables of characters', () => {
    const unicode = files.filter((file) => /[^\t\n\x20-\x7e]/u.test(sources.get(file) ?? ''));
    expect(unicode).toEqual([...unicodeFiles].sort());
  });

  it('of guards each have their test', () => {
    const guards = files.filter((file) => file.startsWith('guards/') && sources.get(file)?.includes('defineGuard'));
    const untested = guards.filter((file) => !existsSync(new URL(`test/${file.replace(/\.ts$/, '.test.ts')}`, root)));
    expect(untested).toEqual([]);
  });
});

type Placed = readonly [name: string, room: Room];

/** The most exact entry wins, so that audit/event can belong to another room than the rest of its folder. */
function roomOf(file: string): Placed | undefined {
  const path = file.replace(/\.ts$/, '');
  const entries = Object.entries(rooms);
  return (
    entries.find(([, room]) => room.files.includes(path)) ??
    entries.find(([, room]) => room.files.some((folder) => folder.endsWith('/') && path.startsWith(folder)))
  );
}

function refusal(file: string, { specifier, typeOnly }: Import): string | undefined {
  const placed = roomOf(file);
  if (placed === undefined || isBuiltin(specifier)) return undefined;
  const [name, room] = placed;
  if (!specifier.startsWith('.')) return refusedPackage(file, name, specifier, typeOnly);
  const target = normalize(join(dirname(file), specifier));
  const targetRoom = roomOf(target);
  if (!sources.has(target) || targetRoom === undefined) return `${specifier} is no source file`;
  const allowed = room.mayImport.some((permission) => {
    if (permission === 'earlier') return targetRoom[0] === name && position(room, target) < position(room, file);
    if (permission === 'folder') return targetRoom[0] === name && topFolder(target) === topFolder(file);
    return permission === targetRoom[0];
  });
  return allowed ? undefined : `${name} may not import ${target} (${targetRoom[0]})`;
}

function refusedPackage(file: string, name: string, specifier: string, typeOnly: boolean): string | undefined {
  const vendor = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name === 'adapters') return typeOnly ? undefined : `adapters know ${vendor} as "import type" only`;
  if (!(vendor in { ...manifest.dependencies, ...manifest.peerDependencies })) return `${vendor} is not a dependency`;
  const places = rooms[name]?.packages?.[vendor] ?? [];
  return places.some((place) => file.startsWith(place)) ? undefined : `${name} may not import the package ${vendor}`;
}

const position = (room: Room, file: string): number => room.files.indexOf(file.replace(/\.ts$/, ''));
const topFolder = (file: string): string => file.slice(0, file.indexOf('/') + 1);

function graphOf(counts: (entry: Import) => boolean): Map<string, string[]> {
  return new Map(
    [...imports].map(([file, entries]) => [
      file,
      entries
        .filter((entry) => entry.specifier.startsWith('.') && counts(entry))
        .map((entry) => normalize(join(dirname(file), entry.specifier))),
    ]),
  );
}
