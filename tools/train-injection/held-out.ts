import { injection } from '../../src/detectors/injection/injection.ts';
import { evidenceOf, judgeSentences, type Model } from '../../src/detectors/injection/model/model.ts';
import type { Example } from './examples.ts';
import { OWN } from './rows.ts';
import { train } from './train.ts';

/** Into how many parts the data is divided; the seven origins with most attacks are in different parts. */
const FOLDS = 7;

export interface Held {
  readonly example: Example;
  /** Evidence from a model that saw nothing of the text's origin. */
  readonly evidence: number;
}

/** Judges each text by a model that was trained without its origin. The own texts are always learned from, and never judged. */
export function judgeHeldOut(examples: readonly Example[], say: (line: string) => void): Held[] {
  const folds = foldsOf(examples);
  const held: Held[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = train(examples.filter(({ row }) => folds.get(row.origin) !== fold));
    const out = examples.filter(({ row }) => folds.get(row.origin) === fold);
    for (const example of out) held.push({ example, evidence: evidenceIn(example, model) });
    say(
      `fold ${fold + 1} of ${FOLDS}: ${out.length} texts of ${[...folds]
        .filter(([, of]) => of === fold)
        .map(([origin]) => origin)
        .join(', ')}`,
    );
  }
  return held;
}

const rules = injection({ model: false });
const rulesOfDocuments = injection({ model: false, source: 'document' });

function evidenceIn({ row, sentences, features, length }: Example, model: Model): number {
  const { weights } = model.near;
  const weighed = sentences.map((sentence, at) => ({
    ...sentence,
    weight: features[at]?.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0) ?? 0,
  }));
  const read = row.use === 'documents' || row.use === 'indirect' ? rulesOfDocuments : rules;
  return evidenceOf(judgeSentences(weighed, length, model).evidence, read.scan(row.text).score);
}

/** Divides origins: those with most attacks first, each to the fold that has least. */
function foldsOf(examples: readonly Example[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, { attacks: number; honest: number }>();
  for (const { row } of examples) {
    if (row.origin === OWN) continue;
    const size = sizes.get(row.origin) ?? { attacks: 0, honest: 0 };
    if (row.attack) size.attacks += 1;
    else size.honest += 1;
    sizes.set(row.origin, size);
  }
  const load = Array.from({ length: FOLDS }, () => ({ attacks: 0, honest: 0 }));
  const folds = new Map<string, number>();
  const place = (origin: string, key: 'attacks' | 'honest'): void => {
    let best = 0;
    for (let fold = 1; fold < FOLDS; fold += 1) {
      if ((load[fold]?.[key] ?? 0) < (load[best]?.[key] ?? 0)) best = fold;
    }
    folds.set(origin, best);
    const into = load[best];
    const size = sizes.get(origin);
    if (into === undefined || size === undefined) return;
    into.attacks += size.attacks;
    into.honest += size.honest;
  };
  for (const key of ['attacks', 'honest'] as const) {
    const origins = [...sizes].filter(([origin, size]) => !folds.has(origin) && size[key] > 0);
    origins.sort(([nameA, a], [nameB, b]) => b[key] - a[key] || (nameA < nameB ? -1 : 1));
    for (const [origin] of origins) place(origin, key);
  }
  return folds;
}
