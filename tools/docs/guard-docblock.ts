import type { Declared, Library } from './library.ts';

/** What the documents say about a guard, read from the source of its factory. */
export interface GuardDoc {
  readonly factory: string;
  /** Path below src/guards; its first folder is the room. */
  readonly path: string;
  /** The docblock without the clause on needs and without tags, as paragraphs. */
  readonly text: readonly string[];
  readonly needs: string;
  readonly adds: string;
  /** The text of `@throws`, or an empty one. */
  readonly throws: string;
  readonly declared: Declared;
}

// "Needs `principal`; adds nothing." as a sentence, or as the end of one: "...: needs `principal`, adds nothing."
const CONTRACT =
  /(^|[.:] )needs (`[\w.]+`|nothing)[;,] adds (`[\w.]+`|nothing)(?:[;,] reads nothing of the input)?\.\s*/i;

/**
 * The guards that a file under src/guards exports. Each docblock says what it needs and adds, in the form of CONTRACT, and its
 * `@throws` names codes of errors.ts: one that does not is an error.
 */
export function readGuards(path: string, library: Library, codes: readonly string[]): GuardDoc[] {
  const source = library.source(`guards/${path}`);
  if (!source.includes('defineGuard')) return [];
  const factories = library
    .declarations(`guards/${path}`)
    .filter(
      ({ kind, name }) => kind === 'function' && new RegExp(`^export (?:const|function) ${name}\\b`, 'm').test(source),
    );
  return factories.map((declared) => {
    const { name: factory, doc } = declared;
    const contract = doc.text.map((paragraph) => CONTRACT.exec(paragraph)).find((match) => match !== null);
    if (contract === undefined) throw new Error(`src/guards/${path}: ${factory} does not say "Needs ...; adds ...".`);
    for (const [code] of doc.throws.matchAll(/ERR_\w+/g)) {
      if (!codes.includes(code)) throw new Error(`src/guards/${path}: ${factory} names ${code}, which is no code.`);
    }
    return {
      factory,
      path,
      text: doc.text.map(withoutContract).filter((paragraph) => paragraph !== ''),
      needs: contract[2] ?? '',
      adds: contract[3] ?? '',
      throws: doc.throws,
      declared,
    };
  });
}

const withoutContract = (paragraph: string): string =>
  paragraph.replace(CONTRACT, (_, before: string) => (before === '' ? '' : '. ')).trim();

/** What a call can be refused with. ERR_OPTION_INVALID is not among them: it is thrown at construction only. */
export const refusalsOf = ({ throws }: GuardDoc): string[] =>
  [...new Set(throws.match(/ERR_\w+/g))].filter((code) => code !== 'ERR_OPTION_INVALID');
