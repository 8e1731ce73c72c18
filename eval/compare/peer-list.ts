import { readFileSync } from 'node:fs';

export interface Peer {
  /** As `eval/peers/scanners.ts` knows it. */
  readonly name: string;
  readonly package: string;
  /** Takes milliseconds for each text, so it is given a part of the rows unless `--most 0` asks for all. */
  readonly slow?: true;
}

export const peers: readonly Peer[] = [
  { name: 'vard moderate', package: '@andersmyrmel/vard' },
  { name: 'vard strict', package: '@andersmyrmel/vard' },
  { name: 'agt context', package: '@microsoft/agent-governance-sdk' },
  { name: 'agt tool descriptions', package: '@microsoft/agent-governance-sdk' },
  { name: 'hai-guardrails', package: '@presidio-dev/hai-guardrails' },
  { name: 'llm-guard', package: 'llm-guard' },
  { name: 'llm_guardrail', package: 'llm_guardrail', slow: true },
  { name: 'reactive-agents', package: '@reactive-agents/guardrails' },
  { name: 'agent-security-scanner', package: 'agent-security-scanner-mcp' },
];

/** The exact version that is installed, from the folder's package.json. */
export function versionOf(peer: Peer): string {
  const { dependencies } = JSON.parse(readFileSync(new URL('../peers/package.json', import.meta.url), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return `${peer.package}@${dependencies[peer.package] ?? 'unknown'}`;
}
