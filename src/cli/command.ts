import type { ExitCode, Output } from './output.ts';
import { policyCheck } from './policy-check.ts';
import { policyExplain } from './policy-explain.ts';

const USAGE = `crewguard policy check FILE
  Says what is wrong with a policy file, each with its line.
  Exit code: 0 the file can be used, 1 it cannot, 2 it could not be read.

crewguard policy explain FILE --role ROLE --agent AGENT --call CALL [--json]
  Says what would happen to a call and why. CALL is JSON, or a file with it, or - for standard input:
  {"tool": "mail.send", "arguments": {"to": "ann@example.com"}}
  --role may be given more than once. Exit code: 0 allowed, 1 refused or in need of an approval, 2 no answer.`;

/** Runs one command line, without the program's name. */
export async function runCommand(words: readonly string[], output: Output): Promise<ExitCode> {
  const [topic, verb, ...rest] = words;
  if (words.includes('--help') || words.includes('-h')) {
    output.out(USAGE);
    return 0;
  }
  try {
    if (topic === 'policy' && verb === 'check') return await policyCheck(rest, output);
    if (topic === 'policy' && verb === 'explain') return await policyExplain(rest, output);
  } catch (error) {
    output.error(`crewguard: ${(error as Error).message}`);
    return 2;
  }
  output.error(
    `${words.length === 0 ? '' : `crewguard: there is no command ${JSON.stringify(words.slice(0, 2).join(' '))}.\n\n`}${USAGE}`,
  );
  return 2;
}
