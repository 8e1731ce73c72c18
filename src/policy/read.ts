import type { z } from 'zod';
import { createAuthority } from '../tokens/capability/authority.ts';
import { fullTarget } from '../tokens/capability/target.ts';
import type { ToolConstraints } from '../tokens/capability/terms.ts';
import { MOST_PROBLEMS, type PolicyDocument, readDocument } from './document.ts';
import { createPolicy, type Policy, type RoleCeiling } from './policy.ts';
import { PolicyError, type PolicyProblem } from './policy-error.ts';
import type { Ceiling } from './schema.ts';

/**
 * Reads a policy from the text of a file, YAML or JSON. What is not known is refused: keys, constraint types, tools that the
 * file does not list, and arguments that they do not have.
 *
 * @param file the name of the file, for messages
 * @throws PolicyError with everything that is wrong, each with its line
 */
export async function readPolicy(file: string, text: string): Promise<Policy> {
  const document = await readDocument(file, text);
  const { PolicyFile } = await import('./schema.ts'); // zod sets globals: only who reads a policy has them
  const parsed = PolicyFile.safeParse(document.value);
  if (!parsed.success) {
    throw new PolicyError(
      file,
      parsed.error.issues.slice(0, MOST_PROBLEMS).flatMap((issue) => problemsOf(issue, document, [])),
    );
  }
  const problems: PolicyProblem[] = [];
  const found = (path: readonly PropertyKey[], message: string): void => {
    problems.push({ line: document.line(path), path: path.map(String).join(' > '), message });
  };
  const tools = new Map<string, ReadonlySet<string>>();
  for (const [name, names] of Object.entries(parsed.data.tools)) {
    if (tools.has(fullTarget(name))) found(['tools', name], 'the tool is listed twice');
    tools.set(fullTarget(name), new Set(names));
  }
  const ceilings: RoleCeiling[] = [];
  for (const [role, agents] of Object.entries(parsed.data.roles)) {
    for (const [agent, ceiling] of Object.entries(agents)) {
      const path = ['roles', role, agent];
      for (const map of ['tools', 'delegates'] as const)
        checkTools(ceiling, map, tools, (at, what) => found([...path, ...at], what));
      const granted = new Set(Object.keys({ ...ceiling.tools, ...ceiling.delegates }).map(fullTarget));
      for (const name of ceiling.approvals ?? []) {
        if (!granted.has(fullTarget(name)))
          found([...path, 'approvals'], `${name} is not granted here: name a tool that is`);
      }
      const grant = grantOf(ceiling);
      try {
        createAuthority().mint({ principal: role, ...grant });
      } catch (error) {
        found(path, (error as Error).message.replace(/^authority\.mint: /, ''));
      }
      ceilings.push({ role, agent, grant });
    }
  }
  if (problems.length > 0) throw new PolicyError(file, problems.slice(0, MOST_PROBLEMS));
  return createPolicy(text, [...tools.keys()], ceilings);
}

/** A problem of the schema, with those of the alternatives that are meant where there are several. */
function problemsOf(issue: z.core.$ZodIssue, document: PolicyDocument, above: readonly PropertyKey[]): PolicyProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    // A map was given, so that what is wrong inside it says more than "one of three".
    const deepest = issue.errors.filter((inner) => inner.some((cause) => cause.path.length > 0));
    const [inner] = deepest;
    if (inner !== undefined) return inner.flatMap((cause) => problemsOf(cause, document, path));
  }
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return [
    {
      line: document.line([...path, ...keys.slice(0, 1)]),
      path: path.map(String).join(' > '),
      message: messageOf(issue),
    },
  ];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join(', ');
  return issue.message;
}

function checkTools(
  ceiling: Ceiling,
  map: 'tools' | 'delegates',
  known: ReadonlyMap<string, ReadonlySet<string>>,
  found: (path: readonly string[], message: string) => void,
): void {
  for (const [name, terms] of Object.entries(ceiling[map] ?? {})) {
    const names = known.get(fullTarget(name));
    if (names === undefined && !name.startsWith('agent:')) found([map, name], 'the tool is not listed under "tools"');
    if (names === undefined || typeof terms === 'string') continue;
    for (const argument of Object.keys(terms)) {
      if (!names.has(argument)) found([map, name, argument], `the tool has no argument ${JSON.stringify(argument)}`);
    }
  }
}

/** The same without what is left out. */
function grantOf(ceiling: Ceiling): RoleCeiling['grant'] {
  const { tools, delegates, ttlMs, maxDepth, uses, toolUses, budget, audience, approvals, sideEffects } = ceiling;
  return {
    tools: constraintsOf(tools),
    ...(delegates === undefined ? {} : { delegates: constraintsOf(delegates) }),
    ...(ttlMs === undefined ? {} : { ttlMs }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
    ...(uses === undefined ? {} : { uses }),
    ...(toolUses === undefined ? {} : { toolUses }),
    ...(budget === undefined ? {} : { budget }),
    ...(audience === undefined ? {} : { audience }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(sideEffects === undefined ? {} : { sideEffects }),
  };
}

const constraintsOf = (tools: Ceiling['tools']): ToolConstraints =>
  Object.fromEntries(
    Object.entries(tools).map(([name, terms]) => [name, terms === 'any' ? ANY : terms === 'none' ? NONE : terms]),
  );

const ANY = Object.freeze({ type: 'any' } as const);
const NONE = Object.freeze({ type: 'none' } as const);
