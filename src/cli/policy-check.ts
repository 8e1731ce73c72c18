import { parseArgs } from 'node:util';
import { PolicyError } from '../policy/policy-error.ts';
import { policyText } from '../policy/policy-text.ts';
import { readPolicy } from '../policy/read.ts';
import type { ExitCode, Output } from './output.ts';

export async function policyCheck(words: readonly string[], { out, error }: Output): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new Error('policy check takes one file. See crewguard --help.');
  const text = await policyText(file);
  try {
    const { ceilings, tools } = await readPolicy(file, text);
    const roles = new Set(ceilings.map(({ role }) => role));
    const agents = new Set(ceilings.map(({ agent }) => agent));
    out(
      `${file}: fine. ${counted(roles.size, 'role')}, ${counted(agents.size, 'agent')}, ${counted(tools.length, 'tool')}.`,
    );
    return 0;
  } catch (problem) {
    if (!(problem instanceof PolicyError)) throw problem;
    error(problem.message);
    return 1;
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
