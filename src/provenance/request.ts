import { expression } from '../expression.ts';
import { deedOf, impliedBy, isAction, isAmbiguous } from './actions.ts';
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
  /** Whether it is the request before it, read by the thing that it asks to make. */
  readonly again: boolean;
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
/** What stands behind these is a thing. */
const OF_A_NOUN = new Set(
  'the a an my your his her its our their this these those of in on at from with by for about any no each every another'.split(
    ' ',
  ),
);
const NOT_A_REQUEST = new Set(
  "i we they he she it who which that don't doesn't didn't never not cannot can't won't without".split(' '),
);

/**
 * What a text asks for, in its order: verbs of actions that stand where a request can begin. `verbs` are those of the tools, which
 * need not be known otherwise.
 */
export function requestsIn(text: string, verbs: ReadonlySet<string> = new Set()): readonly Request[] {
  return sentencesOf(text.slice(0, 100_000)).flatMap((sentence) => requestsOfSentence(sentence, verbs));
}

/** A text in sentences; what stands behind a short form such as `Dr.` goes on. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])(?<!\b(?:mrs?|ms|dr|st|nr|no|vs|e\.g|i\.e)\.)["'\u2019\u201d)]?\s+|\n+/iu)
    .filter((sentence) => sentence.trim() !== '');
}

function requestsOfSentence(sentence: string, verbs: ReadonlySet<string>): Request[] {
  const words = (unquoted(sentence).toLowerCase().replaceAll('\u2019', "'").match(TOKEN()) ?? []).slice(0, MOST_WORDS);
  const starts: { readonly at: number; readonly verb: string }[] = [];
  for (const [at, word] of words.entries()) {
    const verb = verbAt(words, at, word, verbs);
    if (verb !== undefined && asks(words, at, word)) starts.push({ at, verb });
  }
  const all = new Set(words.filter(carries).map(stem));
  return starts.flatMap(({ at, verb }, index) => {
    const end = Math.min(starts[index + 1]?.at ?? words.length, at + REACH);
    const own = words.slice(at + 1, end);
    const about = [
      ...(isAmbiguous(verb) ? [verb] : []),
      ...impliedBy(verb),
      ...(own.some((word) => FILE_NAME.test(word)) ? ['file', 'document'] : []),
      ...own.flatMap((word) => word.split(/['@._/+-]/)),
    ];
    const request: Request = {
      verb,
      words: own,
      near: about.filter(carries).map(stem),
      sentence: all,
      again: false,
      identities: identitiesIn(own.join(' ')),
    };
    const deed = own.slice(0, 5).flatMap((word) => deedOf(verb, word) ?? [])[0];
    return deed === undefined ? [request] : [request, { ...request, verb: deed, again: true }];
  });
}

const FILE_NAME = /^[^@/]{1,100}\.[a-z][a-z0-9]{1,4}$/;
/** Words with what they hold together, and signs behind which something new begins. */
const TOKEN = expression(String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}'@._/+-]*[\p{L}\p{N}])?|[,:;(]`, 'gu');
const QUOTED = expression(
  String.raw`(?<![\p{L}\p{N}])["'\u2018\u201c]([^"'\u2018\u2019\u201c\u201d\n]{2,400})["'\u2019\u201d](?![\p{L}\p{N}])`,
  'gu',
);

/** What stands in quotes is named, not asked for. A single word in quotes, such as an address, stays. */
const unquoted = (sentence: string): string =>
  sentence.replace(QUOTED(), (_whole, inside) => (/^\S+$/.test(String(inside)) ? ` ${String(inside)} ` : ' quoted '));

/** Words that belong to a verb before them. */
export const PARTICLES: ReadonlySet<string> = new Set(['up', 'off', 'out', 'on', 'in', 'forward', 'back', 'down']);

function verbAt(words: readonly string[], at: number, word: string, verbs: ReadonlySet<string>): string | undefined {
  const isVerb = (candidate: string): boolean => isAction(candidate) || verbs.has(candidate);
  if (word === 'let' && words[at + 1] !== 'me' && words.slice(at + 2, at + 12).includes('know')) return 'notify';
  for (const particle of words.slice(at + 1, at + 5)) {
    if (!PARTICLES.has(particle)) continue;
    if (isVerb(`${word}-${particle}`)) return `${word}-${particle}`;
    if (isVerb(word + particle)) return word + particle; // `check out`, and a tool named `checkout`
  }
  return isVerb(word) ? word : undefined;
}

/** Whether a verb at a place asks for something, and does not tell what somebody did. */
function asks(words: readonly string[], at: number, word: string): boolean {
  const before = words[at - 1];
  const forUser = FOR_THE_USER.test(word) && /^(?:me|us)$/.test(words[at + 1] ?? '');
  if (forUser && !(word === 'get' && /^(?:an?|some|two|three)$/.test(words[at + 2] ?? ''))) return false;
  if (OF_A_NOUN.has(before ?? '')) return false;
  if (before === undefined || /^[,:;(]$/.test(before) || /^\d+[.)]?$/.test(before)) return !refuses(words, at);
  if (NOT_A_REQUEST.has(before) || tells(words, at)) return false;
  if ((isAmbiguous(word) || !isAction(word) || QUESTIONS.has(words[0] ?? '')) && !STARTERS.has(before)) return false;
  return !refuses(words, at);
}

/** `do not send`; but `do not forget to send` asks. */
function refuses(words: readonly string[], at: number): boolean {
  const before = words.slice(Math.max(0, at - 3), at);
  const not = before.findIndex((word) => /^(?:not|never|without|don't|cannot|avoid)$/.test(word));
  return not !== -1 && !before.slice(not).some((word) => /^(?:forget|fail|hesitate|only)$/.test(word));
}

/** `tell me` asks for an answer; `get me a taxi` does not. */
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

const WORD = expression(String.raw`[\p{L}\p{N}'-]+`, 'gu');
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
    const words = sentence.toLowerCase().match(WORD()) ?? [];
    return words.some((word, at) => {
      if (!HANDS_OVER.has(word) || refuses(words, at)) return false;
      const object = words.slice(at + 1, at + 7);
      const noun = object.findIndex((candidate) => INSTRUCTIONS.has(stem(candidate)) || /^to-?dos?$/.test(candidate));
      return noun !== -1 && !object.slice(0, noun).some((candidate) => POINTS_AHEAD.has(candidate));
    });
  });
}
