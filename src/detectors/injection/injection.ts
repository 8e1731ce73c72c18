import { checkOptions, choiceOption, optionError } from '../../options.ts';
import { byStart, type Detection, type Detector, type Finding, NOTHING, type Severity } from '../finding.ts';
import { type Disguise, type Reading, readings } from '../readings/readings.ts';
import { findLinks } from './links.ts';
import { createSentenceReader, type ReadSentences, type Weigh } from './model/features.ts';
import { loadModel } from './model/load.ts';
import { isMention } from './model/mention.ts';
import { evidenceOf, judgeSentences, type Model, scoreOf } from './model/model.ts';
import { createPhrases, type FindPhrases, type Phrase } from './phrases.ts';
import { textWindows } from './text-windows.ts';

export interface InjectionOptions {
  /** How many layers of encoding are opened: 0 to 3. Default 3. */
  readonly depth?: number;
  /** Whether the embedded model weighs what the rules alone do not tell. Default true; without it, rules alone judge. */
  readonly model?: boolean;
  /**
   * Whose text it is. `document`: a page, mail, file or result of a tool, which has nothing to ask of the reader: there it counts as
   * well to ask for the reader's work at a given address, and for a search or a call without end. Default `any`, for texts that
   * may be a user's, who may ask for all that.
   */
  readonly source?: 'any' | 'document';
}

/** Findings that stand nearer to each other than this, in UTF-16 units, speak for one attempt. */
const WINDOW = 600;

/** What is said in an encoding or in invisible characters was not meant for a reader's eyes. */
const HIDDEN_BONUS = 0.25;

/** How much evidence of the model counts in a reading that takes a disguise off: there are many, each one more chance to be wrong. */
const DISGUISED = 0.55;
/** The same for disguises that no page, list, file or program has without intent. */
const INTENDED = 0.75;
const intended: ReadonlySet<Disguise> = new Set<Disguise>([
  'digits read as letters',
  'scrambled letters',
  'shortened words',
  'misplaced spaces',
  'words in reverse order',
  'rail fence',
  'rotated by 47',
  'neighbouring keys',
  'another alphabet',
  'signs in words',
  'as in a mirror',
  'groups of one length',
  'first letters',
]);
/** The same for letters turned round word by word: the text is read from its end as well, and one of the two is not what it says. */
const TURNED_ROUND = 0.4;

/**
 * Finds text that tries to give instructions that are not its own to give: overriding, revealing or replacing the prompt,
 * speaking to an assistant out of data, carrying secrets out, hiding from the user. It reads what is disguised by invisible
 * characters, look-alike letters, escapes, base64, hex, spacing and the like, and gives offsets into the text as it came.
 *
 * Phrases and rules find what is known; an embedded model, loaded when the first text is scanned, weighs sentences that no rule
 * names. The score of a harmless text is small and seldom 0: compare it with a threshold. Nothing leaves the process. Linear in the
 * length of the text, which from 192 Ki units (UTF-16) on is read in parts that overlap. It lowers how often an agent is fooled, and
 * never replaces a capability: docs/detection.md says what it catches and misses. For the `detector` of `promptFilter()`.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or a depth out of range
 */
export function injection(options: InjectionOptions = {}): Detector {
  checkOptions('injection', options, ['depth', 'model', 'source']);
  const { depth = 3, model = true } = options;
  const inDocuments = choiceOption('injection', 'source', options.source ?? 'any', ['any', 'document']) === 'document';
  if (!Number.isInteger(depth) || depth < 0 || depth > 3)
    throw optionError('injection', '"depth" must be a whole number from 0 to 3.');
  if (typeof model !== 'boolean') throw optionError('injection', '"model" must be true or false.');
  return Object.freeze({
    name: 'injection',
    scan: (text: string) => judge(collect(text, { depth, model, inDocuments })),
  });
}

let phrases: FindPhrases | undefined;
let embedded: Embedded | undefined;

interface Embedded {
  readonly read: ReadSentences;
  readonly weigh: Weigh;
  readonly model: Model;
}

