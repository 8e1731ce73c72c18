import { describe, expect, it } from 'vitest';
import { checkedClassification } from '../../../src/detectors/slow/slow-detector.ts';

describe('what a slow detector answers', () => {
  const findings = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ rule: 'told', start: at, end: at + 1 }));
  const checked = (count: number) =>
    checkedClassification('judge', 'x'.repeat(300), { score: 0.9, findings: findings(count) });
  it('is about the whole text where it names too many places', () => {
    expect(checked(200).findings).toHaveLength(200);
    expect(checked(201)).toEqual({ score: 0.9, findings: [] });
  });
});
