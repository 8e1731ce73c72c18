const LOG_2 = Math.LN2;

/**
 * e to the power of a number, to about fifteen digits, by additions, multiplications and divisions alone: `Math.exp` may differ in its last bit from
 * one engine to the next, and training would carry the difference on.
 */
export function exponential(power: number): number {
  if (power < -700) return 0;
  if (power > 700) return Number.POSITIVE_INFINITY;
  const doublings = Math.round(power / LOG_2);
  const rest = power - doublings * LOG_2;
  let sum = 1;
  let term = 1;
  for (let step = 1; step <= 14; step += 1) {
    term = (term * rest) / step;
    sum += term;
  }
  return sum * powerOfTwo(doublings);
}

function powerOfTwo(power: number): number {
  let result = 1;
  for (let left = Math.abs(power); left > 0; left -= 1) result *= 2;
  return power < 0 ? 1 / result : result;
}
