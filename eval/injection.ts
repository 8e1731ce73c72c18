/** `npm run eval:injection -- --data DIR`: how well `injection()` separates attacks from ordinary text. */
import { type Arguments, command, type Part, type Report, UsageError } from './command.ts';
import { measureOwnDisguises, type OwnDisguise } from './disguise/measure.ts';
import { cutsOf, type Measured, measureGroups, measureSets } from './injection/measure.ts';
import { type Scored, scoreSamples } from './injection/scored.ts';
import { ON_DOCUMENTS, ON_PROMPTS, sets, thresholds } from './injection/sets.ts';
import { type Disguise, measureDisguises } from './injection/transforms.ts';
import { amount, percent, range, type Table } from './table.ts';

/** What `--by` takes. */
const groupings: ReadonlyMap<string, (row: Scored) => string> = new Map([
  ['source', sourceOf],
  ['lang', ({ lang }: Scored) => lang],
  ['kind', ({ kind }: Scored) => kind],
  ['variant', ({ variant }: Scored) => variant],
  ['place', ({ place }: Scored) => place],
]);

/** Attacks by their file, without the harmless document around them (behind ` + `); harmless texts by their repository or package. */
function sourceOf({ set, source }: Scored): string {
  if (set === 'direct' || set === 'indirect' || set === 'obfuscated') return source.split(' + ', 1)[0] ?? source;
  return source.split(/[/#]/, 2).join('/');
}

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
  const groups = groupOf === undefined ? [] : measureGroups(scored, cuts, groupOf);

  const section = scoreFile === undefined ? 'eval:injection' : 'eval:injection held out';
  const note =
    `Flagged at the cut: a score above ${amount(cuts(ON_PROMPTS).cut)} (1 % of ordinary prompts) or, for documents, above ` +
    `${amount(cuts(ON_DOCUMENTS).cut)} (0.5 % of clean documents).${unscored === 0 ? '' : ` ${unscored} rows have no score and are left out.`}`;
  const parts: Part[] = [
    { section, title: titleOf(scoreFile), note, table: tableOfSets(measured) },
    { section: `${section} disguises`, title: 'Disguised attacks', table: tableOfDisguises(disguises) },
  ];
  if (own.length > 0) {
    parts.push({
      section: `${section} other disguises`,
      title: 'Disguises that the data does not have',
      note: `${own[0]?.rows ?? 0} short English attacks with a cue; harmless: as many ordinary prompts under the same disguise.`,
      table: tableOfOwn(own),
    });
  }
  if (by !== undefined) parts.push({ section: `${section} by ${by}`, title: `By ${by}`, table: tableOfGroups(groups) });
  return {
    scores: {
      'cut.prompts': cuts(ON_PROMPTS).cut,
      'cut.documents': cuts(ON_DOCUMENTS).cut,
      ...Object.assign({}, ...measured.map(scoresOf)),
      ...Object.fromEntries(disguises.map(({ transform, ofPlain }) => [`obfuscated.${transform}.of-plain`, ofPlain])),
      ...Object.fromEntries(own.map(({ disguise, ofPlain }) => [`other-disguises.${disguise}.of-plain`, ofPlain])),
    },
    rows: [
      ...measured,
      ...disguises.map((disguise) => ({ set: 'obfuscated', ...disguise })),
      ...own.map((disguise) => ({ set: 'other-disguises', ...disguise })),
      ...groups,
    ],
    parts,
  };
}

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

const presetHeads = (): string[] => Object.entries(thresholds).map(([preset, at]) => `>${preset} ${at}`);

function tableOfSets(measured: readonly Measured[]): Table {
  return [
    ['set', 'what', '>rows', ...presetHeads(), '>at the cut', '95 %', '>AUC', '>\u00b5s/KB', 'goal'],
    ...measured.map((row) => [
      row.set,
      sets.find(({ name }) => name === row.set)?.what ?? '',
      String(row.rows),
      ...Object.values(row.flagged).map(percent),
      percent(row.matched),
      range(row.interval),
      row.auc === undefined ? '' : row.auc.toFixed(3),
      amount(row.microsecondsPerKb),
      goalOf(row),
    ]),
  ];
}

function goalOf({ set, goal, reached }: Measured): string {
  if (goal === undefined) return '';
  const sign = sets.find(({ name }) => name === set)?.attack === true ? '>=' : '<=';
  return `${sign} ${amount(goal * 100)} % ${reached === true ? 'pass' : 'MISS'}`;
}

const tableOfDisguises = (disguises: readonly Disguise[]): Table => [
  ['disguise', '>rows', '>caught', '95 %', '>in plain', '>of plain', '>still caught', 'goal'],
  ...disguises.map(({ transform, rows, recall, interval, plain, ofPlain, kept }) => [
    transform,
    String(rows),
    percent(recall),
    range(interval),
    percent(plain),
    percent(ofPlain),
    percent(kept),
    `>= 90 % of plain ${ofPlain >= 0.9 ? 'pass' : 'MISS'}`,
  ]),
];

const tableOfOwn = (own: readonly OwnDisguise[]): Table => [
  ['disguise', '>caught', '95 %', '>in plain', '>of plain', '>harmless flagged', 'goal'],
  ...own.map(({ disguise, recall, interval, plain, ofPlain, benign }) => [
    disguise,
    percent(recall),
    range(interval),
    percent(plain),
    percent(ofPlain),
    percent(benign),
    `>= 70 % of plain ${ofPlain >= 0.7 ? 'pass' : 'MISS'}`,
  ]),
];

const tableOfGroups = (groups: readonly Measured[]): Table => [
  ['set', 'group', '>rows', ...presetHeads(), '>at the cut', '95 %'],
  ...groups.map(({ set, group = '', rows, flagged, matched, interval }) => [
    set,
    group,
    String(rows),
    ...Object.values(flagged).map(percent),
    percent(matched),
    range(interval),
  ]),
];

await command('eval:injection', '[--by source|lang|kind|variant|place] [--scores FILE]', ['by', 'scores'], evaluate);
