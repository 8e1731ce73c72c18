import { describe, expect, it } from 'vitest';
import type { Detection, Detector, Finding } from '../../src/detectors/finding.ts';
import { compileAllowances } from '../../src/filter/allowances.ts';
import { TextJudge } from '../../src/filter/text-judge.ts';

const STRONG = /strong/g;
const WEAK = /weak/g;
const findingsOf = (text: string, words: RegExp, severity: Finding['severity']): Finding[] =>
  [...text.matchAll(words)].map(({ 0: word, index }) => ({
    detector: 'words',
    rule: word,
    start: index,
    end: index + word.length,
    severity,
  }));
const words: Detector = {
  name: 'words',
  scan: (text) => {
    const strong = findingsOf(text, STRONG, 'high');
    const findings = [...strong, ...findingsOf(text, WEAK, 'low')].sort((a, b) => a.start - b.start);
    return { score: strong.length > 0 ? 0.9 : findings.length > 0 ? 0.2 : 0, findings };
  },
};
const judgeOf = (detector: Detector) => new TextJudge(detector, 0.5, undefined, () => new AbortController().signal);
const rulesAt = async (detector: Detector, text: string, context?: string) =>
  (await judgeOf(detector).find(text, context)).map(({ rule, start }) => [rule, start]);
const far = ' '.repeat(400);

describe('weak findings', () => {
  it('belong to the strong one that is near them', async () => {
    const text = `weak strong weak${far}weak${far}strong${far}weak${far}weak strong`;
    const found = await rulesAt(words, text);
    expect(found.filter(([rule]) => rule === 'strong')).toHaveLength(3);
    expect(found.filter(([rule]) => rule === 'weak').map(([, start]) => start)).toEqual([0, 12, text.length - 11]);
  });

  it('are no attempt by themselves', async () => {
    expect(await rulesAt(words, 'weak weak')).toEqual([]);
  });
});

describe('an allowed phrase', () => {
  const allowed = compileAllowances('test', [{ phrases: ['a strong phrase'] }])('tool:t');
  const judge = new TextJudge(words, 0.5, allowed, () => new AbortController().signal);
  const rules = async (text: string) => (await judge.find(text)).map(({ rule }) => rule);

  it('is no attempt, also where something weak stands far away', async () => {
    expect(await rules('This is a strong phrase.')).toEqual([]);
    expect(await rules(`This is a strong phrase.${far}weak`)).toEqual([]);
  });

  it('counts where something suspicious stands beside it, before or behind', async () => {
    expect(await rules('This is a strong phrase, weak.')).toEqual(['weak']);
    expect(await rules('weak, and a strong phrase')).toEqual(['weak']);
    expect(await rules(`a strong phrase${far}strong`)).toEqual(['strong']);
  });
});

describe('a verdict', () => {
  const blind: Detector = {
    name: 'blind',
    scan: (text) => ({ score: text.includes('strong') ? 0.9 : 0, findings: [] }),
  };

  it('that does not say where is about where it comes from, or about all that is new', async () => {
    expect(await rulesAt(blind, 'a strong text')).toEqual([['score', 0]]);
    expect(await rulesAt(blind, 'more', 'a strong text ')).toEqual([['score', 14]]);
  });

  it('on what stood before is not given again', async () => {
    expect(await rulesAt(words, ' more', 'strong')).toEqual([]);
    expect(await rulesAt(words, ' weak strong', 'strong')).toEqual([
      ['weak', 7],
      ['strong', 12],
    ]);
  });

  it('that is none is refused', () => {
    const answers = [
      { score: Number.NaN, findings: [] },
      { score: -1, findings: [] },
      { score: '1', findings: [] },
      { score: 1 },
    ];
    for (const answer of answers) {
      const broken: Detector = { name: 'broken', scan: () => answer as Detection };
      expect(() => judgeOf(broken).find('x')).toThrow('a detector must answer');
    }
  });

  it('of a second look counts, and is checked as well', async () => {
    const settling = (settled: Detection) => ({ ...words, settle: async () => settled });
    expect(await rulesAt(settling({ score: 0, findings: [] }), 'strong')).toEqual([]);
    expect(await rulesAt(settling(words.scan('strong')), 'nothing')).toEqual([['strong', 0]]);
    await expect(rulesAt(settling({ score: Number.NaN, findings: [] }), 'strong')).rejects.toThrow('must answer');
  });
});
