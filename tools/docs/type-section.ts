import { readDocblock } from './docblock.ts';
import type { Declared } from './library.ts';
import { code, codeBlock, firstSentence, table } from './markdown.ts';
import type { Member } from './members.ts';
import { aliased, allMembers, extendsLine, isChoice, type Place } from './references.ts';

/** A type that is told inside the section of what uses it. `alone`: the only options there, which need no name. */
export function told(declared: Declared, place: Place, alone: boolean): string[] {
  const { name, doc } = declared;
  const interfaceBehind = aliased(declared, place.library);
  const named = [`${code(name)}${doc.text.length === 0 ? '' : `: ${doc.text.join(' ')}`}`];
  if (!name.endsWith('Options')) return [...named, ...shape(declared, place)];
  const options = optionsTable(interfaceBehind ?? declared, place, interfaceBehind !== undefined);
  return [...(alone ? doc.text : named), options];
}

/** The form of an interface or an alias, without its docblock. */
export function shape(declared: Declared, place: Place): string[] {
  if (declared.kind === 'type') return [codeBlock(declared.signature)];
  if (hasOwnTable(declared)) return [];
  const members = allMembers(declared, place);
  const properties = members.filter(({ type }) => type !== undefined);
  return [
    ...extendsLine(declared, place),
    ...(properties.length === 0 ? [] : [propertiesTable(properties, declared.path, place)]),
    ...members.filter(({ type }) => type === undefined).flatMap((member) => method(member, declared.name)),
  ];
}

/** A docblock may bring the table of the members. */
export const hasOwnTable = ({ doc }: Declared): boolean => doc.text.some((paragraph) => paragraph.startsWith('|'));

/** The options of a factory: what must be given is marked. */
const optionsTable = (declared: Declared, place: Place, allOptional = false): string =>
  table(
    ['Option', 'Type', 'What it sets'],
    allMembers(declared, place).map((member) => [
      member.optional || allOptional ? code(member.name) : `${code(member.name)}, required`,
      code(typeOf(member, declared.path, place)),
      wordsOn(member, declared.path, place),
    ]),
  );

function propertiesTable(members: readonly Member[], path: string, place: Place): string {
  const lines = members.map((member) => [
    code(member.optional ? `${member.name}?` : member.name),
    code(typeOf(member, path, place)),
    wordsOn(member, path, place),
  ]);
  if (lines.every(([, , words]) => words === ''))
    return table(
      ['Member', 'Type'],
      lines.map((line) => line.slice(0, 2)),
    );
  return table(['Member', 'Type', 'What it is'], lines);
}

/** What has no name of its own is called as its type is. */
const method = ({ name, signature, doc }: Member, of: string): string[] => [
  codeBlock(
    name === 'constructor'
      ? signature.replace(name, `new ${of}`)
      : `${name === '' ? of.charAt(0).toLowerCase() + of.slice(1) : ''}${signature}`,
  ),
  ...doc.text,
  ...(doc.throws === '' ? [] : [throwsLine('Throws', doc.throws)]),
];

export const throwsLine = (verb: string, throws: string): string => `${verb} ${throws.replace(/\.?$/, '.')}`;

/** The docblock of a member, else what its type says of itself. */
function wordsOn({ doc, type = '' }: Member, path: string, { library }: Place): string {
  if (doc.text.length > 0) return doc.text.join(' ');
  const declared = /^[A-Z]\w+$/.test(type) ? library.find(path, type) : undefined;
  return firstSentence((declared?.doc ?? readDocblock('')).text[0] ?? '');
}

/** A short choice is shown itself, and not its name. */
function typeOf({ type: written = '', optional }: Member, path: string, { library }: Place): string {
  const type = optional && !written.includes('=>') ? written.replace(/ \| undefined$/, '') : written;
  const declared = /^[A-Z]\w+$/.test(type) ? library.find(path, type) : undefined;
  if (declared === undefined || !isChoice(declared)) return type;
  return declared.signature
    .replace(/^type \w+ =\s+(?:\| )?/, '')
    .replace(/;$/, '')
    .replace(/\s+/g, ' ');
}
