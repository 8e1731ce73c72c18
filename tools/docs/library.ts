import { posix } from 'node:path';
import { type Declaration, readDeclarations } from './declaration.ts';

/** A declaration and the file that holds it. One object for each, so that it can be a key. */
export interface Declared extends Declaration {
  /** Path below src. */
  readonly path: string;
}

const LINK = /^(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/gm;

/** The sources, and what names mean in them. */
export class Library {
  readonly #read: (path: string) => string;
  readonly #files = new Map<string, readonly Declared[]>();

  /** @param read the text of a file below src */
  constructor(read: (path: string) => string) {
    this.#read = read;
  }

  source(path: string): string {
    return this.#read(path);
  }

  declarations(path: string): readonly Declared[] {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const declared = readDeclarations(this.#read(path)).map((declaration) => ({ ...declaration, path }));
    this.#files.set(path, declared);
    return declared;
  }

  /** What a name stands for in a file: declared there, or brought in from another one. */
  find(path: string, name: string): Declared | undefined {
    const own = this.declarations(path).find((declared) => declared.name === name);
    if (own !== undefined) return own;
    const link = this.#links(path).find(({ local }) => local === name);
    return link === undefined ? undefined : this.find(link.path, link.name);
  }

  /** What a file exports from other files, in its order. */
  exportsOf(path: string): readonly Declared[] {
    return this.#links(path).map((link) => {
      const declared = this.find(link.path, link.name);
      if (declared === undefined) throw new Error(`src/${path}: ${link.name} is not to be found in src/${link.path}.`);
      return declared;
    });
  }

  #links(path: string) {
    return [...this.#read(path).matchAll(LINK)].flatMap(([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter((name) => name !== '')
        .map((entry) => {
          const [name = '', local = name] = entry.split(' as ');
          return { name, local, path: posix.join(posix.dirname(path), from) };
        }),
    );
  }
}
