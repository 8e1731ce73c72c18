import type { ExitCode, Output } from './output.ts';
import { policyCheck } from './policy-check.ts';
import { policyExplain } from './policy-explain.ts';

const USAGE = `crewguard policy check FILE
  Says what is wrong with a policy file, each with its line.
  Exit code: 0 the file can be used, 1 it cannot, 2 it could not be read.

crewguard policy explain FILE --role ROLE --agent AGENT --call CALL [--read-only]
    [--audience NAME] [--cost UNITS] [--json]
  Says what would happen to a call and why. CALL is JSON, or a file with it, or - for standard input:
  {"tool": "mail.send", "arguments": {"to": "ann@example.com"}}
  --role may be given more than once; --read-only: the tool changes nothing outside; --audience, --cost: what
  capability() says where the tool is called. Exit code: 0 allowed, 1 refused or in need of an approval,
  2 no answer.`;

/** Runs one command line, without the program's name. */
export async function runCommand(words: readonly string[], terminal: Output): Promise<ExitCode> {
  const output: Output = { out: (text) => terminal.out(plain(text)), error: (text) => terminal.error(plain(text)) };
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

/** What could move or forge text on a terminal, as escapes that JSON knows too: calls and files may be a stranger's. */
const plain = (text: string): string =>
  text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