function embed(): Embedded {
  const model = loadModel();
  const { weights } = model.near;
  return { read: createSentenceReader(), weigh: (feature) => weights[feature] ?? 0, model };
}

interface Signal extends Omit<Phrase, 'inDocuments'> {
  readonly reason?: string;
}

/** What was found, and the evidence of the model. */
interface Collected {
  readonly signals: Signal[];
  readonly evidence: number | undefined;
}

interface Plan {
  readonly depth: number;
  readonly model: boolean;
  readonly inDocuments: boolean;
}

function collect(text: string, plan: Plan): Collected {
  phrases ??= createPhrases();
  if (plan.model) embedded ??= embed();
  const signals: Signal[] = [];
  let evidence = 0;
  for (const { start, end } of textWindows(text)) {
    const part = readings(text.slice(start, end), {
      depth: plan.depth,
      from: start,
      unread: (span) =>
        signals.push({ ...span, rule: 'unread-disguise', family: 'hidden', weight: UNREAD, tells: true }),
    });
    for (const reading of part) evidence = Math.max(evidence, collectFrom(reading, phrases, plan, signals));
  }
  return { signals, evidence: plan.model ? evidence : undefined };
}

/** Adds what one reading holds, and gives the evidence of the model. */
function collectFrom(reading: Reading, phrases: FindPhrases, { model, inDocuments }: Plan, signals: Signal[]): number {
  const found = phrases(reading.text);
  found.push(...findLinks(reading.text));
  found.sort(byStart);
  // What fields hold was found before, with what introduces it.
  for (const phrase of reading.reason === 'values of fields' ? [] : found) {
    if (phrase.tells && (inDocuments || !phrase.inDocuments)) signals.push(locate(reading, phrase));
  }
  addOddities(reading, signals);
  if (reading.unseen) addUnseen(reading, signals);
  return embedded !== undefined && model ? judgeReading(reading, found.filter(isGeneral), embedded, signals) : 0;
}

/** Layers upon layers that take more room than there is are no accident, and what they say is not known. */
const UNREAD = 0.5;

/** The model does not see what counts in documents only. */
const isGeneral = (phrase: Phrase): boolean => !phrase.inDocuments;

/** Adds the sentences that the model takes for an attempt, and gives the evidence of the strongest. */
function judgeReading(
  reading: Reading,
  phrases: readonly Phrase[],
  { read, weigh, model }: Embedded,
  signals: Signal[],
): number {
  const { reason, text } = reading;
  const judged = judgeSentences(read(text, phrases, weigh), text.length, model);
  const weight = scoreOf(judged.evidence, model.balance);
  for (const { start, end } of judged.telling) {
    const about = { rule: 'instruction-like', family: 'model', weight, tells: true };
    signals.push({ ...reading.origin(start, end), ...about, ...(reason === undefined ? {} : { reason }) });
  }
  if (reason === undefined) return judged.evidence;
  if (reason === 'reversed words' || reason === 'values of fields') return TURNED_ROUND * judged.evidence;
  return (intended.has(reason) ? INTENDED : DISGUISED) * judged.evidence;
}

/** A phrase that is shown, not meant, says little. */
const SHOWN = 0.25;

function locate(reading: Reading, { rule, family, weight: full, tells, start: from, end: to }: Phrase): Signal {
  const { reason, text } = reading;
  const said = full > SHOWN && isMention(text, from, to) ? SHOWN : full;
  const { start, end } = reading.origin(from, to);
  if (reason === undefined) return { rule, family, weight: said, tells, start, end };
  const weight = said < 0.3 ? said : Math.min(0.95, said + HIDDEN_BONUS);
  return { rule, family, weight, tells, start, end, reason };
}

/** Text in characters that nobody sees is a finding by itself: there is no honest use for it. */
function addUnseen({ text, origin }: Reading, signals: Signal[]): void {
  const letters = text.match(/[a-z]/g)?.length ?? 0;
  if (letters >= 4)
    signals.push({ ...origin(0, text.length), rule: 'hidden-text', family: 'hidden', weight: 0.7, tells: true });
}

