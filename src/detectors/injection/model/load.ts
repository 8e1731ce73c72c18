import { trained } from './data.ts';
import type { Model, Weights } from './model.ts';

/** Reads the shipped weights: once, when they are first needed. */
export const loadModel = (): Model => ({
  near: weightsOf(trained.near),
  wide: weightsOf(trained.wide),
  balance: trained.balance,
});

function weightsOf({
  weights,
  unit,
  bias,
}: {
  readonly weights: string;
  readonly unit: number;
  readonly bias: number;
}): Weights {
  const bytes = Buffer.from(weights, 'base64');
  return { weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), unit, bias };
}
