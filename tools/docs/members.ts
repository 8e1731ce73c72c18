import { tidy } from './declaration.ts';
import { type Docblock, oneLine, readDocblock } from './docblock.ts';

export interface Member {
  readonly name: string;
  readonly doc: Docblock;
  readonly optional: boolean;
  /** Of a property; undefined for what is written as a method. */
  readonly type: string | undefined;
  /** Of a method: name, parameters and result. */
  readonly signature: string;
}

const PROPERTY = /^(?:readonly )?(\w+)(\??):\s+([\s\S]+)$/;
const METHOD = /^(\w*)\??\s*[<(]/;
const METHOD_BODY = / \{\n(?:(?: {4}.*)?\n)* {2}\}/g;

/** The public members of an interface or a class, in their order. */
export const membersOf = (body: string): Member[] => split(body.replace(METHOD_BODY, ';'), ';').flatMap(read);

/** The functions of an object, as methods. */
export const functionsOf = (body: string): Member[] =>
  split(body, ',').flatMap(({ block, text }) => {
    const [, name, signature] = /^(\w+): (\([\s\S]*?\)): \w+ =>/.exec(text) ?? [];
    return name === undefined || signature === undefined
      ? []
      : read({ block, text: tidy(`${name}${oneLine(signature)}`) });
  });

interface Part {
  readonly block: string;
  readonly text: string;
}

function read({ block, text }: Part): Member[] {
  const doc = readDocblock(block);
  if (doc.internal) return [];
  const [, property, mark, type] = PROPERTY.exec(text) ?? [];
  if (property !== undefined && type !== undefined) {
    return [{ name: property, doc, optional: mark === '?', type: oneLine(type).replace(/^\| /, ''), signature: '' }];
  }
  const name = METHOD.exec(text)?.[1];
  if (name === undefined) return []; // private, static, or a key that is no name
  return [{ name, doc, optional: false, type: undefined, signature: tidy(text.replace(/\n {2}/g, '\n')) }];
}

/** Cuts at a mark that stands outside of brackets and quotes. */
function split(body: string, mark: string): Part[] {
  const parts: Part[] = [];
  let rest = body.replace(/(?:^| )\/\/ .*$/gm, '').trim();
  while (rest !== '') {
    const comment = /^\/\*\*([\s\S]*?)\*\/\s*/.exec(rest);
    rest = rest.slice(comment?.[0].length ?? 0);
    const end = lengthTo(rest, mark);
    parts.push({ block: comment?.[1] ?? '', text: rest.slice(0, end).trim() });
    rest = rest.slice(end + 1).trim();
  }
  return parts;
}

function lengthTo(text: string, mark: string): number {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(/'(?:[^'\\\n]|\\.)*'|[()[\]{};,]/g)) {
    if (found === mark && depth === 0) return index;
    if ('([{'.includes(found)) depth += 1;
    if (')]}'.includes(found)) depth -= 1;
  }
  return text.length;
}
