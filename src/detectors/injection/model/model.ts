import type { Span } from '../../pattern.ts';
import { lengthFeature, type Sentence } from './features.ts';
import { passagesOf, wideFeatures } from './windows.ts';

/** A linear model: numbers that stand for the weight of each feature, and what one of them is worth. */
export interface Weights {
  readonly weights: ArrayLike<number>;
  readonly unit: number;
  readonly bias: number;
}

export interface Model {
  readonly near: Weights;
  readonly wide: Weights;
  /** The evidence that scores 0.5. */
  readonly balance: number;
}

export interface Judgement {
  /** The evidence of the strongest stretch, above 0 unless nothing was read. */
  readonly evidence: number;
  /** The sentences that tell most in stretches that reach 0.5, in order. */
  readonly telling: readonly Span[];
}

/** How much the passage counts beside the sentence. */
const WIDE_SHARE = 0.5;

/** Each doubling of the text above this length asks for so much more evidence: there are more places to be wrong in. */
const SHORT = 200;
const LONG = 1600;
const PER_DOUBLING = 0.24;

/** Evidence becomes a score: none is 0, as much as `balance` is 0.5, more comes ever closer to 1. */
export function scoreOf(evidence: number, balance: number): number {
  const share = Math.max(0, evidence) / balance;
  return (share * share) / (1 + share * share);
}

/** Judges each sentence, and with it the passage that it stands in: one pass over both. */
export function judgeSentences(
  sentences: readonly Sentence[],
  length: number,
  { near, wide, balance }: Model,
): Judgement {
  const around = passages(sentences, wide);
  const less = PER_DOUBLING * Math.log2(Math.min(Math.max(length, SHORT), LONG) / SHORT);
  let strongest = Number.NEGATIVE_INFINITY;
  let most = -1;
  let loudest = -1;
  const telling: number[] = [];
  sentences.forEach(({ weight, words }, at) => {
    const alone = softened(near.bias + near.unit * (weight + (near.weights[lengthFeature(words)] ?? 0)));
    const here = alone + (around[at] ?? 0) - less;
    strongest = Math.max(strongest, here);
    if (here < balance) return;
    if (alone > most) {
      most = alone;
      loudest = at;
    }
    // A sentence is told for itself when it reaches 0.5 without its passage; where none does, only the strongest is.
    if (alone >= balance) telling.push(at);
  });
  if (telling.length === 0 && loudest !== -1) telling.push(loudest);
  return {
    evidence: aboveNothing(strongest),
    telling: telling.map((at) => ({ start: sentences[at]?.toldStart ?? 0, end: sentences[at]?.toldEnd ?? 0 })),
  };
}

/** Evidence below this decides nothing. It stays above 0 all the same, so that of two harmless texts one still looks more so. */
const FAINT = 0.02;

const aboveNothing = (evidence: number): number =>
  evidence === Number.NEGATIVE_INFINITY ? 0 : (evidence + Math.sqrt(evidence * evidence + FAINT * FAINT)) / 2;

/** What the passage around each sentence adds. */
function passages(sentences: readonly Sentence[], wide: Weights): Float64Array {
  const around = new Float64Array(sentences.length);
  const features: number[] = [];
  for (const stretch of passagesOf(sentences)) {
    wideFeatures(sentences, stretch, features);
    let weight = 0;
    for (const feature of features) weight += wide.weights[feature] ?? 0;
    const passage = WIDE_SHARE * softened(wide.bias + wide.unit * weight);
    for (let at = stretch.from; at < stretch.to; at += 1) around[at] = Math.max(around[at] ?? 0, passage);
  }
  return around;
}

/** Log-odds as evidence: what speaks against an attack takes nothing away from what speaks for it elsewhere. */
const softened = (logOdds: number): number => (logOdds > 30 ? logOdds : Math.log1p(Math.exp(logOdds)));

/** How much the score of the rules counts beside the model, which has seen the rules as well. */
const RULE_SHARE = 0.1;

/** Rules that are sure of themselves count for more. */
const SURE = 0.5;
const SURE_SHARE = 0.9;

export const evidenceOf = (model: number, rules: number): number =>
  model + RULE_SHARE * rules + SURE_SHARE * Math.max(0, rules - SURE);
