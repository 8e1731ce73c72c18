/** `npm run eval:injection -- --data DIR`: how well `injection()` separates attacks from ordinary text. */
import { type Arguments, command, type Part, type Report, UsageError } from './command.ts';
import { measureOwnDisguises, type OwnDisguise } from './disguise/measure.ts';
import { cutsOf, type Measured, measureGroups, measureSets } from './injection/measure.ts';
import { measurePlanted } from './injection/planted.ts';
import { type Scored, scoreSamples } from './injection/scored.ts';
import { ON_DOCUMENTS, ON_PROMPTS } from './injection/sets.ts';
import { sourceOf } from './injection/source.ts';
import { tableOfDisguises, tableOfGroups, tableOfOwn, tableOfPlanted, tableOfSets } from './injection/tables.ts';
import { measureDisguises } from './injection/transforms.ts';
import { amount } from './table.ts';

/** What `--by` takes. */
const groupings: ReadonlyMap<string, (row: Scored) => string> = new Map([
  ['source', sourceOf],
  ['lang', ({ lang }: Scored) => lang],
  ['kind', ({ kind }: Scored) => kind],
  ['variant', ({ variant }: Scored) => variant],
  ['place', ({ place }: Scored) => place],
]);

async function evaluate({ data, values }: Arguments): Promise<Report> {
  const by = values.get('by');
  const groupOf = by === undefined ? undefined : groupings.get(by);
  if (by !== undefined && groupOf === undefined) {
    throw new UsageError(`--by must be one of ${[...groupings.keys()].join(', ')}, not "${by}".`);
  }
  const scoreFile = values.get('scores');
  const { scored, unscored } = await scoreSamples(data, scoreFile);
  const cuts = cutsOf(scored);
  const measured = measureSets(scored, cuts);
  const disguises = measureDisguises(scored, cuts(ON_PROMPTS).cut);
  const own = scoreFile === undefined ? await measureOwnDisguises(data, scored, cuts(ON_PROMPTS).cut) : [];
  const planted = scoreFile === undefined ? await measurePlanted(data, scored, cuts(ON_DOCUMENTS).cut) : [];
  const groups = groupOf === undefined ? [] : measureGroups(scored, cuts, groupOf);

  const section = scoreFile === undefined ? 'eval:injection' : 'eval:injection held out';
  const note =
    `Flagged at the cut: a score above ${amount(cuts(ON_PROMPTS).cut)} (1 % of ordinary prompts) or, for documents, above ` +
    `${amount(cuts(ON_DOCUMENTS).cut)} (0.5 % of clean documents).${unscored === 0 ? '' : ` ${unscored} rows have no score and are left out.`}`;
  const parts: Part[] = [{ section, title: titleOf(scoreFile), note, table: tableOfSets(measured) }];
  if (disguises.length > 0) {
    parts.push({ section: `${section} disguises`, title: 'Disguised attacks', table: tableOfDisguises(disguises) });
  }
  for (const { name, title, round } of OTHERS) {
    const those = own.filter((disguise) => disguise.round === round);
    if (those.length > 0)
      parts.push({ section: `${section} ${name}`, title, note: noteOf(own), table: tableOfOwn(those) });
  }
  if (planted.length > 0) {
    parts.push({
      section: `${section} planted`,
      title: 'One short attack with a cue in a long harmless document',
      table: tableOfPlanted(planted),
    });
  }
  if (by !== undefined) parts.push({ section: `${section} by ${by}`, title: `By ${by}`, table: tableOfGroups(groups) });
  return {
    scores: {
      'cut.prompts': cuts(ON_PROMPTS).cut,
      'cut.documents': cuts(ON_DOCUMENTS).cut,
      ...Object.fromEntries(measured.flatMap((row) => Object.entries(scoresOf(row)))),
      ...Object.fromEntries(disguises.map(({ transform, ofPlain }) => [`obfuscated.${transform}.of-plain`, ofPlain])),
      ...Object.fromEntries(own.map(({ disguise, ofPlain }) => [`other-disguises.${disguise}.of-plain`, ofPlain])),
      ...Object.fromEntries(planted.map(({ place, recall }) => [`planted.${place}.recall`, recall])),
    },
    rows: [
      ...measured,
      ...disguises.map((disguise) => ({ set: 'obfuscated', ...disguise })),
      ...own.map((disguise) => ({ set: 'other-disguises', ...disguise })),
      ...planted.map((place) => ({ set: 'planted', ...place })),
      ...groups,
    ],
    parts,
  };
}

const OTHERS = [
  { name: 'other disguises', title: 'Disguises that the data does not have', round: 'open' },
  {
    name: 'disguises kept apart',
    title: 'Disguises that were kept apart until the detector stood',
    round: 'kept apart',
  },
  {
    name: 'disguises of a red team',
    title: 'Disguises of a second round, tried on a detector that stood',
    round: 'red team',
  },
  {
    name: 'disguises of attack tools',
    title: 'Disguises of tools for attacks, tried on a detector that stood',
    round: 'attack tools',
  },
  {
    name: 'disguises of an evaluator',
    title: 'Disguises chosen by somebody who had not seen the detector',
    round: 'evaluator',
  },
  {
    name: 'disguises of a second evaluator',
    title: 'Disguises chosen by somebody else who had not seen the detector',
    round: 'second evaluator',
  },
  {
    name: 'disguises of a benchmark',
    title: 'Disguises as a benchmark would have them, chosen by somebody who had not seen the detector',
    round: 'benchmark',
  },
] as const;

const noteOf = (own: readonly OwnDisguise[]): string =>
  `${own[0]?.rows ?? 0} short English attacks with a cue; harmless: as many ordinary prompts under the same disguise.`;

const titleOf = (scoreFile: string | undefined): string =>
  scoreFile === undefined ? 'injection(), as shipped' : `Scores of ${scoreFile}`;

function scoresOf({ set, matched, flagged, auc, microsecondsPerKb }: Measured): Record<string, number> {
  const name = `${set}.${auc === undefined ? 'flagged' : 'recall'}`;
  return {
    [name]: matched,
    ...Object.fromEntries(Object.entries(flagged).map(([preset, share]) => [`${name}.${preset}`, share])),
    ...(auc === undefined ? {} : { [`${set}.auc`]: auc }),
    [`${set}.us-per-kb`]: microsecondsPerKb,
  };
}

await command('eval:injection', '[--by source|lang|kind|variant|place] [--scores FILE]', ['by', 'scores'], evaluate);
