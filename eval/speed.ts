/**
 * `npm run eval:speed -- --data PATH`: what `injection()` costs on documents by length and on hostile input, and what all detectors
 * cost to load. Without data, prose stands for documents.
 */
import { type Detector, injection, personalData, secrets } from 'crewguard/detectors';
import { type Arguments, command, progress, type Report } from './command.ts';
import { chart } from './plot.ts';
import { floods } from './speed/floods.ts';
import { medianOfFresh } from './speed/fresh-process.ts';
import { hostile } from './speed/inputs.ts';
import { documentsOf, type Ordinary, proseTexts } from './speed/ordinary.ts';
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
/** Length at which floods are compared with ordinary texts. */
const COMPARED = 100 * KB;
const HOSTILE_LENGTHS = LENGTHS.slice(1, 5);
/** Units of ordinary texts of each length: for what they cost, so many that it is the same text at all lengths; and where others are held against them. */
const AVERAGE_OF = 4 * KB * KB;
const COMPARED_WITH = 400 * KB;
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

/** What one of some texts costs on the average. A scan must not throw for any text: where one does, no time is short enough. */
function microseconds(texts: readonly string[], { scan }: Pick<Detector, 'scan'> = injectionDetector): number {
  const scanAll = (): void => {
    for (const text of texts) scan(text);
  };
  try {
    return (millisecondsOf(scanAll, EFFORT) * 1000) / texts.length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Of processor time; a scan that takes longer by itself runs once to warm up at most. */
const EFFORT: Effort = { leastMs: 80 };

async function measure({ values }: Arguments): Promise<Report> {
  const path = values.get('data');
  const ordinary = path === undefined ? proseTexts : await documentsOf(path);
  const [importMs = Number.NaN, firstScanMs = Number.NaN, allScansMs = Number.NaN] = medianOfFresh(
    'first-use',
    ['importMs', 'firstScanMs', 'allScansMs'],
    7,
  );
  const [heldBytes = Number.NaN] = medianOfFresh('memory', ['heldBytes'], 3);
  const read = path === undefined ? [] : byLength(ordinary);
  const readProse = byLength(proseTexts);
  const made = hostileTexts(ordinary, readProse);
  const worst = worstFirst(made, ({ ratios }) => ratios);
  const worstToProse = worstFirst(made, ({ toProse }) => toProse).slice(0, 1);
  const slowest = slowestByLength(worst.slice(0, 3).map(({ name }) => name));
  const flooded = [secretsDetector, personalDataDetector].flatMap((detector) => floodsOf(detector, ordinary));
  flooded.push(...floodsOf(allThree, ordinary, hostile));
  const linear = [...(path === undefined ? [] : [linearOf(ordinary, read)]), linearOf(proseTexts, readProse)];
  const summary = [...read, ...readProse, ...linear, ...loading(importMs, firstScanMs, allScansMs, heldBytes)];
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
          ...worst.slice(0, 1).map((row) => named(row, `worst hostile, against ${ordinary.name}`)),
          ...(path === undefined
            ? []
            : worstToProse.map(({ budget: _, ...row }) => named(row, 'worst hostile, against prose'))),
          ...flooded,
        ]),
      },
      {
        section: 'eval:speed hostile',
        title: `Hostile text against ${ordinary.name} of the same length in the same run, the worst of 1 KB, 10 KB, 100 KB and 1 MB`,
        table: tableOf(worst),
      },
    ],
    plots: [{ name: 'latency', svg: latency([ordinary.name, read], readProse, slowest) }],
  };
}

const byLength = ({ name: kind, texts }: Ordinary): Row[] =>
  LENGTHS.map(([length, name]): Row => {
    progress(`${kind}, ${name}`);
    const budget = BUDGETS.get(name);
    const what = `${name} of ${kind}`;
    const row = { name: `${kind}, ${name}`, unit: 'us', value: microseconds(texts(length, AVERAGE_OF)), what } as const;
    return budget === undefined ? row : { ...row, budget };
  });

function linearOf({ name: kind }: Ordinary, read: readonly Row[]): Row {
  const value = timeOf(read, `${kind}, 10 MB`) / (timeOf(read, `${kind}, 100 KB`) * 102.4);
  const what = 'time for each KB at 10 MB, against 100 KB';
  return { name: `${kind}, linear`, unit: 'x', value, budget: LINEAR_FACTOR, what };
}

