/** What the documents say about a guard, read from the source of its factory. */
export interface GuardDoc {
  readonly factory: string;
  /** Path below src/guards; its first folder is the room. */
  readonly path: string;
  /** The docblock without its `Needs` sentence and its tags, as paragraphs. */
  readonly text: readonly string[];
  readonly needs: string;
  readonly adds: string;
  /** Where to put it in a pipeline, one sentence or more. */
  readonly place: string;
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
const OPTION = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}readonly (\w+)(\??): ([\s\S]*?);\n/g;

/**
 * The guards that a file under src/guards exports. Their docblocks follow one form, and a docblock that does not is an error:
 * what it does; a paragraph `Needs ...; adds ... . Place it ...`; and `@throws` with codes of errors.ts.
 */
export function readGuards(path: string, source: string, codes: readonly string[]): GuardDoc[] {
  if (!source.includes('defineGuard')) return [];
  return [...source.matchAll(FACTORY)].map(([, block = '', factory = '']) => {
    const [description = '', ...tags] = plain(block).split(/\n(?=@)/);
    const paragraphs = description.split(/\n\n+/).map((paragraph) => paragraph.replaceAll('\n', ' ').trim());
    const contract = paragraphs.find((paragraph) => paragraph.startsWith('Needs '));
    const match = /^Needs ([^;]+); adds ([^.]+(?:\.\w[^.]*)*)\.(?: ([\s\S]*))?$/.exec(contract ?? '');
    if (match === null) {
      throw new Error(`src/guards/${path}: ${factory} has no paragraph "Needs ...; adds ... . Place it ..."`);
    }
    const throws =
      tags
        .find((tag) => tag.startsWith('@throws '))
        ?.slice('@throws '.length)
        .replaceAll('\n', ' ') ?? '';
    for (const [code] of throws.matchAll(/ERR_\w+/g)) {
      if (!codes.includes(code)) throw new Error(`src/guards/${path}: ${factory} names ${code}, which is no code.`);
    }
    return {
      factory,
      path,
      text: paragraphs.filter((paragraph) => paragraph !== contract && paragraph !== ''),
      needs: match[1] ?? '',
      adds: match[2] ?? '',
      place: match[3] ?? '',
      throws: throws.trim(),
      options: readOptions(source, factory),
    };
  });
}

/** The members of `interface <Factory>Options`. */
function readOptions(source: string, factory: string): OptionDoc[] {
  const name = `${factory.charAt(0).toUpperCase()}${factory.slice(1)}Options`;
  const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1];
  if (body === undefined) return [];
  return [...`${body}\n`.matchAll(OPTION)].map(([, block = '', option = '', optional, type = '']) => ({
    name: option,
    type: type.replace(/\s+/g, ' '),
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
