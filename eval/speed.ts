/** `npm run eval:speed`: what `injection()` costs by length and on hostile input, and what all detectors cost to load. */
import { type Detector, injection, personalData, secrets } from 'crewguard/detectors';
import { prose } from '../bench/prose.ts';
import { type Arguments, command, progress, type Report } from './command.ts';
import { chart } from './plot.ts';
import { floods } from './speed/floods.ts';
import { medianOfFresh } from './speed/fresh-process.ts';
import { hostile } from './speed/inputs.ts';
import { type Effort, millisecondsOf } from './speed/time.ts';
import { amount, type Table } from './table.ts';

interface Row {
  readonly name: string;
  readonly unit: 'us' | 'ms' | 'MB' | 'x';
  readonly value: number;
  /** Most that `value` may be. */
  readonly budget?: number;
  readonly what: string;
}

const KB = 1024;
const LENGTHS: readonly (readonly [length: number, name: string])[] = [
  [100, '100 B'],
  [KB, '1 KB'],
  [10 * KB, '10 KB'],
  [100 * KB, '100 KB'],
  [KB * KB, '1 MB'],
  [10 * KB * KB, '10 MB'],
];
const BUDGETS: ReadonlyMap<string, number> = new Map([
  ['1 KB', 150],
  ['100 KB', 10_000],
]);
/** Length at which floods are compared with prose. */
const COMPARED = 100 * KB;
const WORST_FACTOR = 3;
const LINEAR_FACTOR = 1.5;

const injectionDetector = injection();
const secretsDetector = secrets();
const personalDataDetector = personalData();

/** What a text costs that all of them read. */
const allThree: Pick<Detector, 'name' | 'scan'> = {
  name: 'all three',
  scan: (text) => {
    secretsDetector.scan(text);
    personalDataDetector.scan(text);
    return injectionDetector.scan(text);
  },
};

