/** `npm run eval:secrets -- --data PATH`: what `secrets()` and `personalData()` find, and what they flag wrongly. */
import { personalData } from '../src/detectors/personal/personal-data.ts';
import { secrets } from '../src/detectors/secrets/secrets.ts';
import { type Arguments, command, type Part, type Report } from './command.ts';
import { type Flagged, type KeyScores, scoreKeys } from './secrets/keys.ts';
import { type KeyRow, type PersonalRow, readSecretRows } from './secrets/rows.ts';
import { type SpanScore, scoreSpans } from './secrets/spans.ts';
import { percent, range, type Table } from './table.ts';

/** Kinds of keys that are printed: those with most misses. With `--json` all of them are. */
const MOST_PRINTED = 30;

async function evaluate({ data }: Arguments): Promise<Report> {
  const keyRows: KeyRow[] = [];
  const personalRows: PersonalRow[] = [];
  for await (const row of readSecretRows(data)) {
    if (row.kind === 'key') keyRows.push(row);
    else personalRows.push(row);
  }
  const keys = keyRows.length === 0 ? undefined : scoreKeys(keyRows, secrets());
  const spans = personalRows.length === 0 ? [] : scoreSpans(personalRows, personalData());
  return {
    scores: { ...(keys === undefined ? {} : scoresOfKeys(keys)), ...scoresOfSpans(spans) },
    rows: [
      ...(keys === undefined ? [] : rowsOfKeys(keys)),
      ...spans.map((score) => ({ set: 'personal-data', ...score })),
    ],
    parts: [...(keys === undefined ? [] : partsOfKeys(keys)), ...(spans.length === 0 ? [] : [partOfSpans(spans)])],
  };
}

const scoresOfKeys = ({ recall, falsePositives }: KeyScores): Record<string, number> => ({
  recall: recall.share,
  falsePositiveRate: falsePositives.share,
});

const scoresOfSpans = (spans: readonly SpanScore[]): Record<string, number> =>
  Object.fromEntries(spans.map(({ type, f1 }) => [type === 'joint' ? 'spanF1' : `f1.${type}`, f1]));

const rowsOfKeys = ({ recall, falsePositives, byRule, bySource, wronglyByRule }: KeyScores): object[] => [
  { set: 'keys', ...recall },
  { set: 'must-not', ...falsePositives },
  ...bySource.map((row) => ({ set: 'keys by source', ...row })),
  ...byRule.map((row) => ({ set: 'keys by rule', ...row })),
  ...wronglyByRule.map((row) => ({ set: 'must-not by rule', ...row })),
];

function partsOfKeys({ recall, falsePositives, byRule, bySource, wronglyByRule }: KeyScores): Part[] {
  const missed = byRule.filter(({ rows, flagged }) => flagged < rows).slice(0, MOST_PRINTED);
  return [
    {
      section: 'eval:secrets',
      title: 'secrets(): texts with a key, and texts that must not be flagged',
      table: tableOf('set', [recall, falsePositives, ...bySource]),
    },
    { section: 'eval:secrets missed', title: 'Kinds of keys with misses', table: tableOf('kind', missed) },
    {
      section: 'eval:secrets wrong',
      title: 'Flagged without a key, by the rule they are samples for',
      table: tableOf('rule', wronglyByRule),
    },
  ];
}

const tableOf = (head: string, rows: readonly Flagged[]): Table => [
  [head, '>rows', '>flagged', '>share', '95 %'],
  ...rows.map(({ group, rows: count, flagged, share, interval }) => [
    group,
    String(count),
    String(flagged),
    percent(share),
    range(interval),
  ]),
];

const partOfSpans = (spans: readonly SpanScore[]): Part => ({
  section: 'eval:secrets personal data',
  title: 'personalData(): spans that share at least half',
  table: [
    ['type', '>expected', '>found', '>right', '>exact', '>precision', '>recall', '>F1'],
    ...spans.map(({ type, expected, found, right, exact, precision, recall, f1 }) => [
      type,
      ...[expected, found, right, exact].map(String),
      ...[precision, recall, f1].map(percent),
    ]),
  ],
});

await command('eval:secrets', '', [], evaluate);
