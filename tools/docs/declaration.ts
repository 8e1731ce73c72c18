import { type Docblock, readDocblock } from './docblock.ts';

/** A declaration at the top level of a file, as far as its text tells. */
export interface Declaration {
  readonly kind: 'function' | 'value' | 'class' | 'interface' | 'type';
  readonly name: string;
  readonly doc: Docblock;
  /** Of a function: name, parameters and result. Of a value: name, and type or literal. Of a type: the whole. Else what stands before the body. */
  readonly signature: string;
  /** What stands between the braces of a class, an interface or an object; else empty. */
  readonly body: string;
}

/** The brace of a body, and not that of a default such as `<Ctx = {}>`. */
const BODY = /^ \{(?:\n|\}(?:\n|$))/;
const START =
  /^(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?(?:export )?(?:async )?(function|const|class|interface|type) (\w+)/gm;

/**
 * The declarations of a file. It reads the text and no syntax tree, and relies on the formatter: what belongs to a declaration
 * is indented, or starts with a closing bracket.
 */
export function readDeclarations(source: string): Declaration[] {
  return [...source.matchAll(START)].map((match) => {
    const [found, block = '', keyword = '', name = ''] = match;
    const start = match.index + found.length;
    const rest = source.slice(start, start + endOf(source.slice(start)));
    const doc = readDocblock(block);
    if (keyword === 'type') return { kind: 'type', name, doc, signature: `type ${name}${rest.trimEnd()}`, body: '' };
    if (keyword === 'function') {
      return { kind: 'function', name, doc, signature: tidy(name + head(rest, BODY)), body: '' };
    }
    if (keyword === 'const') return { name, doc, ...constant(name, rest) };
    const signature = keyword === 'class' ? `class ${name}` : `interface ${name}`;
    return { kind: keyword as 'class', name, doc, signature: signature + head(rest, BODY), body: bodyOf(rest) };
  });
}

const endOf = (text: string): number => {
  const next = /\n(?=[a-z/@])/.exec(text);
  return next === null ? text.length : next.index;
};

function constant(name: string, rest: string): Pick<Declaration, 'kind' | 'signature' | 'body'> {
  const arrow = /^ = (?:<[^(]*>)?(?=\()/.exec(rest);
  const called = arrow === null ? '' : head(rest, /^ =>/);
  if (called !== '' && called !== statement(rest)) {
    return { kind: 'function', signature: tidy(name + called.replace(/^ = /, '')), body: '' };
  }
  if (/^[^\n]*\{\n/.test(rest)) return { kind: 'value', signature: name, body: bodyOf(rest) };
  const typed = /^: (.*?) = /.exec(rest);
  return {
    kind: 'value',
    signature: typed === null ? `${name}${statement(rest)}` : `${name}: ${typed[1]}`,
    body: '',
  };
}

/** The text up to what ends it, outside of all brackets; all of it where nothing does. */
function head(text: string, end: RegExp): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const here = text.charAt(at);
    if (depth === 0 && text.charAt(at - 1) !== ':' && end.test(text.slice(at, at + 4))) return text.slice(0, at);
    if ('([{'.includes(here)) depth += 1;
    if (')]}'.includes(here)) depth -= 1;
  }
  return statement(text);
}

const statement = (text: string): string => text.trimEnd().replace(/;$/, '');

const bodyOf = (rest: string): string => /\{\n([\s\S]*?)\n\}/.exec(rest)?.[1] ?? '';

/** As a caller sees it: a parameter with a default is optional, one that is taken apart is called `options`. */
export const tidy = (signature: string): string =>
  signature
    .replace(/([(,]\s*)\{[^{}]*\}: /g, '$1options: ')
    .replace(/(\w+): (\{[^{}]*\}|[^=:]*?) = \{\}/g, '$1?: $2')
    .trim();
