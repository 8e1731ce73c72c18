import { exponential } from './arithmetic.ts';
import type { Example, Seen } from './examples.ts';
import { OWN, type Row } from './rows.ts';

/** A trained linear model, before its weights are made small numbers. */
export interface Learned {
  readonly weights: Float64Array;
  bias: number;
}

export interface Plan {
  readonly features: number;
  readonly see: (example: Example) => Seen;
  /** How strongly weights are drawn back to where they started. */
  readonly pull: number;
  /** Features from here on are words of the surface, which are drawn back more strongly. */
  readonly surface: number;
  /** Weights known before training. */
  readonly priors: ReadonlyMap<number, number>;
  /** Whether only the telling stretches of a long attack are learned from, once there is a first model to tell them. */
  readonly choosing: boolean;
}

/** The order of the lessons alone moves held-out recall by half a per cent: the mean of several orders does not depend on luck. */
const SEEDS = [777, 1, 2, 3] as const;
const SURFACE_PULL = 0.5;
const EPOCHS = 4;
const RATE = 0.1;
/** Weight of all attacks together, beside all honest stretches. */
const ATTACK_SHARE = 0.35;
const MOST_ATTACK_WEIGHT = 30;
const HONEST_STRETCHES = 40;
/** How much more an own text weighs than another: what was written to be unlike the usual attacks carries over to other sources. */
const OWN_WEIGHT = 2;
/** An attack of more stretches than this does not count as one from end to end. */
const SHORT_NEAR = 8;
const SHORT_WIDE = 4;

interface Lesson {
  readonly features: Int32Array;
  readonly attack: boolean;
  readonly weight: number;
}

/** The mean of logistic regressions that saw the same lessons in other orders. */
export function learn(examples: readonly Example[], plan: Plan): Learned {
  const runs = SEEDS.map((seed) => learnOnce(examples, plan, seed));
  const mean = (of: (learned: Learned) => number): number =>
    runs.reduce((sum, learned) => sum + of(learned), 0) / runs.length;
  return {
    weights: Float64Array.from({ length: plan.features }, (_, feature) => mean(({ weights }) => weights[feature] ?? 0)),
    bias: mean(({ bias }) => bias),
  };
}

/**
 * Logistic regression by AdaGrad. The same examples in the same order give the same bits on every machine: fixed order, fixed
 * seeds, and no arithmetic but `+ - * /` and the square root, which IEEE 754 rounds exactly.
 */
function learnOnce(examples: readonly Example[], plan: Plan, seed: number): Learned {
  const start = new Float64Array(plan.features);
  for (const [feature, weight] of plan.priors) start[feature] = weight;
  const learned: Learned = { weights: start.slice(), bias: -3 };
  const squares = new Float64Array(plan.features).fill(0.1);
  let biasSquares = 1;
  const honest = examples
    .filter(({ row }) => !row.attack)
    .flatMap((example, at) => honestLessons(plan.see(example), at, weightOf(example.row)));
  const attacks = examples.filter(({ row }) => isLesson(row, plan));
  const counts = new Map<string, number>();
  for (const { row } of attacks) counts.set(row.origin, (counts.get(row.origin) ?? 0) + 1);
  const random = createRandom(seed);

  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const found = attacks.flatMap((example) => {
      const stretches = telling(plan.see(example), plan, epoch === 0 ? undefined : learned);
      const alike = (counts.get(example.row.origin) ?? 1) * Math.max(1, stretches.length);
      const weight = weightOf(example.row) / Math.sqrt(alike);
      return stretches.map((features): Lesson => ({ features, attack: true, weight }));
    });
    const total = found.reduce((sum, { weight }) => sum + weight, 0);
    const scale = Math.min(MOST_ATTACK_WEIGHT, (ATTACK_SHARE * honest.length) / total);
    const lessons = [...found, ...honest];
    shuffle(lessons, random);
    for (const { features, attack, weight } of lessons) {
      const error = (probability(logOdds(learned, features)) - (attack ? 1 : 0)) * weight * (attack ? scale : 1);
      if (Math.abs(error) < 1e-3) continue;
      biasSquares += error * error;
      learned.bias -= (RATE * error) / Math.sqrt(biasSquares);
      for (const feature of features) {
        const weightNow = learned.weights[feature] ?? 0;
        const pull = feature < plan.surface ? plan.pull : SURFACE_PULL;
        const slope = error + pull * (weightNow - (start[feature] ?? 0));
        const square = (squares[feature] ?? 0) + slope * slope;
        squares[feature] = square;
        learned.weights[feature] = weightNow - (RATE * slope) / Math.sqrt(square);
      }
    }
  }
  return learned;
}

/**
 * Attacks that say in words what they want. Others are known by what they ask in their place, which does not carry over to other
 * sources. The wide model does not learn from harmless documents with an attack in them.
 */
const isLesson = ({ attack, cue, origin, planted }: Row, { choosing }: Plan): boolean =>
  attack && (cue || origin === OWN) && (choosing || planted === undefined);

function logOdds({ weights, bias }: Learned, features: Int32Array): number {
  let sum = bias;
  for (const feature of features) sum += weights[feature] ?? 0;
  return sum;
}

const probability = (odds: number): number => 1 / (1 + exponential(-odds));

const weightOf = ({ origin }: Row): number => (origin === OWN ? OWN_WEIGHT : 1);

function honestLessons({ stretches }: Seen, offset: number, weight: number): Lesson[] {
  const step = Math.max(1, Math.floor(stretches.length / HONEST_STRETCHES));
  return stretches
    .filter((_, at) => (at + offset) % step === 0)
    .map((features) => ({ features, attack: false, weight }));
}

/** The stretches of an attack to learn from: where it is planted, or all of a short one, or what a first model finds telling. */
function telling({ stretches, planted }: Seen, { choosing }: Plan, model: Learned | undefined): readonly Int32Array[] {
  const inside = planted === undefined ? stretches : stretches.filter((_, at) => planted[at] === true);
  if (model === undefined || !choosing) {
    const short = planted !== undefined || stretches.length <= (choosing ? SHORT_NEAR : SHORT_WIDE);
    const [first] = stretches;
    return short && inside.length > 0 ? inside : first !== undefined && !choosing ? [first] : [];
  }
  let best: Int32Array | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  const strong: Int32Array[] = [];
  for (const features of inside) {
    const odds = logOdds(model, features);
    if (odds > 1) strong.push(features);
    if (odds > highest) {
      highest = odds;
      best = features;
    }
  }
  return strong.length > 0 || best === undefined ? strong : [best];
}

type Random = () => number;

/** Numbers from 0 to 1, always the same ones: a linear congruential generator. */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function shuffle<Item>(items: Item[], random: Random): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [items[at], items[other]];
    if (a === undefined || b === undefined) continue;
    items[at] = b;
    items[other] = a;
  }
}
