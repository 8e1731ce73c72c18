import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DECLARED, readDeclarations, type ToolDeclarations, type Tools } from '../../src/provenance/declaration.ts';
import { DataError, type Fields, readRows } from '../read-rows.ts';

/** One recorded call. */
export interface RecordedCall {
  readonly tool: string;
  readonly args: unknown;
  /** What the tool returned: data where it was structured, else text. */
  readonly result: unknown;
  /** Which result it is, where results are shared. */
  readonly resultId: string | undefined;
  /** Whether the prompt filter found something in the result. */
  readonly hostile?: boolean;
}

/** A user's task with the calls that solve it. */
export interface UserTask {
  readonly suite: string;
  readonly id: string;
  readonly prompt: string;
  readonly calls: readonly RecordedCall[];
}

/** A task scope as an application gives it. */
export interface TaskToken {
  readonly sideEffectTools: readonly string[];
  readonly budgets: Readonly<Record<string, number>>;
  readonly sinkArgs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly sinkSources: readonly string[];
  readonly delegations: readonly Delegation[];
}

export interface Delegation {
  readonly tool: string;
  readonly arg: string;
  readonly fromTools: readonly string[];
}

/** A hijack: the user's calls up to the poisoned result, the attacker's, and what is left of the user's. */
export interface Trace {
  readonly id: string;
  readonly suite: string;
  readonly userTask: string;
  readonly injectionTask: string;
  readonly attack: string;
  readonly poisonedCall: number;
  readonly payload: string;
  readonly prefix: readonly RecordedCall[];
  readonly attackCalls: readonly RecordedCall[];
  readonly resume: readonly RecordedCall[];
}

/** A recorded run of a model. */
export interface ModelRun {
  readonly suite: string;
  readonly userTask: string;
  readonly injectionTask: string | undefined;
  readonly calls: readonly RecordedCall[];
}

/** Everything of one folder. */
export interface AgentData {
  readonly declarations: ReadonlyMap<string, ToolDeclarations>;
  readonly tools: ReadonlyMap<string, Tools>;
  readonly userTasks: ReadonlyMap<string, UserTask>;
  readonly goals: ReadonlyMap<string, readonly RecordedCall[]>;
  readonly tokens: ReadonlyMap<string, TaskToken>;
  readonly traces: readonly Trace[];
  readonly appended: readonly Trace[];
  readonly hijacked: readonly ModelRun[];
  readonly benign: readonly ModelRun[];
}

export const keyOf = (suite: string, task: string): string => `${suite}/${task}`;

/** @throws DataError where `tools.json`, `user_tasks` or `traces` are missing or not in the documented form */
export async function readAgents(folder: string): Promise<AgentData> {
  const declarations = await readTools(join(folder, 'tools.json'));
  const tools = new Map([...declarations].map(([suite, declared]) => [suite, readDeclarations(suite, declared)]));
  const results = new Map<string, unknown>();
  for (const name of ['results', 'results_append']) {
    for (const [id, value] of await all(folder, name, resultOf)) results.set(id, value);
  }
  const calls: Calls = (fields, name) => callsOf(fields, name, results);
  const tasks = await all(folder, 'user_tasks', (fields) => userTaskOf(fields, calls));
  if (tasks.length === 0) throw new DataError(`${folder} holds no user_tasks.jsonl or user_tasks.jsonl.gz.`);
  return {
    declarations,
    tools,
    userTasks: new Map(tasks.map((task) => [keyOf(task.suite, task.id), task])),
    goals: new Map(
      await all(
        folder,
        'injection_tasks',
        (fields) => [keyOf(fields.text('suite'), fields.text('id')), calls(fields, 'calls')] as const,
      ),
    ),
    tokens: new Map(await all(folder, 'task_tokens', tokenOf)),
    traces: await all(folder, 'traces', (fields) => traceOf(fields, calls)),
    appended: await all(folder, 'traces_append', (fields) => traceOf(fields, calls)),
    hijacked: await all(folder, 'real_hijacked', (fields) => modelRunOf(fields, calls)),
    benign: await all(folder, 'real_benign', (fields) => modelRunOf(fields, calls)),
  };
}

