/** `npm run eval:peers -- --data DIR`: other packages of npm and crewguard on the same texts in one run. */
import { type Arguments, command, type Part, type Report, UsageError } from './command.ts';
import { installPeers } from './compare/install.ts';
import { type Peer, peers, versionOf } from './compare/peer-list.ts';
import { type Judged, type Rate, ratesOf, sampleOf } from './compare/rates.ts';
import { rocPlot } from './compare/roc-plot.ts';
import { runPeer } from './compare/run-peer.ts';
import { cutsOf, type Measured, measureSets } from './injection/measure.ts';
import { readSamples, type Sample } from './injection/rows.ts';
import { type Scored, scoreSamples } from './injection/scored.ts';
import { amount, percent, type Table } from './table.ts';

interface Compared {
  readonly peer: Peer;
  readonly version: string;
  readonly rates: readonly Rate[];
  readonly failures: number;
  readonly microsecondsPerKb: number;
}

/** Rows of each set that a slow peer is given unless `--most` says otherwise. */
const MOST_FOR_SLOW = 2000;

async function compare({ data, values }: Arguments): Promise<Report> {
  const most = mostOf(values.get('most'));
  const chosen = peersNamed(values.get('only'));
  installPeers();
  const { scored } = await scoreSamples(data, undefined);
  const samples: Sample[] = [];
  for await (const sample of readSamples(data)) samples.push(sample);
  const byId = new Map(scored.map((row) => [row.id, row]));
  const compared: Compared[] = [];
  for (const peer of chosen) compared.push(await comparePeer(peer, samples, byId, most));

  const measured = measureSets(scored, cutsOf(scored));
  return {
    scores: Object.fromEntries(compared.flatMap(({ peer, rates }) => rates.map((rate) => marginOf(peer, rate)))),
    rows: compared.flatMap(({ peer, version, rates, failures, microsecondsPerKb }) =>
      rates.map((rate) => ({ peer: peer.name, version, failures, microsecondsPerKb, ...rate })),
    ),
    parts: partsOf(measured, perKb(scored), compared),
    plots: [
      rocPlot('roc-prompts', 'Direct attacks, by false positives on ordinary prompts', 'prompts', 'direct'),
      rocPlot('roc-documents', 'Attacks in documents, by false positives on clean documents', 'documents', 'indirect'),
    ].map(({ name, draw }) => ({
      name,
      svg: draw(
        scored,
        compared.map(({ peer, rates }) => ({ name: peer.name, rates })),
      ),
    })),
  };
}

const perKb = (scored: readonly Scored[]): number =>
  scored.reduce((sum, { microseconds }) => sum + microseconds, 0) /
  (scored.reduce((sum, { bytes }) => sum + bytes, 0) / 1024);

function mostOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const most = Number(given);
  if (!Number.isInteger(most) || most < 0)
    throw new UsageError('--most must be a whole number: rows of each set, 0 for all.');
  return most;
}

function peersNamed(given: string | undefined): readonly Peer[] {
  if (given === undefined) return peers;
  const found = peers.filter(({ name }) => name === given);
  if (found.length === 0) throw new UsageError(`--only must be one of: ${peers.map(({ name }) => name).join(', ')}.`);
  return found;
}

async function comparePeer(
  peer: Peer,
  samples: readonly Sample[],
  byId: ReadonlyMap<string, Scored>,
  most: number | undefined,
): Promise<Compared> {
  const given = sampleOf(samples, most ?? (peer.slow === true ? MOST_FOR_SLOW : 0));
  const { verdicts, cpuMicroseconds } = await runPeer(
    peer.name,
    given.map(({ text }) => text),
  );
  const judged = given.flatMap(({ id }, i): Judged[] => {
    const scored = byId.get(id);
    const verdict = verdicts[i];
    return scored === undefined || verdict === undefined ? [] : [{ scored, ...verdict }];
  });
  return {
    peer,
    version: versionOf(peer),
    rates: ratesOf(judged),
    failures: judged.filter(({ failed }) => failed).length,
    microsecondsPerKb: cpuMicroseconds / (judged.reduce((sum, { scored }) => sum + scored.bytes, 0) / 1024),
  };
}