const timeOf = (rows: readonly Row[], name: string): number =>
  rows.find((row) => row.name === name)?.value ?? Number.NaN;

const named = (row: Row, name: string): Row => ({ ...row, name, what: `${row.name}: ${row.what}` });

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

/** One hostile text at each length that is compared. */
interface Hostile {
  readonly name: string;
  /** Against ordinary texts of the same length, and against prose. */
  readonly ratios: readonly number[];
  readonly toProse: readonly number[];
}

/** What costs more than others as a text grows, and what costs much by itself, shows at one of the lengths. */
function hostileTexts({ texts }: Ordinary, readProse: readonly Row[]): Hostile[] {
  return [...hostile].map(([name, make]) => {
    progress(name);
    const times = HOSTILE_LENGTHS.map(([length]) => microseconds([make(length)]));
    // Ordinary texts each time: how fast they are read depends on what was read before.
    const ratios = HOSTILE_LENGTHS.map(
      ([length], at) => (times[at] ?? Number.NaN) / microseconds(texts(length, COMPARED_WITH)),
    );
    const toProse = HOSTILE_LENGTHS.map(
      ([, label], at) => (times[at] ?? Number.NaN) / timeOf(readProse, `prose, ${label}`),
    );
    return { name, ratios, toProse };
  });
}

const worstFirst = (texts: readonly Hostile[], ratiosOf: (text: Hostile) => readonly number[]): Row[] =>
  texts
    .map((text): Row => {
      const ratios = ratiosOf(text);
      const what = HOSTILE_LENGTHS.map(([, label], at) => `${factor(ratios[at] ?? Number.NaN)} at ${label}`).join(', ');
      return { name: text.name, unit: 'x', value: Math.max(...ratios), budget: WORST_FACTOR, what };
    })
    .sort((a, b) => b.value - a.value);

/** What ordinary texts cost a detector, and the three that cost it most: floods, and others that are made to cost much. */
function floodsOf(
  detector: Pick<Detector, 'name' | 'scan'>,
  { name: kind, texts }: Ordinary,
  others: typeof hostile = new Map(),
): Row[] {
  const plain = microseconds(texts(COMPARED, COMPARED_WITH), detector);
  const made = [
    ...floods.map((piece) => [`${JSON.stringify(piece)} again and again`, repeated(piece)] as const),
    ...[...others].map(([name, make]) => [name, make] as const),
  ];
  const rows = made.map(([name, make]): Row => {
    progress(`${detector.name}: ${name}`);
    const value = microseconds([make(COMPARED)], detector) / plain;
    return { name: detector.name, unit: 'x', value, budget: WORST_FACTOR, what: `${name}, against ${kind}` };
  });
  const read = { name: `${detector.name}, 100 KB`, unit: 'us', value: plain, what: `100 KB of ${kind}` } as const;
  const worst = rows.sort((a, b) => b.value - a.value).slice(0, MOST_FLOODS);
  return [read, ...worst.map((row, index) => ({ ...row, name: `${detector.name}, flood ${index + 1}` }))];
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
    return Math.max(...names.map((name) => microseconds([hostile.get(name)?.(length) ?? ''])));
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

const latency = (
  [kind, read]: readonly [kind: string, read: readonly Row[]],
  readProse: readonly Row[],
  slowest: readonly number[],
): string =>
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
      ...(read.length === 0 ? [] : [{ name: kind, points: pointsOf(read) }]),
      { name: 'prose', points: pointsOf(readProse) },
      { name: 'slowest hostile text', points: slowest.map((value, i) => [LENGTHS[i]?.[0] ?? 0, value] as const) },
    ],
    marks: {
      title: 'budgets:',
      points: [
        { name: '1 KB in 150 \u00b5s', at: [KB, 150] },
        { name: '100 KB in 10 ms', at: [100 * KB, 10_000] },
      ],
    },
  });

const pointsOf = (rows: readonly Row[]) => rows.map(({ value }, i) => [LENGTHS[i]?.[0] ?? 0, value] as const);

await command('eval:speed', '[--data PATH]', ['data'], measure, 'no data');
