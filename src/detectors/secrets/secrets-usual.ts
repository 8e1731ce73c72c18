import type { Detector } from '../finding.ts';
import { CONTEXT, createPatternDetector, type PatternDetector } from '../pattern-detector.ts';
import { inAllForms, secretPatterns } from './secret-rules.ts';
import { mayHoldOtherForms } from './secrets-other-forms.ts';

/** How much text is looked through for other forms before it is cheaper to be ready for them, in UTF-16 units. */
const MOST_LOOKED_AT = 100_000;

/**
 * The detector with all rules. Most keywords are of other forms, and take most of the time to be made ready: that waits for
 * a text that can hold one.
 */
export function usualSecrets(): Detector {
  let all: PatternDetector | undefined;
  let plain: Detector | undefined;
  let left = MOST_LOOKED_AT;
  const inAll = (): PatternDetector => {
    all ??= createPatternDetector('secrets', inAllForms(secretPatterns()));
    plain = undefined;
    return all;
  };

  return Object.freeze({
    name: 'secrets',
    scan(text: string) {
      left -= text.length;
      if (all !== undefined || left < 0 || mayHoldOtherForms(text)) return inAll().scan(text);
      plain ??= createPatternDetector('secrets', secretPatterns());
      return plain.scan(text);
    },
    streaming: Object.freeze({
      context: CONTEXT,
      settled: (text: string) => inAll().streaming.settled(text),
      closes: (rule: string, text: string, from: number) => inAll().streaming.closes(rule, text, from),
      begin: () => inAll().streaming.begin(),
    }),
  });
}