/** A scan must not throw for any text: where one does, no time is short enough. */
function microseconds(text: string, { scan }: Pick<Detector, 'scan'> = injectionDetector): number {
  try {
    return millisecondsOf(() => scan(text), EFFORT) * 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Of processor time; a scan that takes longer by itself runs once to warm up at most. */
const EFFORT: Effort = { leastMs: 80 };

async function measure(_: Arguments): Promise<Report> {
  const [importMs = Number.NaN, firstScanMs = Number.NaN, allScansMs = Number.NaN] = medianOfFresh(
    'first-use',
    ['importMs', 'firstScanMs', 'allScansMs'],
    7,
  );
  const [heldBytes = Number.NaN] = medianOfFresh('memory', ['heldBytes'], 3);
  const average = LENGTHS.map(([length, name]): Row => {
    progress(name);
    const value = microseconds(prose(length));
    const budget = BUDGETS.get(name);
    return {
      name: `scan ${name}`,
      unit: 'us',
      value,
      what: `${name} of prose`,
      ...(budget === undefined ? {} : { budget }),
    };
  });
  const worst = worstFirst();
  const slowest = slowestByLength(worst.slice(0, 3).map(({ name }) => name));
  const flooded = [...floodsOf(secretsDetector), ...floodsOf(personalDataDetector), ...floodsOf(allThree, hostile)];
  const summary = [...average, linear(average), ...loading(importMs, firstScanMs, allScansMs, heldBytes)];
  const rows = [...summary, ...worst, ...flooded];
  progress('');
  return {
    scores: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
    rows: rows.map((row) => (row.budget === undefined ? row : { ...row, within: row.value <= row.budget })),
    parts: [
      {
        section: 'eval:speed',
        title: 'injection(): time, first use, memory',
        note: `Node ${process.versions.node}. Processor time: the mean of some runs, for loading the median of new processes. Lengths are UTF-16 units: for prose they are bytes too.`,
        table: tableOf([
          ...summary,
          ...worst.slice(0, 1).map((row) => ({ ...row, name: 'worst hostile', what: `${row.name}: ${row.what}` })),
          ...flooded,
        ]),
      },
      {
        section: 'eval:speed hostile',
        title:
          'Hostile text against prose of the same length in the same run, the worst of 1 KB, 10 KB, 100 KB and 1 MB',
        table: tableOf(worst),
      },
    ],
    plots: [{ name: 'latency', svg: latency(average, slowest) }],
  };
}

function linear(average: readonly Row[]): Row {
  const of = (name: string): number => average.find((row) => row.name === `scan ${name}`)?.value ?? Number.NaN;
  const value = of('10 MB') / (of('100 KB') * 102.4);
  return { name: 'linear', unit: 'x', value, budget: LINEAR_FACTOR, what: 'time for each KB at 10 MB, against 100 KB' };
}

const loading = (importMs: number, firstScanMs: number, allScansMs: number, heldBytes: number): Row[] => [
  { name: 'import', unit: 'ms', value: importMs, what: "import('crewguard/detectors') in a new process" },
  {
    name: 'first use',
    unit: 'ms',
    value: firstScanMs,
    budget: 60,
    what: 'injection() and its first scan of 1 KB after that',
  },
  {
    name: 'first use, all',
    unit: 'ms',
    value: allScansMs,
    budget: 60,
    what: 'the same with secrets() and personalData()',
  },
  {
    name: 'memory',
    unit: 'MB',
    value: heldBytes / 1e6,
    budget: 25,
    what: 'held once injection(), secrets() and personalData() have scanned',
  },
];

/** Against prose of the same length: what costs more than others as a text grows, and what costs much by itself, shows at one of these. */
function worstFirst(): Row[] {
  const compared = LENGTHS.slice(1, 5).map(([length, name]) => ({ length, name, text: prose(length) }));
  return [...hostile]
    .map(([name, make]): Row => {
      progress(name);
      // Prose each time: how fast it is read depends on what was read before.
      const ratios = compared.map(({ length, text }) => microseconds(make(length)) / microseconds(text));
      const what = compared.map(({ name }, at) => `${factor(ratios[at] ?? Number.NaN)} at ${name}`).join(', ');
      return { name, unit: 'x', value: Math.max(...ratios), budget: WORST_FACTOR, what };
    })
    .sort((a, b) => b.value - a.value);
}

/** Prose, and the three texts that cost a detector most: floods, and others that are made to cost much. */
function floodsOf(detector: Pick<Detector, 'name' | 'scan'>, others: typeof hostile = new Map()): Row[] {
  const plain = microseconds(prose(COMPARED), detector);
  const texts = [
    ...floods.map((piece) => [`${JSON.stringify(piece)} again and again`, repeated(piece)] as const),
    ...[...others].map(([name, make]) => [name, make] as const),
  ];
  const rows = texts.map(([name, make]): Row => {
    progress(`${detector.name}: ${name}`);
    const value = microseconds(make(COMPARED), detector) / plain;
    return { name: detector.name, unit: 'x', value, budget: WORST_FACTOR, what: `${name}, against prose` };
  });
  const average = { name: `${detector.name}, 100 KB`, unit: 'us', value: plain, what: '100 KB of prose' } as const;
  const worst = rows.sort((a, b) => b.value - a.value).slice(0, MOST_FLOODS);
  return [average, ...worst.map((row, index) => ({ ...row, name: `${detector.name}, flood ${index + 1}` }))];
}

const MOST_FLOODS = 3;

const repeated =
  (piece: string) =>
  (length: number): string =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const factor = (value: number): string => (value === Number.POSITIVE_INFINITY ? 'throws' : `${amount(value)} x`);

/** The slowest of some hostile texts, at each length. */
const slowestByLength = (names: readonly string[]): number[] =>
  LENGTHS.map(([length, label]) => {
    progress(`hostile, ${label}`);
    return Math.max(...names.map((name) => microseconds(hostile.get(name)?.(length) ?? '')));
  });

const tableOf = (rows: readonly Row[]): Table => [
  ['row', '>value', 'unit', 'budget', 'what'],
  ...rows.map(({ name, unit, value, budget, what }) => [
    name,
    value === Number.POSITIVE_INFINITY ? 'throws' : amount(value),
    unit === 'us' ? '\u00b5s' : unit,
    budget === undefined ? '' : `<= ${amount(budget)} ${value <= budget ? 'pass' : 'OVER'}`,
    what,
  ]),
];

const latency = (average: readonly Row[], slowest: readonly number[]): string =>
  chart({
    title: 'Time of one scan by length of the text',
    x: { label: 'length', from: 100, to: 1.1e7, log: true, ticks: LENGTHS },
    y: {
      label: 'processor time',
      from: 1,
      to: 1e7,
      log: true,
      ticks: [
        [1, '1 \u00b5s'],
        [10, '10 \u00b5s'],
        [100, '100 \u00b5s'],
        [1e3, '1 ms'],
        [1e4, '10 ms'],
        [1e5, '100 ms'],
        [1e6, '1 s'],
        [1e7, '10 s'],
      ],
    },
    lines: [
      { name: 'prose', points: average.map(({ value }, i) => [LENGTHS[i]?.[0] ?? 0, value]) },
      { name: 'slowest hostile text', points: slowest.map((value, i) => [LENGTHS[i]?.[0] ?? 0, value]) },
    ],
    marks: {
      title: 'budgets for prose:',
      points: [
        { name: '1 KB in 150 \u00b5s', at: [KB, 150] },
        { name: '100 KB in 10 ms', at: [100 * KB, 10_000] },
      ],
    },
  });

await command('eval:speed', '', [], measure, 'no data');
