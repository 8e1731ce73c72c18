import { behind } from './api-section.ts';
import { type GuardDoc, refusalsOf } from './guard-docblock.ts';
import { code, codeBlock, firstSentence, generated, table } from './markdown.ts';
import type { Place } from './references.ts';
import { throwsLine } from './type-section.ts';

export const guardsDocument = (
  rooms: readonly string[],
  guards: readonly GuardDoc[],
  place: Omit<Place, 'here'>,
): string => `${generated('src/guards')}

# Guards

The first guard listed in a pipeline is the outermost. *Needs* is what the context must hold before a guard, *adds* what it holds
after it: a pipeline in the wrong order does not compile. What else the package exports is in [api.md](api.md).

${rooms.map((room) => `## ${capitalised(room)}\n\n${overview(roomOf(room, guards))}`).join('\n\n')}

${rooms.flatMap((room) => roomOf(room, guards).map((guard) => section(guard, place))).join('\n\n')}
`;

const roomOf = (room: string, guards: readonly GuardDoc[]): GuardDoc[] =>
  guards.filter(({ path }) => path.startsWith(`${room}/`));

const overview = (guards: readonly GuardDoc[]): string =>
  table(
    ['Guard', 'What it does', 'Needs', 'Adds', 'Refuses with'],
    guards.map((guard) => [
      `[${code(guard.factory)}](#${anchorOf(guard)})`,
      firstSentence(guard.text[0] ?? ''),
      guard.needs,
      guard.adds,
      refusalsOf(guard).map(code).join(', '),
    ]),
  );

export const anchorOf = ({ factory }: GuardDoc): string => factory.toLowerCase();

const section = (guard: GuardDoc, place: Omit<Place, 'here'>): string =>
  [
    `### ${guard.factory}`,
    ...guard.text,
    codeBlock(guard.declared.signature),
    ...(guard.throws === '' ? [] : [throwsLine('Refuses with', guard.throws)]),
    ...argumentsOf(guard, place),
    // That it is a Guard need not be said of each.
    ...behind(guard.declared.signature.replace('): Guard', ')'), guard.declared, {
      ...place,
      here: `#${anchorOf(guard)}`,
    }),
  ].join('\n\n');

/** What a factory takes besides its options. */
function argumentsOf({ declared: { signature, path } }: GuardDoc, { library }: Omit<Place, 'here'>): string[] {
  const lines = [...signature.matchAll(/[(,]\s*(\w+)\??: ([A-Z]\w*)\b/g)]
    .filter(([, , type = '']) => !type.endsWith('Options'))
    .map(([, name = '', type = '']) => [code(name), code(type), library.find(path, type)?.doc.text.join(' ') ?? '']);
  return lines.length === 0 ? [] : [table(['Argument', 'Type', 'What it is'], lines)];
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
