import { checkOptions, choiceOption, optionError } from '../options.ts';
import { classOf } from './sink-kind.ts';

/** How far the results of a tool can be believed. */
export type ResultTrust = 'trusted' | 'structured' | 'untrusted';

/** What becomes of a call once the run has read untrusted text. `judge` looks at where its values come from. */
export type TaintRule = 'allow' | 'judge' | 'approve' | 'deny';

/** What an application says about one of its tools. It is all that the rules know of it. */
export interface ToolDeclaration {
  /** What it does, as a model is told. The task's scope is derived from it. */
  readonly description?: string;
  /** The JSON schema of its arguments. Names and descriptions of its properties are read. */
  readonly parameters?: object;
  /** `read`, `write`, `send`, `delete`, `money`, `account`, or a word of your own. Default: `read` without side effects, else `write`. */
  readonly effect?: string;
  /** Whether it changes anything outside. Default true: a tool of which nothing is known may do anything. */
  readonly sideEffect?: boolean;
  /** Arguments that say who, where or which: name and kind, for example `{ to: 'email', order: 'order_id' }`. */
  readonly sinkArgs?: Readonly<Record<string, string>>;
  /**
   * `trusted`: the application's own words. `structured`: fields are the application's, what stands in
   * `untrustedResultFields` is not. Default `untrusted`: anybody may have written any of it.
   */
  readonly resultTrust?: ResultTrust;
  /** Names of fields with text that strangers write, at any depth. */
  readonly untrustedResultFields?: readonly string[];
  /** Whether its results are the user's private data. Default false. */
  readonly sensitiveRead?: boolean;
  /**
   * Default `judge` for side effects, `allow` for others. Of a read whose sinks are links or addresses, the default looks at what they
   * would carry out: private data that the task does not speak of, and links that the model put together for a stranger's host.
   */
  readonly whenTainted?: TaintRule;
}

/** By the name of the tool: `tool:web.search` or `web.search`. */
export type ToolDeclarations = Readonly<Record<string, ToolDeclaration>>;

/** A declaration with its defaults. */
export interface Tool {
  /** Without `tool:`. */
  readonly name: string;
  readonly description: string;
  readonly properties: readonly Property[];
  readonly effect: string;
  readonly sideEffect: boolean;
  readonly sinks: ReadonlyMap<string, string>;
  readonly trust: ResultTrust;
  readonly untrustedFields: ReadonlySet<string>;
  readonly sensitiveRead: boolean;
  readonly whenTainted: TaintRule;
  /** Whether it reads from where an argument points, so that its arguments can carry something out. */
  readonly follows: boolean;
}

export interface Property {
  readonly name: string;
  readonly description: string;
  readonly plural: boolean;
}

export type Tools = ReadonlyMap<string, Tool>;

/** The members of a declaration. */
export const DECLARED: readonly string[] = [
  'description',
  'parameters',
  'effect',
  'sideEffect',
  'sinkArgs',
  'resultTrust',
  'untrustedResultFields',
  'sensitiveRead',
  'whenTainted',
];
const MOST_TOOLS = 1000;

/** @throws `ERR_OPTION_INVALID` for a declaration with an unknown key or a value of another kind */
export function readDeclarations(where: string, declarations: unknown): Tools {
  if (typeof declarations !== 'object' || declarations === null || Array.isArray(declarations)) {
    throw optionError(
      where,
      '"tools" must be a map of declarations such as { "mail.send": { sinkArgs: { to: "email" } } }.',
    );
  }
  const entries = Object.entries(declarations);
  if (entries.length > MOST_TOOLS) throw optionError(where, `at most ${MOST_TOOLS} tools, got ${entries.length}.`);
  const tools = new Map<string, Tool>();
  for (const [key, declared] of entries) {
    const name = bareName(key);
    if (name === '' || tools.has(name)) throw optionError(where, `tool "${name}" is named twice, or not at all.`);
    tools.set(name, readDeclaration(`${where}: tool "${name}"`, name, declared));
  }
  return tools;
}

/** The name of a tool without `tool:`. */
export const bareName = (target: string): string => (target.startsWith('tool:') ? target.slice(5) : target);

/** What is assumed of a tool that nobody declared: everything that could be bad, but for what its wrapping says. */
export const undeclared = (name: string, sideEffect = true): Tool => readDeclaration('taint', name, { sideEffect });

function readDeclaration(where: string, name: string, declared: unknown): Tool {
  checkOptions(where, declared, DECLARED);
  const given: ToolDeclaration = { ...(declared as object) };
  const { description = '', sideEffect = true, sensitiveRead = false, untrustedResultFields = [] } = given;
  if (typeof sideEffect !== 'boolean' || typeof sensitiveRead !== 'boolean') {
    throw optionError(where, '"sideEffect" and "sensitiveRead" must be true or false.');
  }
  const effect = given.effect ?? (sideEffect ? 'write' : 'read');
  if (typeof description !== 'string' || typeof effect !== 'string') {
    throw optionError(where, '"description" and "effect" must be strings.');
  }
  if (!isTexts(untrustedResultFields)) throw optionError(where, '"untrustedResultFields" must be a list of names.');
  const sinkArgs: unknown = given.sinkArgs ?? {};
  if (typeof sinkArgs !== 'object' || sinkArgs === null || !isTexts(Object.values(sinkArgs))) {
    throw optionError(where, '"sinkArgs" must map names of arguments to kinds, for example { to: "email" }.');
  }
  return {
    name,
    description,
    properties: propertiesOf(given.parameters),
    effect,
    sideEffect,
    sinks: new Map<string, string>(Object.entries(sinkArgs)),
    trust: choiceOption(where, 'resultTrust', given.resultTrust ?? 'untrusted', ['trusted', 'structured', 'untrusted']),
    untrustedFields: new Set(untrustedResultFields),
    sensitiveRead,
    follows:
      !sideEffect &&
      given.whenTainted === undefined &&
      Object.values(sinkArgs).some((kind) => classOf(kind) === 'identity'),
    whenTainted: choiceOption(where, 'whenTainted', given.whenTainted ?? (sideEffect ? 'judge' : 'allow'), [
      'allow',
      'judge',
      'approve',
      'deny',
    ]),
  };
}

const isTexts = (list: unknown): list is readonly string[] =>
  Array.isArray(list) && list.every((entry) => typeof entry === 'string');

function propertiesOf(schema: unknown): readonly Property[] {
  const { properties } = fieldsOf(schema);
  return Object.entries(fieldsOf(properties)).map(([name, property]) => {
    const { type, description, anyOf } = fieldsOf(property);
    const kinds = [type, ...(Array.isArray(anyOf) ? anyOf.map(typeOf) : [])];
    return {
      name,
      description: typeof description === 'string' ? description : '',
      plural: kinds.includes('array'),
    };
  });
}

function typeOf(choice: unknown): unknown {
  const { type } = fieldsOf(choice);
  return type;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
