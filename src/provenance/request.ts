import { AMBIGUOUS, isAction } from './actions.ts';
import { identitiesIn } from './sink-kind.ts';
import { carries, stem } from './words.ts';

/** Something that a user asks to be done. */
export interface Request {
  /** In base form; words that belong together are joined by `-`. */
  readonly verb: string;
  /** Stems from the verb, which is one of them where it is a thing as well, to the next request in its sentence. */
  readonly near: readonly string[];
  /** Words as they stand, over the same stretch. */
  readonly words: readonly string[];
  /** Stems of the whole sentence. */
  readonly sentence: ReadonlySet<string>;
  /** Addresses, links and accounts over the same stretch. */
  readonly identities: readonly string[];
}

const MOST_WORDS = 4_000;
/** A request is spelt out near its verb. */
const REACH = 40;

const STARTERS = new Set(
  "please and then to also or you just now should must can could would kindly you'll you'd i'd but next finally first second third afterwards later so if either let's lets always instead".split(
    ' ',
  ),
);
const NOT_A_REQUEST = new Set(
  "i we they he she it who which that don't doesn't didn't never not cannot can't won't without".split(' '),
);

/** What a text asks for, in its order: verbs of actions that stand where a request can begin. */
export function requestsIn(text: string): readonly Request[] {
  return sentencesOf(text.slice(0, 100_000)).flatMap(requestsOfSentence);
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])["'\u2019\u201d)]?\s+|\n+/u).filter((sentence) => sentence.trim() !== '');
}

function requestsOfSentence(sentence: string): Request[] {
  const words = (
    unquoted(sentence)
      .toLowerCase()
      .replaceAll('\u2019', "'")
      .match(/[\p{L}\p{N}](?:[\p{L}\p{N}'@._/+-]*[\p{L}\p{N}])?|[,:;(]/gu) ?? []
  ).slice(0, MOST_WORDS);
  const starts: { readonly at: number; readonly verb: string }[] = [];
  for (const [at, word] of words.entries()) {
    const verb = verbAt(words, at, word);
    if (verb !== undefined && asks(words, at, word)) starts.push({ at, verb });
  }
  const all = new Set(words.filter(carries).map(stem));
  return starts.map(({ at, verb }, index) => {
    const end = Math.min(starts[index + 1]?.at ?? words.length, at + REACH);
    const own = words.slice(at + 1, end);
    return {
      verb,
      words: own,
      near: [...(AMBIGUOUS.has(verb) ? [verb] : []), ...own.flatMap((word) => word.split(/['@._/+-]/))]
        .filter(carries)
        .map(stem),
      sentence: all,
      identities: identitiesIn(own.join(' ')),
    };
  });
}

const QUOTED =
  /(?<![\p{L}\p{N}])["'\u2018\u201c]([^"'\u2018\u2019\u201c\u201d\n]{2,400})["'\u2019\u201d](?![\p{L}\p{N}])/gu;

/** What stands in quotes is named, not asked for. A single word in quotes, such as an address, stays. */
const unquoted = (sentence: string): string =>
  sentence.replace(QUOTED, (_whole, inside) => (/^\S+$/.test(String(inside)) ? ` ${String(inside)} ` : ' , '));

const PARTICLES = new Set(['up', 'off', 'out', 'on', 'in', 'forward']);

function verbAt(words: readonly string[], at: number, word: string): string | undefined {
  const next = words[at + 1];
  if (next !== undefined && PARTICLES.has(next) && isAction(`${word}-${next}`)) return `${word}-${next}`;
  const after = words[at + 2];
  if (after !== undefined && PARTICLES.has(after) && isAction(`${word}-${after}`)) return `${word}-${after}`;
  return isAction(word) ? word : undefined;
}

/** Whether a verb at a place asks for something, and does not tell what somebody did. */
function asks(words: readonly string[], at: number, word: string): boolean {
  const before = words[at - 1];
  if (FOR_THE_USER.test(word) && /^(?:me|us)$/.test(words[at + 1] ?? '')) return false;
  if (before === undefined || /^[,:;(]$/.test(before) || /^\d+[.)]?$/.test(before)) return !refuses(words, at);
  if (NOT_A_REQUEST.has(before) || tells(words, at)) return false;
  if ((AMBIGUOUS.has(word) || QUESTIONS.has(words[0] ?? '')) && !STARTERS.has(before)) return false;
  return !refuses(words, at);
}

/** `do not send`; but `do not forget to send` asks. */
function refuses(words: readonly string[], at: number): boolean {
  const before = words.slice(Math.max(0, at - 3), at);
  const not = before.findIndex((word) => /^(?:not|never|without|don't|cannot|avoid)$/.test(word));
  return not !== -1 && !before.slice(not).some((word) => /^(?:forget|fail|hesitate|only)$/.test(word));
}

/** `tell me` asks for an answer. */
const FOR_THE_USER = /^(?:tell|give|inform|notify|write|get|ask)$/;
const QUESTIONS = new Set('what which who whom whose when where why how'.split(' '));
const TELLING = new Set('did does has have had was were is are'.split(' '));
const ASKING = new Set(', ; : ( and then to please you so'.split(' '));

/** `what did she send`: an auxiliary with nothing between that could begin a request. */
function tells(words: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 6); back -= 1) {
    const word = words[back] ?? '';
    if (ASKING.has(word)) return false;
    if (TELLING.has(word)) return true;
  }
  return false;
}

const CHOOSES =
  /^(?:each|every|all|everyone|everybody|everything|both|any|anyone|most|least|largest|biggest|smallest|longest|shortest|latest|newest|oldest|earliest|highest|lowest|best|worst|cheapest|closest|nearest|whoever|whichever|top)$/;

/** Whether a request leaves it to the records which of them are meant: each of them, or the one with most of something. */
export const chooses = (words: readonly string[]): boolean => words.some((word) => CHOOSES.test(word));

const HANDS_OVER = new Set('do follow perform execute complete carry handle implement act obey'.split(' '));
const INSTRUCTIONS = new Set(
  'action instruction step task todo direction request item order guidance list guideline procedure thing'
    .split(' ')
    .map(stem),
);
const POINTS_AHEAD = new Set('following below these those my own not never'.split(' '));

/** Whether a user leaves it to a document to say what is to be done: `follow the instructions in notes.txt`. */
export function handsOver(text: string): boolean {
  return sentencesOf(text.slice(0, 100_000)).some((sentence) => {
    const words = sentence.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
    return words.some((word, at) => {
      if (!HANDS_OVER.has(word) || refuses(words, at)) return false;
      const object = words.slice(at + 1, at + 7);
      const noun = object.findIndex((candidate) => INSTRUCTIONS.has(stem(candidate)) || /^to-?dos?$/.test(candidate));
      return noun !== -1 && !object.slice(0, noun).some((candidate) => POINTS_AHEAD.has(candidate));
    });
  });
}
