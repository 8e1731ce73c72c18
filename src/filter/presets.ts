/** How soon a text counts as an attempt. */
export type PromptPreset = 'strict' | 'balanced' | 'lenient';

/** A threshold, and how many harmless texts it flags, as shares of 1. */
interface Preset {
  readonly threshold: number;
  /** Of ordinary prompts. */
  readonly prompts: number;
  /** Of clean documents. */
  readonly documents: number;
}

/** Thresholds on the score of `injection()`, with the false-positive rates that `npm run eval:injection` gives for them. */
export const presets: Readonly<Record<PromptPreset, Preset>> = {
  strict: { threshold: 0.35, prompts: 0.02, documents: 0.01 },
  balanced: { threshold: 0.5, prompts: 0.01, documents: 0.005 },
  lenient: { threshold: 0.75, prompts: 0.003, documents: 0.001 },
};
