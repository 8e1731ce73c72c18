import { expression } from '../expression.ts';
import { mentions, plainly } from './canonical.ts';
import { identitiesIn, identity } from './sink-kind.ts';
import { carries, parts, stem } from './words.ts';

/** What a user asked for, taken apart once. */
export interface Task {
  /** The user's own words, folded. */
  readonly text: string;
  readonly identities: ReadonlySet<string>;
  /** Identities of the user, as the application knows them. They name no record: they stand in all of them. */
  readonly own: ReadonlySet<string>;
  /** What stands in quotes, and names of files. */
  readonly names: readonly string[];
  /** Stems of words that say something. */
  readonly stems: ReadonlySet<string>;
  /** Pairs of them that stand side by side. */
  readonly pairs: ReadonlySet<string>;
  /** Words that the user wrote as names, in lower case. */
  readonly called: ReadonlySet<string>;
  /** Amounts with decimals, as numbers are written. */
  readonly amounts: ReadonlySet<string>;
}

/** Longest request that is read; what is beyond it names nothing. */
const LONGEST = 100_000;
const QUOTED = expression(
  String.raw`(?<![\p{L}\p{N}])["'\u2018\u201c\u00ab]([^"'\u2018\u2019\u201c\u201d\u00ab\u00bb\n]{2,120})["'\u2019\u201d\u00bb](?![\p{L}\p{N}])`,
  'gu',
);
const FILE = expression(
  String.raw`(?<![\p{L}\p{N}@./_-])[\p{L}\p{N}_-]{1,80}(?:\.[\p{L}\p{N}_-]{1,40}){0,3}\.[a-z][a-z0-9]{1,4}(?![\p{L}\p{N}@/])`,
  'giu',
);
const ADDRESS = /\S{1,200}@\S{1,200}|\b(?:https?:\/\/|www\.)\S{1,500}/giu;
const AMOUNT = expression(String.raw`(?<![\p{L}\p{N}.,-])\d{1,12}\.\d{1,2}(?![\p{N}.,]\d|[\p{L}\p{N}])`, 'gu');
const WORD = expression(String.raw`[\p{L}\p{N}]{1,60}`, 'gu');

export function readTask(words: string, own: readonly string[] = []): Task {
  const text = words.slice(0, LONGEST);
  const names = [...matches(text, QUOTED()), ...matches(text, FILE())].map(plainly);
  const pairs = new Set<string>();
  const stems = new Set<string>();
  for (const run of text.replace(ADDRESS, ' ; ').split(/[.,;:!?()\n"]/)) {
    let before: string | undefined;
    for (const word of parts(run)) {
      if (!carries(word)) {
        before = undefined;
        continue;
      }
      const own = stem(word);
      stems.add(own);
      if (/\d/.test(own)) {
        before = undefined; // dates and times stand in many records
        continue;
      }
      if (before !== undefined) pairs.add(`${before} ${own}`);
      before = own;
    }
  }
  return {
    text: plainly(text),
    identities: new Set(identitiesIn(text)),
    own: new Set(own.map(identity)),
    names: [...new Set(names)].slice(0, 200),
    stems,
    pairs,
    called: namesIn(text),
    amounts: new Set(matches(text, AMOUNT()).map((amount) => String(Number(amount)))),
  };
}

/** Words with a capital letter inside a sentence, or at its beginning before a word that tells what somebody did. */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const words = [...text.matchAll(WORD())];
  for (const [at, { 0: word, index }] of words.entries()) {
    if (word.length < 4 || !/\p{Lu}/u.test(word) || !carries(word.toLowerCase())) continue;
    const starts = /(?:^|[.!?:\n])[\s"'(]{0,10}$/.test(text.slice(Math.max(0, index - 12), index));
    if (!starts || TELLS.test(words[at + 1]?.[0] ?? '')) names.add(word.toLowerCase());
  }
  return names;
}

const TELLS = /^(?:\p{Ll}+ed|sent|said|told|is|has|was|wants|needs|gave|made|got|wrote|owes|charges)$/u;

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);

/** Whether the user wrote a value. A value of one or two signs is no proof of anything but itself. */
export function saidByUser(task: Task, value: string): boolean {
  const plain = plainly(value);
  return plain !== '' && mentions(task.text, plain);
}
