import type { Declared, Library } from './library.ts';
import { code } from './markdown.ts';
import { type Member, membersOf } from './members.ts';

/** Where types are documented, as seen from one section of one document. */
export interface Place {
  readonly library: Library;
  /** The link to a declaration that has a section, as it is written in this document. */
  readonly linkTo: (declared: Declared) => string | undefined;
  /** The link to the section that is being written. */
  readonly here: string;
}

/** The declarations of this library that a piece of text names, as the file at `path` means them. */
const namedIn = (text: string, path: string, library: Library): Declared[] => [
  ...new Set(
    (text.match(/\b[A-Z]\w+/g) ?? []).map((name) => library.find(path, name)).filter((found) => found !== undefined),
  ),
];

/** The members of an interface, with those of a base that has no section of its own. */
export function allMembers(declared: Declared, { library, linkTo }: Place): Member[] {
  const inherited = basesOf(declared, library).filter((base) => linkTo(base) === undefined);
  return [...inherited.flatMap((base) => membersOf(base.body)), ...membersOf(declared.body)];
}

export const extendsLine = (declared: Declared, { library, linkTo }: Place): string[] => {
  const links = basesOf(declared, library).flatMap((base) => linked(base, linkTo(base)));
  return links.length === 0 ? [] : [`Extends ${links.join(', ')}.`];
};

/** The names behind `extends`, outside of type parameters. */
function basesOf({ signature, path }: Declared, library: Library): Declared[] {
  let outside = signature;
  while (/<[^<>]*>/.test(outside)) outside = outside.replace(/<[^<>]*>/g, '');
  return namedIn(outside.split(' extends ')[1] ?? '', path, library);
}

/**
 * What a reader meets in a section and finds explained nowhere else: to be told in the section. `interfaces` may hold an
 * alias of one, such as `Partial<Bounds>`.
 */
export function untold(text: string, path: string, place: Place, told: Set<Declared>): Declared[] {
  return namedIn(text, path, place.library).flatMap((declared) => {
    const link = place.linkTo(declared);
    if (told.has(declared) || (link !== undefined && link !== place.here) || isChoice(declared)) return [];
    told.add(declared);
    if (declared.kind === 'class') return [];
    const inside = declared.kind === 'type' ? '' : textOf(allMembers(declared, place));
    return [declared, ...untold(inside, declared.path, place, told)];
  });
}

export const textOf = (members: readonly Member[]): string =>
  members.map(({ type, signature }) => type ?? signature).join('\n');

/** "Types: ..." with a link for each declaration that a text names and that has a section elsewhere. */
export function typesLine(texts: readonly (readonly [string, string])[], { library, linkTo, here }: Place): string[] {
  const named = new Set(texts.flatMap(([text, path]) => namedIn(text, path, library)));
  const links = [...named].filter((declared) => linkTo(declared) !== here).flatMap((d) => linked(d, linkTo(d)));
  return links.length === 0 ? [] : [`Types: ${[...new Set(links)].join(', ')}.`];
}

const linked = ({ name }: Declared, link: string | undefined): string[] =>
  link === undefined ? [] : [`[${code(name)}](${link})`];

/** A type of literals: it is shown where it is used. */
export const isChoice = ({ kind, signature }: Declared): boolean =>
  kind === 'type' && /^type \w+ =\s+(?:\| )?'/.test(signature);

/** The interface that an alias such as `Partial<Bounds>` stands for. */
export const aliased = ({ kind, signature, path }: Declared, library: Library): Declared | undefined => {
  const name = kind === 'type' ? /^type \w+ = Partial<(\w+)>;$/.exec(signature)?.[1] : undefined;
  return name === undefined ? undefined : library.find(path, name);
};
