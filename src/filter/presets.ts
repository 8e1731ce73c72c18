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

/**
 * Thresholds on the score of `injection()`, each with the share of harmless texts that reach it: of 9,656 ordinary prompts
 * and 4,790 clean documents, each judged by a model that was trained without its source (`npm run train:injection --
 * --scores FILE`). `npm run eval:injection` counts at these thresholds.
 */
export const presets: Readonly<Record<PromptPreset, Preset>> = {
  strict: { threshold: 0.4, prompts: 0.0114, documents: 0.0025 },
  balanced: { threshold: 0.5, prompts: 0.0059, documents: 0.0015 },
  lenient: { threshold: 0.65, prompts: 0.0027, documents: 0.001 },
};
