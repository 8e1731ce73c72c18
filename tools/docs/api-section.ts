import type { Declared } from './library.ts';
import { code, codeBlock, table } from './markdown.ts';
import { functionsOf, type Member, membersOf } from './members.ts';
import { allMembers, type Place, textOf, typesLine, untold } from './references.ts';
import { hasOwnTable, shape, throwsLine, told } from './type-section.ts';

/** The blocks of one export, below its heading. */
export function apiSection(declared: Declared, place: Place): string[] {
  const { doc, kind } = declared;
  return [
    ...doc.text,
    ...(kind === 'function' ? [codeBlock(declared.signature)] : []),
    ...(doc.params.length === 0 ? [] : [doc.params.map(({ name, text }) => `- ${code(name)}: ${text}`).join('\n')]),
    ...(doc.throws === '' ? [] : [throwsLine('Throws', doc.throws)]),
    ...doc.see.map((see) => `See ${see}.`),
    ...(kind === 'function' ? behind(declared.signature, declared, place) : form(declared, place)),
  ];
}

/** The options interfaces that the section of a function, a class or an object tells, so that they need none of their own. */
export const optionsOf = ({ kind, signature, body, path }: Declared, library: Place['library']): Declared[] => {
  if (kind === 'interface' || kind === 'type') return [];
  const members = kind === 'class' ? membersOf(body).filter(({ name }) => name === 'constructor') : functionsOf(body);
  const text = kind === 'function' ? signature : members.map((member) => member.signature).join('\n');
  return [...text.matchAll(/: ([A-Z]\w*Options)\b/g)].flatMap(([, name = '']) => library.find(path, name) ?? []);
};

function form(declared: Declared, place: Place): string[] {
  if (declared.kind === 'value') return value(declared, place);
  if (declared.kind === 'type') {
    return [...shape(declared, place), ...typesLine([[declared.signature, declared.path]], place)];
  }
  const text = textOf(allMembers(declared, place));
  const given = new RegExp(`= \\{\\n(?:(?!\\n\\})[\\s\\S])*\\n\\} as const satisfies ${declared.name};`);
  return [
    ...shape(declared, place),
    ...(given.test(place.library.source(declared.path)) ? defaults(declared, place) : []),
    ...(hasOwnTable(declared) ? typesLine([[text, declared.path]], place) : behind(text, declared, place)),
  ];
}

/** The constants that stand beside an interface as its defaults. */
function defaults({ name, path }: Declared, { library }: Place): string[] {
  const constants = library
    .source(path)
    .matchAll(/^const (\w+) = (\{\n(?:(?!\n\})[\s\S])*\n\}) as const satisfies (\w+);/gm);
  return [...constants]
    .filter(([, , , of]) => of === name)
    .map(([, constant = '', text]) => `Defaults of ${code(constant.toLowerCase())}:\n\n${codeBlock(`${text}`)}`);
}

function value(declared: Declared, place: Place): string[] {
  const members = functionsOf(declared.body);
  if (declared.name === 'errorCodes') return ['They are listed in [errors.md](errors.md).'];
  if (members.length === 0) return declared.body === '' ? [codeBlock(declared.signature)] : [];
  return [factories(declared.name, members), ...behind(members.map(parameters).join('\n'), declared, place)];
}

const factories = (name: string, members: readonly Member[]): string =>
  table(
    [`Member of ${code(name)}`, 'Admits'],
    members.map((member) => [code(`${member.name}${parameters(member)}`), member.doc.text.join(' ')]),
  );

const parameters = ({ name, signature }: Member): string => signature.slice(name.length);

/** What else a reader needs to know of the types in a text. */
export function behind(text: string, declared: Declared, place: Place): string[] {
  const { path } = declared;
  const inside = untold(text, path, place, new Set([declared]));
  const alone = declared.kind === 'function' && inside.filter(({ name }) => name.endsWith('Options')).length === 1;
  const texts = inside.map((type) => [`${type.signature}\n${textOf(allMembers(type, place))}`, type.path] as const);
  return [...inside.flatMap((type) => told(type, place, alone)), ...typesLine([[text, path], ...texts], place)];
}
