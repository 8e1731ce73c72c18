import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { loadPolicy } from '../policy/live.ts';
import type { PolicyAnswer } from '../policy/policy.ts';
import type { ExitCode, Output } from './output.ts';

export async function policyExplain(words: readonly string[], { out }: Output): Promise<ExitCode> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      role: { type: 'string', multiple: true },
      agent: { type: 'string' },
      call: { type: 'string' },
      'read-only': { type: 'boolean' },
      audience: { type: 'string' },
      cost: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  const { role: roles, agent, call } = values;
  if (
    file === undefined ||
    positionals.length > 1 ||
    roles === undefined ||
    agent === undefined ||
    call === undefined
  ) {
    throw new Error('policy explain takes one file, --role, --agent and --call. See crewguard --help.');
  }
  const policy = await loadPolicy(file);
  const { tool, ...asked } = await callOf(call);
  const { audience, cost } = values;
  const answer = policy.explain({
    roles,
    agent,
    tool,
    ...asked,
    sideEffects: values['read-only'] !== true,
    ...(audience === undefined ? {} : { audience }),
    ...(cost === undefined ? {} : { cost: costOf(cost) }),
  });
  out(values.json === true ? JSON.stringify({ tool, ...answer }) : sentence(tool, answer));
  return answer.decision === 'allow' ? 0 : 1;
}

function costOf(given: string): number {
  const cost = Number(given);
  if (!/^\d+$/.test(given) || !Number.isSafeInteger(cost)) throw new Error('--cost must be a whole number, 0 or more.');
  return cost;
}

const VERDICTS = { allow: 'allowed', approve: 'needs an approval', deny: 'refused' } as const;

function sentence(tool: string, { decision, reason, role, argument, constraint }: PolicyAnswer): string {
  const where =
    argument === undefined
      ? ''
      : ` (argument ${JSON.stringify(argument)}${constraint === undefined ? '' : `, ${constraint}`})`;
  const by = role === undefined ? '' : `\nDecided by role ${JSON.stringify(role)}.`;
  return `${tool}: ${VERDICTS[decision]}: ${reason}${where}.${by}`;
}

/** A call as JSON, in the words themselves, in a file, or on standard input. */
async function callOf(given: string): Promise<{ readonly tool: string; readonly arguments?: unknown }> {
  const json = given.trimStart().startsWith('{')
    ? given
    : given === '-'
      ? await text(process.stdin)
      : await readFile(given, 'utf8');
  let call: unknown;
  try {
    call = JSON.parse(json);
  } catch {
    throw new Error('--call is not JSON.');
  }
  const {
    tool,
    arguments: passed,
    ...others
  } = (call ?? {}) as { readonly tool?: unknown; readonly arguments?: unknown };
  if (typeof tool !== 'string' || Object.keys(others).length > 0) {
    throw new Error('--call must be {"tool": "name", "arguments": {...}}, and nothing else.');
  }
  return passed === undefined ? { tool } : { tool, arguments: passed };
}
