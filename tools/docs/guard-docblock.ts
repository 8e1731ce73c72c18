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
  readonly options: readonly OptionDoc[];
}

export interface OptionDoc {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly text: string;
}

const FACTORY = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:const|function) ([a-z]\w*)\b/g;
const OPTION = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}readonly (\w+)(\??):\s+([\s\S]*?);\n/g;

// "Needs `principal`; adds nothing." as a sentence, or as the end of one: "...: needs `principal`, adds nothing."
const CONTRACT =
  /(^|[.:] )needs (`[\w.]+`|nothing)[;,] adds (`[\w.]+`|nothing)(?:[;,] reads nothing of the input)?\.\s*/i;

/**
 * The guards that a file under src/guards exports. Each docblock says what it needs and adds, in the form of CONTRACT, and its
 * `@throws` names codes of errors.ts: one that does not is an error.
 */
export function readGuards(path: string, source: string, codes: readonly string[]): GuardDoc[] {
  if (!source.includes('defineGuard')) return [];
  return [...source.matchAll(FACTORY)].map(([, block = '', factory = '']) => {
    const [description = '', ...tags] = plain(block).split(/\n(?=@)/);
    const paragraphs = description.split(/\n\n+/).map((paragraph) => paragraph.replaceAll('\n', ' ').trim());
    const contract = paragraphs.map((paragraph) => CONTRACT.exec(paragraph)).find((match) => match !== null);
    if (contract === undefined) throw new Error(`src/guards/${path}: ${factory} does not say "Needs ...; adds ...".`);
    const throws = tags
      .filter((tag) => tag.startsWith('@throws '))
      .map((tag) => tag.slice('@throws '.length).replaceAll('\n', ' ').trim())
      .join('. ');
    for (const [code] of throws.matchAll(/ERR_\w+/g)) {
      if (!codes.includes(code)) throw new Error(`src/guards/${path}: ${factory} names ${code}, which is no code.`);
    }
    return {
      factory,
      path,
      text: paragraphs.map(withoutContract).filter((paragraph) => paragraph !== ''),
      needs: contract[2] ?? '',
      adds: contract[3] ?? '',
      throws,
      options: readOptions(source, factory),
    };
  });
}

const withoutContract = (paragraph: string): string =>
  paragraph.replace(CONTRACT, (_, before: string) => (before === '' ? '' : '. ')).trim();

/** What a call can be refused with. ERR_OPTION_INVALID is not among them: it is thrown at construction only. */
export const refusalsOf = ({ throws }: GuardDoc): string[] =>
  [...new Set(throws.match(/ERR_\w+/g))].filter((code) => code !== 'ERR_OPTION_INVALID');

/** The members of `interface <Factory>Options`. */
function readOptions(source: string, factory: string): OptionDoc[] {
  const name = `${factory.charAt(0).toUpperCase()}${factory.slice(1)}Options`;
  const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1];
  if (body === undefined) return [];
  return [...`${body}\n`.matchAll(OPTION)].map(([, block = '', option = '', optional, type = '']) => ({
    name: option,
    type: type.replace(/\s+/g, ' ').replace(/^\| /, ''),
    required: optional === '',
    text: plain(block).replaceAll('\n', ' '),
  }));
}

/** A docblock without its stars. */
const plain = (block: string): string =>
  block
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