/** One stray character is an accident of copying; many are not. */
function addOddities({ oddities }: Reading, signals: Signal[]): void {
  for (const { oddity, count, first, last } of oddities) {
    const about = { rule: oddity, family: oddity, weight: ODDITIES[oddity][count < 3 ? 0 : 1], tells: true };
    signals.push({ ...first, ...about });
    if (count > 1) signals.push({ ...last, ...about });
  }
}

/** Weights of up to two, and of more. */
const ODDITIES = {
  'invisible-characters': [0.05, 0.2],
  'bidi-override': [0.15, 0.25],
  'look-alike-letters': [0.05, 0.35],
} as const;

function judge({ signals, evidence }: Collected): Detection {
  const score = scoreAll(signals, evidence);
  if (signals.length === 0 && score === 0) return NOTHING;
  signals.sort((a, b) => byStart(a, b) || b.weight - a.weight);
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < signals.length; at += 1) {
    const signal = signals[at];
    if (signal === undefined) break;
    const { rule, start, end, weight, reason } = signal;
    const isFirst = signals[at - 1]?.start !== start;
    if (isFirst) seen.clear();
    if (!isFirst || signals[at + 1]?.start === start) {
      const key = `${rule} ${end}`;
      if (seen.has(key)) continue; // found in two readings of the same place
      seen.add(key);
    }
    const severity = severityOf(weight);
    const found: Finding =
      reason === undefined
        ? { detector: 'injection', rule, start, end, severity }
        : { detector: 'injection', rule, start, end, severity, reason };
    findings.push(Object.freeze(found));
  }
  return Object.freeze({ score, findings: Object.freeze(findings) });
}

/** Families that speak of how a text is written, not of what it says: the model does not see them. */
const FORMS: ReadonlySet<string> = new Set(['hidden', ...Object.keys(ODDITIES)]);

function scoreAll(signals: readonly Signal[], evidence: number | undefined): number {
  const rules = signals.filter(({ family }) => family !== 'model');
  if (evidence === undefined || embedded === undefined) return highest(rules);
  const written = highest(rules.filter(({ family }) => FORMS.has(family)));
  const ruled = highest(rules.filter(({ family }) => !FORMS.has(family)));
  const said = scoreOf((1 + written / 2) * evidenceOf(evidence, ruled), embedded.model.balance);
  return Math.max(said, written);
}

const severityOf = (weight: number): Severity => (weight >= 0.6 ? 'high' : weight >= 0.4 ? 'medium' : 'low');

/** The best window: the strongest signal of each family in it, combined as independent evidence (1 - product of doubts). */
function highest(signals: readonly Signal[]): number {
  const most = combined(signals, 0, signals.length) - ROUNDING;
  let best = 0;
  let behind = 0;
  for (let from = 0; from < signals.length && best < most; from += 1) {
    const start = signals[from]?.start ?? 0;
    const last = signals[from - 1]?.start ?? -1;
    if (start === last) continue;
    // Those of another reading start anew.
    if (start < last) behind = from;
    const before = behind;
    const furthest = Math.min(signals.length, from + MOST_IN_WINDOW);
    while (behind < furthest && (signals[behind]?.start ?? 0) - start <= WINDOW) behind += 1;
    // A window that goes no further than the one before holds nothing new.
    if (behind > before) best = Math.max(best, combined(signals, from, behind));
  }
  return best;
}

function combined(signals: readonly Signal[], from: number, to: number): number {
  const families: string[] = [];
  const weights: number[] = [];
  for (let at = from; at < to; at += 1) {
    const { family = '', weight = 0 } = signals[at] ?? {};
    const known = families.indexOf(family);
    if (known === -1) {
      families.push(family);
      weights.push(weight);
    } else weights[known] = Math.max(weights[known] ?? 0, weight);
  }
  return 1 - weights.reduce((doubt, weight) => doubt * (1 - weight), 1);
}

/** The order of factors changes a product by less. */
const ROUNDING = 1e-12;
const MOST_IN_WINDOW = 64;