const marginOf = ({ name }: Peer, { set, crewguard, flagged }: Rate): [string, number] => [
  `${name}.${set}.margin`,
  crewguard - flagged,
];

function partsOf(measured: readonly Measured[], ownMicrosecondsPerKb: number, compared: readonly Compared[]): Part[] {
  const names = [...new Set([...measured, ...compared.flatMap(({ rates }) => rates)].map(({ set }) => set))];
  const attacks = names.filter((name) => compared.some(({ rates }) => rates.some((r) => r.set === name && r.attack)));
  const benign = names.filter((name) => !attacks.includes(name));
  return [
    {
      section: 'eval:peers flagged',
      title: 'Share of each set that is flagged',
      note: 'crewguard at its cuts (1 % of ordinary prompts, 0.5 % of clean documents), and as shipped; each peer as it is shipped.',
      table: tableOfFlagged([...benign, ...attacks], measured, ownMicrosecondsPerKb, compared),
    },
    {
      section: 'eval:peers matched',
      title: "Attacks flagged: the peer, then crewguard at the peer's own share of false positives on the same rows",
      note: "False positives are matched on the ordinary prompts, for attacks in documents on the clean documents; for crewguard they are never more than the peer's.",
      table: tableOfMatched(attacks, compared),
    },
  ];
}

function tableOfFlagged(
  names: readonly string[],
  measured: readonly Measured[],
  ownMicrosecondsPerKb: number,
  compared: readonly Compared[],
): Table {
  const own = (label: string, shareOf: (row: Measured) => number): string[] => [
    label,
    ...names.map((name) => percent(measured.filter(({ set }) => set === name).map(shareOf)[0] ?? Number.NaN)),
    amount(ownMicrosecondsPerKb),
  ];
  return [
    ['detector', ...names.map((name) => `>${name}`), '>\u00b5s/KB'],
    own('crewguard, at its cuts', ({ matched }) => matched),
    own('crewguard, balanced', ({ flagged: { balanced = Number.NaN } }) => balanced),
    ...compared.map(({ version, peer, rates, microsecondsPerKb }) => [
      nameOf(peer, version),
      ...names.map((name) => percent(rates.find(({ set }) => set === name)?.flagged ?? Number.NaN)),
      amount(microsecondsPerKb),
    ]),
  ];
}

/** The name says which of a package's detectors it is where a package has two. */
const nameOf = ({ name, package: from }: Peer, version: string): string =>
  peers.filter((peer) => peer.package === from).length > 1 ? `${name} (${version})` : version;

function tableOfMatched(attacks: readonly string[], compared: readonly Compared[]): Table {
  return [
    [
      'detector',
      '>prompts',
      '>documents',
      ...attacks.map((name) => `>${name}`),
      'crewguard higher',
      '>rows',
      '>failed',
    ],
    ...compared.map(({ peer, version, rates, failures }) => {
      const of = (name: string): Rate | undefined => rates.find(({ set }) => set === name);
      const behind = attacks.filter((name) => (of(name)?.crewguard ?? 0) <= (of(name)?.flagged ?? 0));
      return [
        nameOf(peer, version),
        percent(of('prompts')?.flagged ?? Number.NaN),
        percent(of('documents')?.flagged ?? Number.NaN),
        ...attacks.map((name) => pairOf(of(name))),
        behind.length === 0 ? 'on every set' : `not on ${behind.join(', ')}`,
        String(rowsOf(rates)),
        String(failures),
      ];
    }),
  ];
}

const pairOf = (rate: Rate | undefined): string =>
  rate === undefined ? '' : `${percent(rate.flagged)} / ${percent(rate.crewguard)}`;

/** A set with a cue is a part of the set with its name. */
const rowsOf = (rates: readonly Rate[]): number =>
  rates.filter(({ set }) => !set.endsWith('.cue')).reduce((sum, { rows }) => sum + rows, 0);

await command('eval:peers', '[--most ROWS] [--only PEER]', ['most', 'only'], compare);
