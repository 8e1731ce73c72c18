import { type GuardDoc, refusalsOf } from './guard-docblock.ts';
import { firstSentence, generated, table } from './markdown.ts';

export const guardsDocument = (
  rooms: readonly string[],
  guards: readonly GuardDoc[],
): string => `${generated('src/guards')}

# Guards

The first guard listed in a pipeline is the outermost. *Needs* is what the context must hold before a guard, *adds* what it holds
after it: a pipeline in the wrong order does not compile.

${rooms.map((room) => `## ${capitalised(room)}\n\n${overview(roomOf(room, guards))}`).join('\n\n')}

${rooms.flatMap((room) => roomOf(room, guards).map(section)).join('\n\n')}
`;

const roomOf = (room: string, guards: readonly GuardDoc[]): GuardDoc[] =>
  guards.filter(({ path }) => path.startsWith(`${room}/`));

const overview = (guards: readonly GuardDoc[]): string =>
  table(
    ['Guard', 'What it does', 'Needs', 'Adds', 'Refuses with'],
    guards.map((guard) => [
      `[\`${guard.factory}\`](#${guard.factory.toLowerCase()})`,
      firstSentence(guard.text[0] ?? ''),
      guard.needs,
      guard.adds,
      refusalsOf(guard)
        .map((code) => `\`${code}\``)
        .join(', '),
    ]),
  );

const section = (guard: GuardDoc): string =>
  [
    `### ${guard.factory}`,
    ...guard.text,
    guard.throws === '' ? '' : `Refuses with ${guard.throws.replace(/\.?$/, '.')}`,
    guard.options.length === 0 ? '' : optionsOf(guard),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');

const optionsOf = (guard: GuardDoc): string =>
  table(
    ['Option', 'Type', 'What it sets'],
    guard.options.map(({ name, type, required, text }) => [
      `\`${name}\`${required ? ', required' : ''}`,
      `\`${type}\``,
      text,
    ]),
  );

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
