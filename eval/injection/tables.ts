import type { OwnDisguise } from '../disguise/measure.ts';
import { amount, percent, range, type Table } from '../table.ts';
import type { Measured } from './measure.ts';
import type { Planted } from './planted.ts';
import { sets, thresholds } from './sets.ts';
import type { Disguise } from './transforms.ts';

const presetHeads = (): string[] => Object.entries(thresholds).map(([preset, at]) => `>${preset} ${at}`);

export function tableOfSets(measured: readonly Measured[]): Table {
  return [
    [
      'set',
      'what',
      '>rows',
      ...presetHeads(),
      '>at the cut',
      '95 %',
      '95 %, other sources',
      '>AUC',
      '>\u00b5s/KB',
      'goal',
    ],
    ...measured.map((row) => [
      row.set,
      sets.find(({ name }) => name === row.set)?.what ?? '',
      String(row.rows),
      ...Object.values(row.flagged).map(percent),
      percent(row.matched),
      range(row.interval),
      row.sourceInterval === undefined ? '' : range(row.sourceInterval),
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

export const tableOfDisguises = (disguises: readonly Disguise[]): Table => [
  ['disguise', '>rows', '>caught', '95 %', '>in plain', '>of plain', '>still caught', '>harmless flagged', 'goal'],
  ...disguises.map(({ transform, rows, recall, interval, plain, ofPlain, kept, benign }) => [
    transform,
    String(rows),
    percent(recall),
    range(interval),
    percent(plain),
    percent(ofPlain),
    percent(kept),
    percent(benign),
    `>= 90 % of plain ${ofPlain >= 0.9 ? 'pass' : 'MISS'}`,
  ]),
];

export const tableOfOwn = (own: readonly OwnDisguise[]): Table => [
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

export const tableOfPlanted = (planted: readonly Planted[]): Table => [
  ['place', '>rows', '>characters', '>caught', '95 %', '>the attack alone', '>found where it stands'],
  ...planted.map(({ place, rows, length, recall, interval, alone, located }) => [
    place,
    String(rows),
    amount(length),
    percent(recall),
    range(interval),
    percent(alone),
    percent(located),
  ]),
];

export const tableOfGroups = (groups: readonly Measured[]): Table => [
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
