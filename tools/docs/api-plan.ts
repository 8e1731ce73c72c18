import { optionsOf } from './api-section.ts';
import type { Declared, Library } from './library.ts';
import { anchors } from './markdown.ts';

export interface Entry {
  /** As it is imported. */
  readonly name: string;
  /** Its file below src. */
  readonly path: string;
}

export interface Section {
  readonly heading: string;
  readonly anchor: string;
  readonly declared: Declared;
}

export interface Group {
  readonly heading: string;
  readonly sections: readonly Section[];
}

export interface EntryPlan {
  readonly entry: Entry;
  readonly groups: readonly Group[];
  /** Exports that are told under another entry. */
  readonly elsewhere: readonly Declared[];
}

export const GUARDS = 'Guards';

/** What each group of the main entry holds: files and folders below src. What is in none of them comes last. */
const main: readonly (readonly [string, readonly string[]])[] = [
  ['Pipelines', ['hardened', 'pipeline', 'invocation', 'schema', 'bounds', 'monitor', 'ambient']],
  [GUARDS, ['guards/']],
  ['Content', ['filter/', 'detectors/']],
  ['Guards of your own', ['guard']],
  ['Who calls', ['identity/']],
  ['Refusals', ['errors', 'error-codes']],
  ['On record', ['audit/']],
];

const ORDER = ['function', 'class', 'value'];

/** Gives every export one section: at the entry whose folder holds its file, else at the first one that exports it. */
export function planApi(entries: readonly Entry[], library: Library, guards: ReadonlySet<Declared>): EntryPlan[] {
  const anchorOf = anchors();
  anchorOf('API');
  const exported = entries.map((entry) => ({ entry, all: library.exportsOf(entry.path) }));
  const hidden = new Set([...guards, ...exported.flatMap(({ all }) => all.flatMap((one) => optionsOf(one, library)))]);
  const homeOf = (declared: Declared): Entry | undefined => {
    const homes = exported.filter(({ all }) => all.includes(declared)).map(({ entry }) => entry);
    return homes.find(({ path }) => path.includes('/') && declared.path.startsWith(folderOf(path))) ?? homes[0];
  };
  return exported.map(({ entry, all }, index) => {
    anchorOf(entry.name);
    const own = all.filter((declared) => homeOf(declared) === entry && !hidden.has(declared));
    const groups = grouped(own, index === 0, library).map(([heading, members]) => {
      if (heading !== '') anchorOf(heading);
      const sections = members.map((declared) => {
        const title = declared.kind === 'function' ? `${declared.name}()` : declared.name;
        return { heading: title, anchor: anchorOf(title), declared };
      });
      return { heading, sections };
    });
    return { entry, groups, elsewhere: all.filter((declared) => homeOf(declared) !== entry) };
  });
}

function grouped(
  exports: readonly Declared[],
  isMain: boolean,
  library: Library,
): (readonly [string, readonly Declared[]])[] {
  if (!isMain) return [['', sorted(exports, [...new Set(exports.map(({ path }) => path))], library)]];
  const belongs = ({ path }: Declared, places: readonly string[]) =>
    places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === `${place}.ts`));
  const rest = exports.filter((declared) => !main.some(([, places]) => belongs(declared, places)));
  const groups = main.map(([heading, places]) => {
    const members = exports.filter((declared) => belongs(declared, places));
    const paths = places.flatMap((place) => members.map(({ path }) => path).filter((path) => path.startsWith(place)));
    return [heading, sorted(members, [...new Set(paths)], library)] as const;
  });
  return rest.length === 0
    ? groups
    : [...groups, ['More', sorted(rest, [...new Set(rest.map(({ path }) => path))], library)]];
}

/** By file, and in a file what runs before its types, each in the order of the source. */
const sorted = (exports: readonly Declared[], paths: readonly string[], library: Library): Declared[] =>
  exports.toSorted(
    (a, b) =>
      paths.indexOf(a.path) - paths.indexOf(b.path) ||
      rank(a) - rank(b) ||
      library.declarations(a.path).indexOf(a) - library.declarations(b.path).indexOf(b),
  );

const rank = ({ kind }: Declared): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
