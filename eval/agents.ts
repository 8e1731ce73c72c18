/** `npm run eval:agents -- --data DIR`: what provenance and task scopes stop of recorded hijacks, and what they cost users. */
import { adaptive, type Variant, variants } from './agents/adaptive.ts';
import { Filtered } from './agents/filtered.ts';
import { type Policy, promptOnly, scoped, unbudgeted } from './agents/policy.ts';
import { type AgentData, readAgents, type Trace } from './agents/rows.ts';
import {
  type AttackScore,
  scoreAttacks,
  scoreModels,
  scoreTasks,
  scoreUseful,
  type TaskScore,
  toolsOf,
} from './agents/score.ts';
import { type Arguments, command, type Part, progress, type Report } from './command.ts';
import { percent, type Table } from './table.ts';

interface Row {
  readonly policy: string;
  readonly attacks: AttackScore;
  readonly tasks: TaskScore;
}

async function evaluate({ data: folder }: Arguments): Promise<Report> {
  const data = await readAgents(folder);
  const filter = new Filtered();
  const rows: Row[] = [];
  for (const policy of [promptOnly, scoped]) {
    progress(policy.name);
    rows.push({
      policy: policy.name,
      attacks: await scoreAttacks(data, policy, data.traces),
      tasks: await scoreTasks(data, policy, tasksOf(data)),
    });
  }
  progress('filtered');
  const passed = await scoreAttacks(data, scoped, filteredTraces(data.traces, filter));
  rows.push({
    policy: 'filtered',
    attacks: passed,
    tasks: await scoreTasks(data, scoped, tasksOf(data), (calls) => filter.calls(calls)),
  });
  for (const policy of [scoped, promptOnly]) {
    for (const variant of variants) {
      progress(`adaptive ${policy.name} ${variant}`);
      const attacks = await scoreAttacks(data, policy, changedTraces(data, variant));
      rows.push({ policy: nameOf(policy, variant), attacks, tasks: await scoreTasks(data, policy, tasksOf(data)) });
    }
  }
  progress('');
  const models = await Promise.all(
    [unbudgeted, scoped, promptOnly].map(async (policy) => ({
      policy,
      ...scoreModels(data, policy),
      benign: await scoreTasks(data, policy, data.benign),
    })),
  );
  const useful = await Promise.all(
    [unbudgeted, scoped, promptOnly].map(async (policy) => ({
      policy,
      ...(await scoreUseful(data, policy, data.appended)),
    })),
  );
  return {
    scores: {
      ...Object.fromEntries(rows.slice(0, 4).flatMap((row) => Object.entries(scoresOf(row)))),
      ...(models[0] === undefined ? {} : scoresOfModels(models[0])),
      'secure-and-useful': share(useful[1]?.useful, useful[1]?.runs),
      'secure-and-useful.approved': share(useful[1]?.approved, useful[1]?.runs),
    },
    rows: [
      ...rows.map(({ policy, attacks, tasks }) => ({ set: 'hijacks', policy, attacks, tasks })),
      ...models.map(({ policy, ...counts }) => ({ set: 'models', policy: policy.name, ...counts })),
      ...useful.map(({ policy, ...counts }) => ({ set: 'appended', policy: policy.name, ...counts })),
    ],
    parts: [partOf(rows), partOfModels(models, useful)],
  };
}

const tasksOf = (data: AgentData) =>
  [...data.userTasks.values()].map(({ suite, id, calls }) => ({ suite, userTask: id, calls }));

async function* filteredTraces(traces: readonly Trace[], filter: Filtered): AsyncGenerator<Trace> {
  for (const trace of traces) yield await filter.trace(trace);
}

function* changedTraces(data: AgentData, variant: Variant): Generator<Trace> {
  for (const trace of data.traces) yield adaptive(trace, toolsOf(data, trace.suite), variant);
}

/** The scored row is the first; the others show more of the same. */
const nameOf = (policy: Policy, variant: Variant): string =>
  policy === scoped && variant === 'in-place' ? 'adaptive' : `adaptive ${policy.name} ${variant}`;

const share = (part = 0, whole = 0): number => (whole === 0 ? Number.NaN : part / whole);

const scoresOf = ({ policy, attacks, tasks }: Row): Record<string, number> => ({
  [`${policy}.stopped`]: share(attacks.stopped, attacks.calls),
  [`${policy}.wins`]: share(attacks.wins, attacks.runs),
  [`${policy}.tasks`]: share(tasks.finished, tasks.tasks),
  [`${policy}.asked`]: share(tasks.asked, tasks.calls),
  [`${policy}.approved`]: share(tasks.approved, tasks.tasks),
});

interface Models {
  readonly policy: Policy;
  readonly runs: number;
  readonly wins: number;
  readonly benign: TaskScore;
}

const scoresOfModels = ({ runs, wins, benign }: Models): Record<string, number> => ({
  'real.wins': share(wins, runs),
  'real.allowed': share(benign.allowed, benign.calls),
  'real.approved': share(benign.allowed + benign.asked, benign.calls),
});

const partOf = (rows: readonly Row[]): Part => ({
  section: 'eval:agents',
  document: 'agents.md',
  title: 'Hijacks: calls of attackers, and tasks of users',
  note: 'Stopped: refused, or held for a person. Finished: without a person. Approved: with a person who agrees.',
  table: [
    ['policy', '>calls', '>stopped', '>refused', '>hijacks', '>won', '>tasks', '>finished', '>asked', '>approved'],
    ...rows.map(({ policy, attacks, tasks }) => [
      policy,
      String(attacks.calls),
      percent(share(attacks.stopped, attacks.calls)),
      percent(share(attacks.refused, attacks.calls)),
      String(attacks.runs),
      percent(share(attacks.wins, attacks.runs)),
      String(tasks.tasks),
      percent(share(tasks.finished, tasks.tasks)),
      percent(share(tasks.asked, tasks.calls)),
      percent(share(tasks.approved, tasks.tasks)),
    ]),
  ],
});

const partOfModels = (
  models: readonly Models[],
  useful: readonly {
    readonly policy: Policy;
    readonly runs: number;
    readonly useful: number;
    readonly approved: number;
  }[],
): Part => {
  const table: Table = [
    [
      'policy',
      '>hijacked',
      '>won',
      '>benign calls',
      '>allowed',
      '>approved',
      '>appended',
      '>secure and useful',
      '>approved',
    ],
    ...models.map(({ policy, runs, wins, benign }, index) => [
      policy.name,
      String(runs),
      percent(share(wins, runs)),
      String(benign.calls),
      percent(share(benign.allowed, benign.calls)),
      percent(share(benign.allowed + benign.asked, benign.calls)),
      String(useful[index]?.runs ?? 0),
      percent(share(useful[index]?.useful, useful[index]?.runs)),
      percent(share(useful[index]?.approved, useful[index]?.runs)),
    ]),
  ];
  return {
    section: 'eval:agents models',
    document: 'agents.md',
    title: 'Recorded runs of models; hijacks behind a text that stays useful',
    table,
  };
};

await command('eval:agents', '', [], evaluate);
