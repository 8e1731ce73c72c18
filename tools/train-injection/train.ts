import {
  classPriors,
  NEAR_FEATURES,
  nearMark,
  rulePriors,
  WIDE_FEATURES,
  WORDS,
} from '../../src/detectors/injection/model/features.ts';
import type { Model, Weights } from '../../src/detectors/injection/model/model.ts';
import { wideMark } from '../../src/detectors/injection/model/windows.ts';
import type { Example } from './examples.ts';
import { type Learned, learn } from './learn.ts';

/** A rule of weight 1 speaks for so much log-odds before training. */
const PRIOR = 3;

const priors = [...rulePriors.map(([mark, weight]) => [mark, PRIOR * weight] as const), ...classPriors];

/** Weights as they are shipped: whole numbers from -127 to 127, and what one of them is worth. */
export interface Small extends Weights {
  readonly weights: Int8Array;
}

export interface SmallModel extends Model {
  readonly near: Small;
  readonly wide: Small;
}

/** Trains both models. `balance` is found later, on texts that were left out. */
export function train(examples: readonly Example[]): SmallModel {
  const near = learn(examples, {
    features: NEAR_FEATURES,
    see: (example) => example.near,
    pull: 0.25,
    surface: WORDS,
    priors: new Map(priors.map(([mark, weight]) => [nearMark(mark), weight])),
    choosing: true,
  });
  const wide = learn(examples, {
    features: WIDE_FEATURES,
    see: (example) => example.wide,
    pull: 0.1,
    surface: WIDE_FEATURES,
    priors: new Map(priors.map(([mark, weight]) => [wideMark(mark, 0), weight])),
    choosing: false,
  });
  return { near: small(near), wide: small(wide), balance: 1 };
}

function small({ weights, bias }: Learned): Small {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const unit = Math.fround(largest / 127);
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / unit)), unit, bias: Math.fround(bias) };
}
