/**
 * A program of its own for one peer, named on its command line: some keep worker pools that never end, and what one loads should not
 * slow another. It is sent lists of texts and answers with lists of verdicts.
 */
export interface Answer {
  readonly verdicts: readonly { readonly flagged: boolean; readonly failed: boolean }[];
  /** Time of all processor cores for these texts, worker threads of the peer included. */
  readonly cpuMicroseconds: number;
}

type Scan = (text: string) => boolean | Promise<boolean>;

/** Each peer as its own documentation calls it, with its own defaults. */
const scanners: ReadonlyMap<string, () => Promise<Scan>> = new Map<string, () => Promise<Scan>>([
  ['vard moderate', () => vard('moderate')],
  ['vard strict', () => vard('strict')],
  ['agt context', contextPoisoning],
  ['agt tool descriptions', toolDescriptions],
  ['hai-guardrails', haiGuardrails],
  ['llm-guard', llmGuard],
  ['llm_guardrail', llmGuardrail],
  ['reactive-agents', reactiveAgents],
  ['agent-security-scanner', agentSecurityScanner],
]);

async function vard(preset: 'moderate' | 'strict'): Promise<Scan> {
  const { default: builder } = await import('@andersmyrmel/vard');
  const guard = builder[preset]();
  return (text) => !guard.safeParse(text).safe;
}

async function contextPoisoning(): Promise<Scan> {
  const { ContextPoisoningDetector } = await import('@microsoft/agent-governance-sdk');
  const about = {
    entryId: 'entry',
    agentId: 'agent',
    sessionId: 'session',
    role: 'user' as const,
    timestamp: new Date(0).toISOString(),
  };
  // A new one each time: it remembers entries, and these texts are not one session.
  return (content) => new ContextPoisoningDetector().scanEntry({ ...about, content }).length > 0;
}

async function toolDescriptions(): Promise<Scan> {
  const { McpSecurityScanner } = await import('@microsoft/agent-governance-sdk');
  const scanner = new McpSecurityScanner();
  return (description) => !scanner.scan({ name: 'document', description }).safe;
}

async function haiGuardrails(): Promise<Scan> {
  const { GuardrailsEngine, injectionGuard } = await import('@presidio-dev/hai-guardrails');
  const engine = new GuardrailsEngine({
    guards: [injectionGuard({ roles: ['user'] }, { mode: 'pattern', threshold: 0.5 })],
  });
  return async (content) => {
    const { messagesWithGuardResult } = await engine.run([{ role: 'user', content }]);
    return messagesWithGuardResult[0]?.messages[0]?.passed === false;
  };
}

async function llmGuard(): Promise<Scan> {
  const { LLMGuard } = await import('llm-guard');
  const guard = new LLMGuard({ promptInjection: true, jailbreak: true });
  return async (text) => !(await guard.validate(text)).isValid;
}

async function llmGuardrail(): Promise<Scan> {
  const { checkInjection } = await import('llm_guardrail');
  return async (text) => (await checkInjection(text)).detected;
}

async function reactiveAgents(): Promise<Scan> {
  const { Effect } = await import('effect');
  const { detectInjection } = await import('@reactive-agents/guardrails');
  return (text) => Effect.runSync(detectInjection(text)).detected;
}

async function agentSecurityScanner(): Promise<Scan> {
  // Its tool is offered over MCP; the function behind it is what that calls.
  const { scanAgentPrompt } = await import('./node_modules/agent-security-scanner-mcp/src/tools/scan-prompt.js');
  return async (text) => {
    const { content } = await scanAgentPrompt({ prompt_text: text, verbosity: 'minimal' });
    return !/"action":\s*"(?:ALLOW|LOG)"/.test(content[0]?.text ?? '');
  };
}

const load = scanners.get(process.argv[2] ?? '');
if (load === undefined) throw new Error(`There is no peer "${process.argv[2] ?? ''}".`);
const scan = await load();
await scan('A first text, so that what a peer loads late is loaded.');

process.on('message', (texts) => {
  if (isTexts(texts)) answer(texts).catch(stop);
});
process.send?.('ready');

async function answer(texts: readonly string[]): Promise<void> {
  const before = process.cpuUsage();
  const verdicts: { flagged: boolean; failed: boolean }[] = [];
  for (const text of texts) {
    const found = await attempt(text);
    verdicts.push({ flagged: found === true, failed: found === undefined });
  }
  const { user, system } = process.cpuUsage(before);
  const given: Answer = { verdicts, cpuMicroseconds: user + system };
  process.send?.(given);
}

/** `undefined` where the peer throws. */
async function attempt(text: string): Promise<boolean | undefined> {
  try {
    return await scan(text);
  } catch {
    return undefined;
  }
}

function stop(error: unknown): void {
  console.error(error);
  process.exit(1);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
