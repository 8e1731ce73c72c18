/** Packages without types of their own: what is used of them. */
declare module 'llm_guardrail' {
  export function checkInjection(prompt: string): Promise<{ readonly detected: boolean }>;
}

declare module '*/scan-prompt.js' {
  export function scanAgentPrompt(given: {
    readonly prompt_text: string;
    readonly verbosity: 'minimal';
  }): Promise<{ readonly content: readonly { readonly text: string }[] }>;
}
