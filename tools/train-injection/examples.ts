import { findLinks } from '../../src/detectors/injection/links.ts';
import type { Sentence } from '../../src/detectors/injection/model/features.ts';
import { createSentenceReader, lengthFeature } from '../../src/detectors/injection/model/features.ts';
import { passagesOf, type Stretch, wideFeatures } from '../../src/detectors/injection/model/windows.ts';
import { createPhrases } from '../../src/detectors/injection/phrases.ts';
import { readings } from '../../src/detectors/readings/readings.ts';
import type { Row } from './rows.ts';

/** What one of the two models sees of a text: features of each stretch, and whether an attack stands in it. */
export interface Seen {
  readonly stretches: readonly Int32Array[];
  /** `undefined` where the whole text is the attack, or where there is none. */
  readonly planted: readonly boolean[] | undefined;
}

export interface Example {
  readonly row: Row;
  readonly sentences: readonly Sentence[];
  /** Features of each sentence, whose weights are not known yet. */
  readonly features: readonly Int32Array[];
  readonly length: number;
  readonly near: Seen;
  readonly wide: Seen;
}

/** Makes the reader of rows; it sees a text as `injection()` does, as it stands. */
export function createExampleReader(): (row: Row) => Example {
  const phrases = createPhrases();
  const read = createSentenceReader();
  const lowerOf = (text: string): string => {
    for (const reading of readings(text, { depth: 3 })) return reading.text;
    return text;
  };
  return (row) => {
    const lower = lowerOf(row.text);
    const found = [...phrases(lower).filter(({ inDocuments }) => !inDocuments), ...findLinks(lower)].sort(
      (a, b) => a.start - b.start,
    );
    const flat: number[] = [];
    // Each feature weighs 1 here, so that the weight of a sentence is the number of its features.
    const sentences = read(lower, found, (feature) => {
      flat.push(feature);
      return 1;
    });
    let end = 0;
    const features = sentences.map(({ weight }) => {
      end += weight;
      return Int32Array.from(flat.slice(end - weight, end));
    });
    const attack = row.planted === undefined ? undefined : lowerOf(row.planted).trim();
    const at = attack === undefined ? -1 : lower.indexOf(attack.slice(0, 40));
    const span = attack === undefined || at === -1 ? undefined : { start: at, end: at + attack.length };
    const near = sentences.map((_, from) => ({ from, to: from + 1 }));
    const wide = passagesOf(sentences);
    const planted = (stretches: readonly Stretch[]): boolean[] | undefined =>
      span === undefined ? undefined : stretches.map((stretch) => overlaps(sentences, stretch, span));
    return {
      row,
      sentences,
      features,
      length: lower.length,
      near: {
        stretches: sentences.map(({ words }, at) => Int32Array.from([...(features[at] ?? []), lengthFeature(words)])),
        planted: planted(near),
      },
      wide: {
        stretches: wide.map((stretch) => {
          const found: number[] = [];
          wideFeatures(sentences, stretch, found);
          return Int32Array.from(found);
        }),
        planted: planted(wide),
      },
    };
  };
}

/** Whether a stretch shares more than half of itself or of the span with it. */
function overlaps(
  sentences: readonly Sentence[],
  { from, to }: Stretch,
  span: { start: number; end: number },
): boolean {
  const start = sentences[from]?.start ?? 0;
  const end = sentences[to - 1]?.end ?? 0;
  const shared = Math.min(end, span.end) - Math.max(start, span.start);
  return shared > 0.5 * Math.min(end - start, span.end - span.start);
}
