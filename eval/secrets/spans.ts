import type { Detector } from '../../src/detectors/finding.ts';
import type { PersonalRow, TypedSpan } from './rows.ts';

/** The types that are measured: which names of the data mean them, and which rules of the detector find them. */
const types: readonly { readonly type: string; readonly named: RegExp; readonly rules: readonly string[] }[] = [
  { type: 'email', named: /^E_?MAIL/i, rules: ['email'] },
  { type: 'card', named: /CREDIT_?CARD|^CARD/i, rules: ['card-number'] },
  { type: 'iban', named: /^IBAN/i, rules: ['iban'] },
  { type: 'ssn', named: /^(?:US_)?SSN|^SOCIAL_SECURITY/i, rules: ['us-ssn'] },
  { type: 'ip', named: /^IP(?:_ADDRESS|V[46]|$)/i, rules: ['ip-address'] },
  { type: 'phone', named: /PHONE|MOBILE_NUMBER/i, rules: ['phone-number'] },
  { type: 'mac', named: /^MAC(?:_ADDRESS|$)/i, rules: ['mac-address'] },
];

/** Types that count in the joint score. */
const JOINT: readonly string[] = ['email', 'card', 'iban', 'ssn', 'ip'];

export interface SpanScore {
  readonly type: string;
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  /** Spans that were found with exactly their first and last unit. */
  readonly exact: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * One score for each type that occurs in the data, and `joint` over e-mail, card, IBAN, SSN and IP. A finding is right when it has the type of
 * a span and shares at least half of the two together; each span counts once. Findings of a measured type in texts without
 * one count against it.
 */
export function scoreSpans(rows: readonly PersonalRow[], detector: Detector): SpanScore[] {
  const found = rows.map(({ text }) => detector.scan(text).findings);
  const scores = types.map(({ type, named, rules }) => {
    const counts = { expected: 0, found: 0, right: 0, exact: 0 };
    rows.forEach(({ spans }, row) => {
      const expected = spans.filter((span) => named.test(span.type));
      const seen = (found[row] ?? []).filter(({ rule }) => rules.includes(rule));
      counts.expected += expected.length;
      counts.found += seen.length;
      for (const span of expected) {
        counts.right += seen.some((finding) => agrees(finding, span)) ? 1 : 0;
        counts.exact += seen.some(({ start, end }) => start === span.start && end === span.end) ? 1 : 0;
      }
    });
    return scoreOf(type, counts);
  });
  const present = scores.filter(({ expected }) => expected > 0);
  const joint = present.filter(({ type }) => JOINT.includes(type));
  const sum = (name: 'expected' | 'found' | 'right' | 'exact'): number =>
    joint.reduce((total, score) => total + score[name], 0);
  const all = { expected: sum('expected'), found: sum('found'), right: sum('right'), exact: sum('exact') };
  return [...present, scoreOf('joint', all)];
}

type Place = Pick<TypedSpan, 'start' | 'end'>;

function agrees(a: Place, b: Place): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared * 2 >= Math.max(a.end, b.end) - Math.min(a.start, b.start);
}

function scoreOf(type: string, counts: Pick<SpanScore, 'expected' | 'found' | 'right' | 'exact'>): SpanScore {
  const precision = Math.min(1, counts.right / counts.found);
  const recall = counts.right / counts.expected;
  const f1 = counts.right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { type, ...counts, precision, recall, f1 };
}
