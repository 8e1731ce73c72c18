import type { errorCodes } from '../../src/error-codes.ts';
import { apiDocument } from './api-document.ts';
import { type Entry, planApi } from './api-plan.ts';
import { optionsOf } from './api-section.ts';
import { errorsDocument } from './errors-document.ts';
import { readGuards } from './guard-docblock.ts';
import { anchorOf, guardsDocument } from './guards-document.ts';
import { type Declared, Library } from './library.ts';

export interface Sources {
  /** The text of a file below src. */
  readonly read: (path: string) => string;
  /** Paths below src/guards. */
  readonly guardFiles: readonly string[];
  readonly entries: readonly Entry[];
  readonly codes: typeof errorCodes;
}

const rooms = ['identity', 'authority', 'content', 'resources'];

/** The generated documents, by path. */
export function readDocuments({ read, guardFiles, entries, codes }: Sources): ReadonlyMap<string, string> {
  const library = new Library(read);
  const guards = rooms.flatMap((room) =>
    guardFiles
      .filter((path) => path.startsWith(`${room}/`))
      .flatMap((path) => readGuards(path, library, Object.keys(codes))),
  );
  const factories = guards.map(({ declared }) => declared);
  const plan = planApi(entries, library, new Set(factories));

  const places = new Map<Declared, readonly [string, string]>();
  const put = (declared: Declared, document: string, anchor: string): void => {
    places.set(declared, [document, anchor]);
    for (const options of optionsOf(declared, library))
      if (!places.has(options)) places.set(options, [document, anchor]);
  };
  for (const guard of guards) put(guard.declared, 'guards.md', anchorOf(guard));
  for (const { sections } of plan.flatMap(({ groups }) => groups)) {
    for (const { declared, anchor } of sections) put(declared, 'api.md', anchor);
  }
  const from = (document: string) => ({
    library,
    linkTo: (declared: Declared): string | undefined => {
      const [target, anchor] = places.get(declared) ?? [];
      return target === undefined ? undefined : `${target === document ? '' : target}#${anchor}`;
    },
  });
  return new Map([
    ['docs/errors.md', errorsDocument(codes, guards)],
    ['docs/guards.md', guardsDocument(rooms, guards, from('guards.md'))],
    ['docs/api.md', apiDocument(plan, factories, from('api.md'))],
  ]);
}
