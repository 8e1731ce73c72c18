import type { Part } from '../command.ts';
import type { Measured } from '../injection/measure.ts';
import { amount, percent, type Table } from '../table.ts';
import { type Peer, peers } from './peer-list.ts';
import type { Rate } from './rates.ts';

export interface Compared {
  readonly peer: Peer;
  readonly version: string;
  readonly rates: readonly Rate[];
  readonly failures: number;
  readonly microsecondsPerKb: number;
}

interface Comparison {
  readonly measured: readonly Measured[];
  readonly compared: readonly Compared[];
  /** Of crewguard. */
  readonly microsecondsPerKb: number;
}

const MATCHED =
  "False positives are matched on the ordinary prompts, for attacks in documents on the clean documents; for crewguard they are never more than the peer's.";

export function partsOf(comparison: Comparison): Part[] {
  const { measured, compared } = comparison;
  const names = [...new Set([...measured, ...compared.flatMap(({ rates }) => rates)].map(({ set }) => set))];
  const attacks = attackSets(compared);
  const benign = names.filter((name) => !attacks.includes(name));
  return [
    {
      section: 'eval:peers flagged',
      title: 'Share of each set that is flagged',
      note: 'crewguard at its cuts (1 % of ordinary prompts, 0.5 % of clean documents) and at the threshold of the preset balanced; each peer as it is shipped.',
      table: tableOfFlagged([...benign, ...attacks], comparison),
    },
    {
      section: 'eval:peers matched',
      title:
        "Attacks flagged: the peer, then crewguard as shipped, at the peer's own share of false positives on the same rows",
      note: MATCHED,
      table: tableOfMatched(attacks, compared),
    },
  ];
}

export const heldOutPart = (compared: readonly Compared[]): Part => ({
  section: 'eval:peers held out',
  title:
    "Attacks flagged: the peer, then crewguard held out, at the peer's own share of false positives on the same rows",
  note: MATCHED,
  table: tableOfMatched(attackSets(compared), compared),
});

const attackSets = (compared: readonly Compared[]): string[] => [
  ...new Set(compared.flatMap(({ rates }) => rates.filter(({ attack }) => attack).map(({ set }) => set))),
];

function tableOfFlagged(names: readonly string[], { measured, compared, microsecondsPerKb: perKb }: Comparison): Table {
  const ownRow = (label: string, shareOf: (row: Measured) => number): string[] => [
    label,
    ...names.map((name) => percent(measured.filter(({ set }) => set === name).map(shareOf)[0] ?? Number.NaN)),
    amount(perKb),
  ];
  return [
    ['detector', ...names.map((name) => `>${name}`), '>\u00b5s/KB'],
    ownRow('crewguard, at its cuts', ({ matched }) => matched),
    ownRow('crewguard, balanced', ({ flagged: { balanced = Number.NaN } }) => balanced),
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
