/** `npm run eval:peers -- --data DIR`: other packages of npm and crewguard on the same texts in one run. */
import { injection } from 'crewguard/detectors';
import { type Arguments, command, type Report, UsageError } from './command.ts';
import { installPeers } from './compare/install.ts';
import { type Peer, peers, versionOf } from './compare/peer-list.ts';
import { type Judged, ratesOf, sampleOf } from './compare/rates.ts';
import { rocPlot } from './compare/roc-plot.ts';
import { type Answer, runPeer } from './compare/run-peer.ts';
import { type Compared, heldOutPart, partsOf } from './compare/tables.ts';
import { cutsOf, measureSets } from './injection/measure.ts';
import { readSamples, type Sample } from './injection/rows.ts';
import { type Scored, type Scores, scoreSamples } from './injection/scored.ts';

/** Rows of each set that a slow peer is given unless `--most` says otherwise. */
const MOST_FOR_SLOW = 2000;

async function compare({ data, values }: Arguments): Promise<Report> {
  const most = mostOf(values.get('most'));
  const chosen = peersNamed(values.get('only'));
  const scoreFile = values.get('scores');
  const shipped = await scoreSamples(data, undefined);
  const heldOut = scoreFile === undefined ? undefined : await scoreSamples(data, scoreFile);
  installPeers();
  const samples: Sample[] = [];
  for await (const sample of readSamples(data)) samples.push(sample);
  const asked: Asked[] = [];
  for (const peer of chosen) asked.push(await askPeer(peer, samples, most));

  const against = ({ scored }: Scores): readonly Compared[] => {
    const byId = new Map(scored.map((row) => [row.id, row]));
    return asked.map((answered) => comparedWith(answered, byId));
  };
  const compared = against(shipped);
  const comparedHeldOut = heldOut === undefined ? [] : against(heldOut);
  return {
    scores: Object.fromEntries([...marginsOf(compared, ''), ...marginsOf(comparedHeldOut, 'held-out.')]),
    rows: [...rowsOf(compared, false), ...rowsOf(comparedHeldOut, true)],
    parts: [
      ...partsOf({
        measured: measureSets(shipped.scored, cutsOf(shipped.scored)),
        compared,
        microsecondsPerKb: ownMicrosecondsPerKb(samples),
      }),
      ...(heldOut === undefined ? [] : [heldOutPart(comparedHeldOut)]),
    ],
    plots: [
      ...plotsOf(shipped, compared, false),
      ...(heldOut === undefined ? [] : plotsOf(heldOut, comparedHeldOut, true)),
    ],
  };
}

const plotsOf = (
  { scored }: Scores,
  compared: readonly Compared[],
  heldOut: boolean,
): { name: string; svg: string }[] =>
  [
    rocPlot('roc-prompts', 'Direct attacks, by false positives on ordinary prompts', 'prompts', 'direct'),
    rocPlot('roc-documents', 'Attacks in documents, by false positives on clean documents', 'documents', 'indirect'),
  ].map(({ name, draw }) => ({
    name: heldOut ? `${name}-held-out` : name,
    svg: draw(
      scored,
      compared.map(({ peer, rates }) => ({ name: peer.name, rates })),
      heldOut,
    ),
  }));

const rowsOf = (compared: readonly Compared[], heldOut: boolean): object[] =>
  compared.flatMap(({ peer, version, rates, failures, microsecondsPerKb }) =>
    rates.map((rate) => ({ peer: peer.name, version, heldOut, failures, microsecondsPerKb, ...rate })),
  );

const marginsOf = (compared: readonly Compared[], prefix: string): [string, number][] =>
  compared.flatMap(({ peer, rates }) =>
    rates.map(({ set, crewguard, flagged }): [string, number] => [
      `${prefix}${peer.name}.${set}.margin`,
      crewguard - flagged,
    ]),
  );

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

/** What a peer said of the texts that it was given. */
interface Asked extends Answer {
  readonly peer: Peer;
  readonly given: readonly Sample[];
}

async function askPeer(peer: Peer, samples: readonly Sample[], most: number | undefined): Promise<Asked> {
  const given = sampleOf(samples, most ?? (peer.slow === true ? MOST_FOR_SLOW : 0));
  const texts = given.map(({ text }) => text);
  return { peer, given, ...(await runPeer(peer.name, texts)) };
}

/** Only rows that crewguard has a score for as well. */
function comparedWith({ peer, given, verdicts, cpuMicroseconds }: Asked, byId: ReadonlyMap<string, Scored>): Compared {
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
    microsecondsPerKb: cpuMicroseconds / (given.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1024),
  };
}

await command('eval:peers', '[--most ROWS] [--only PEER] [--scores FILE]', ['most', 'only', 'scores'], compare);