type Calls = (fields: Fields, name: string) => readonly RecordedCall[];

async function readTools(path: string): Promise<ReadonlyMap<string, ToolDeclarations>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new DataError(`${path} does not exist.`);
  });
  const suites = parsed(path, text);
  return new Map(
    Object.entries(objectOf(suites)).map(([suite, list]) => {
      if (!Array.isArray(list)) throw new DataError(`${path}: "${suite}" must be a list of tools.`);
      return [suite, Object.fromEntries(list.map(declarationOf))];
    }),
  );
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DataError(`${path}: not JSON.`);
  }
}

function declarationOf(tool: unknown): readonly [string, object] {
  const fields = objectOf(tool);
  const { name } = fields;
  return [String(name), Object.fromEntries(Object.entries(fields).filter(([field]) => DECLARED.includes(field)))];
}

async function all<Row>(folder: string, name: string, parse: (fields: Fields) => Row): Promise<Row[]> {
  for (const file of [`${name}.jsonl.gz`, `${name}.jsonl`]) {
    const path = join(folder, file);
    if ((await stat(path).catch(() => undefined)) === undefined) continue;
    const rows: Row[] = [];
    for await (const row of readRows(path, parse)) rows.push(row);
    return rows;
  }
  return [];
}

const resultOf = (fields: Fields): readonly [string, unknown] => [
  fields.text('id'),
  fields.value('json') ?? fields.value('text'),
];

const userTaskOf = (fields: Fields, calls: Calls): UserTask => ({
  suite: fields.text('suite'),
  id: fields.text('id'),
  prompt: fields.text('prompt'),
  calls: calls(fields, 'calls'),
});

function tokenOf(fields: Fields): readonly [string, TaskToken] {
  const token: TaskToken = {
    sideEffectTools: textsOf(fields.value('sideEffectTools')),
    budgets: Object.fromEntries(
      Object.entries(objectOf(fields.value('budgets'))).map(([tool, uses]) => [tool, Number(uses)]),
    ),
    sinkArgs: Object.fromEntries(
      Object.entries(objectOf(fields.value('sinkArgs'))).map(([tool, sinks]) => [
        tool,
        Object.fromEntries(Object.entries(objectOf(sinks)).map(([sink, kind]) => [sink, String(kind)])),
      ]),
    ),
    sinkSources: textsOf(fields.value('sinkSources')),
    delegations: listOf(fields.value('delegations')).map((row) => {
      const { tool, arg, fromTools } = objectOf(row);
      return { tool: String(tool), arg: String(arg), fromTools: textsOf(fromTools) };
    }),
  };
  return [keyOf(fields.text('suite'), fields.text('userTask')), token];
}

const traceOf = (fields: Fields, calls: Calls): Trace => ({
  id: fields.text('id'),
  suite: fields.text('suite'),
  userTask: fields.text('userTask'),
  injectionTask: fields.text('injectionTask'),
  attack: fields.text('attack'),
  poisonedCall: fields.number('poisonedCall'),
  payload: fields.optionalText('payload') ?? '',
  prefix: calls(fields, 'userPrefix'),
  attackCalls: calls(fields, 'attackCalls'),
  resume: calls(fields, 'userResume'),
});

const modelRunOf = (fields: Fields, calls: Calls): ModelRun => ({
  suite: fields.text('suite'),
  userTask: fields.text('userTask'),
  injectionTask: fields.optionalText('injectionTask'),
  calls: calls(fields, 'calls'),
});

function callsOf(fields: Fields, name: string, results: ReadonlyMap<string, unknown>): readonly RecordedCall[] {
  return listOf(fields.value(name)).map((row) => {
    const call = objectOf(row);
    const { tool, resultId, args, result } = call;
    if (typeof tool !== 'string') return fields.fail(`"${name}" holds a call without "tool"`);
    const id = typeof resultId === 'string' ? resultId : undefined;
    return { tool, args, resultId: id, result: (id === undefined ? undefined : results.get(id)) ?? result };
  });
}

export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): readonly string[] => listOf(value).filter((entry) => typeof entry === 'string');
