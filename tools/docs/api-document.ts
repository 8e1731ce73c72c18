import { type EntryPlan, type Group, GUARDS, type Section } from './api-plan.ts';
import { apiSection } from './api-section.ts';
import type { Declared } from './library.ts';
import { code, generated } from './markdown.ts';
import type { Place } from './references.ts';

export const apiDocument = (
  plan: readonly EntryPlan[],
  guards: readonly Declared[],
  place: Omit<Place, 'here'>,
): string => `${generated('the docblocks in src')}

# API

What the package exports, by entry point. The guards are in [guards.md](guards.md), the codes of refusals in [errors.md](errors.md).

${plan.map(contents).join('\n')}

${plan.flatMap((entry) => entryBlocks(entry, guards, place)).join('\n\n')}
`;

const contents = ({ entry, groups }: EntryPlan): string => {
  if (groups.length === 1) return `- ${code(entry.name)}: ${links(groups[0]?.sections ?? [])}`;
  const lines = groups.map(({ heading, sections }) => `  - ${heading}: ${links(sections)}`);
  return [`- ${code(entry.name)}`, ...lines].join('\n');
};

const links = (sections: readonly Section[]): string =>
  sections.map(({ heading, anchor }) => `[${code(heading)}](#${anchor})`).join(', ');

function entryBlocks({ entry, groups, elsewhere }: EntryPlan, guards: readonly Declared[], place: Omit<Place, 'here'>) {
  return [
    `## ${entry.name}`,
    ...groups.flatMap((group) => groupBlocks(group, guards, place)),
    ...(elsewhere.length === 0 ? [] : [`Exported by ${code(entry.name)} as well: ${named(elsewhere, place)}.`]),
  ];
}

const groupBlocks = (
  { heading, sections }: Group,
  guards: readonly Declared[],
  place: Omit<Place, 'here'>,
): string[] => [
  ...(heading === '' ? [] : [`### ${heading}`]),
  ...(heading === GUARDS ? [`In [guards.md](guards.md): ${named(guards, place)}.`] : []),
  ...sections.flatMap((section) => [
    `${heading === '' ? '###' : '####'} ${section.heading}`,
    ...apiSection(section.declared, { ...place, here: `#${section.anchor}` }),
  ]),
];

const named = (list: readonly Declared[], { linkTo }: Omit<Place, 'here'>): string =>
  list
    .map((declared) => {
      const name = code(declared.kind === 'function' ? `${declared.name}()` : declared.name);
      const link = linkTo(declared);
      return link === undefined ? name : `[${name}](${link})`;
    })
    .join(', ');
