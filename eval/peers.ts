/** `npm run eval:peers -- --data DIR`: other packages of npm and crewguard on the same texts in one run. */
import { injection } from 'crewguard/detectors';
import { type Arguments, command, type Report, UsageError } from './command.ts';
import { installPeers } from './compare/install.ts';
import { type Peer, peers, versionOf } from './compare/peer-list.ts';
import { type Judged, type Rate, ratesOf, sampleOf } from './compare/rates.ts';
import { rocPlot } from './compare/roc-plot.ts';
import { runPeer } from './compare/run-peer.ts';
import { type Compared, partsOf } from './compare/tables.ts';
import { cutsOf, measureSets } from './injection/measure.ts';
import { readSamples, type Sample } from './injection/rows.ts';
import { type Scored, scoreSamples } from './injection/scored.ts';

/** Rows of each set that a slow peer is given unless `--most` says otherwise. */
const MOST_FOR_SLOW = 2000;

async function compare({ data, values }: Arguments): Promise<Report> {
  const most = mostOf(values.get('most'));
  const chosen = peersNamed(values.get('only'));
  installPeers();
  const scoreFile = values.get('scores');
  const heldOut = scoreFile !== undefined;
  const { scored } = await scoreSamples(data, scoreFile);
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
    parts: partsOf({ measured, compared, microsecondsPerKb: ownMicrosecondsPerKb(samples), heldOut }),
    plots: [
      rocPlot('roc-prompts', 'Direct attacks, by false positives on ordinary prompts', 'prompts', 'direct'),
      rocPlot('roc-documents', 'Attacks in documents, by false positives on clean documents', 'documents', 'indirect'),
    ].map(({ name, draw }) => ({
      name: heldOut ? `${name}-held-out` : name,
      svg: draw(
        scored,
        compared.map(({ peer, rates }) => ({ name: peer.name, rates })),
        heldOut,
      ),
    })),
  };
}

/** As the peers are timed: all processor cores, one text after the other. */
function ownMicrosecondsPerKb(samples: readonly Sample[]): number {
  const { scan } = injection();
  for (const { text } of samples.slice(0, 500)) scan(text);
  const before = process.cpuUsage();
  for (const { text } of samples) scan(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (samples.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1024);
}

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

await command('eval:peers', '[--most ROWS] [--only PEER] [--scores FILE]', ['most', 'only', 'scores'], compare);
