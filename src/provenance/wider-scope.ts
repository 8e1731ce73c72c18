import { isAction, otherNames, verbOf } from './actions.ts';
import { type Act, actsOf, actsSaid, actWords, wishesIn } from './acts.ts';
import type { Tool } from './declaration.ts';
import { chooses, type Request, requestsIn, sentencesOf } from './request.ts';
import { MANY, usesIn } from './request-fit.ts';
import { classOf } from './sink-kind.ts';
import { carries, parts, stem } from './words.ts';

/** A tool that a task may mean, though its words do not say so plainly. */
export interface Possible {
  readonly tool: Tool;
  readonly uses: number;
  /** Whether they ask for an answer, so that the record that is answered says to whom. */
  readonly answers: boolean;
  /** Whether they leave it to the records which of them are meant. */
  readonly free: boolean;
}

interface Asked {
  readonly verb: string;
  readonly acts: readonly Act[];
  readonly stems: ReadonlySet<string>;
  readonly words: readonly string[];
  readonly request: Request | undefined;
}

/**
 * Tools whose kind of act a text asks for. What it says of them is too little to believe a value because a record holds it; it is
 * enough where the user or a trusted source named every value that decides. Tools that delete, pay or open an account must be
 * spoken of by their thing as well, and so must tools on whose arguments nothing can be proven.
 */
export function possibleTools(text: string, tools: readonly Tool[]): readonly Possible[] {
  const asked = askedIn(text);
  const all = new Set(parts(text.slice(0, 20_000)).filter(carries).map(stem));
  return tools.flatMap((tool) => {
    const verbs = verbsOf(tool);
    const acts = actsOf(verbs, tool.effect);
    const meant = asked.filter(({ acts: said }) => said.some((act) => acts.has(act)));
    const things = thingsOf(tool);
    const kinds = [...tool.sinks.values()];
    const near = meant.some(({ stems }) => things.some((thing) => stems.has(thing)));
    const answers = meant.some(({ verb }) => ANSWERS.has(verb));
    const spoken = near || answers || (meant.length > 0 && things.some((thing) => all.has(thing)));
    const names = parts(tool.name)
      .filter((word) => carries(word) && !verbs.includes(word))
      .map(stem);
    const named = meant.some(({ stems }) => names.some((name) => stems.has(name)));
    const own = meant.some(({ verb }) => verbs.includes(verb));
    if (!meant.length || !isEnough(tool, meant, { named, spoken, own })) return [];
    const uses = meant.reduce(
      (sum, { request }) => sum + (request === undefined ? 1 : usesIn(request, { things, kinds })),
      0,
    );
    const free = meant.some(({ words }) => chooses(words));
    return [{ tool, uses: Math.min(MANY, uses), answers, free }];
  });
}

function isEnough(
  { sinks, effect }: Tool,
  meant: readonly Asked[],
  { named, spoken, own }: { readonly named: boolean; readonly spoken: boolean; readonly own: boolean },
): boolean {
  const classes = [...sinks.values()].map(classOf);
  const provable = classes.some((sort) => sort !== 'text');
  if (!provable) return named && !GRAVE.has(effect);
  if (effect === 'delete') return spoken;
  const reaches = classes.includes('identity');
  if (own && reaches) return true;
  if (GRAVE.has(effect)) return spoken;
  const says = (act: Act): boolean => meant.some(({ acts }) => acts.includes(act));
  return spoken || ((says('tell') || says('let')) && reaches) || (says('change') && classes.includes('object'));
}

/** What is answered names whom it goes to. */
const ANSWERS = new Set(['answer', 'reply', 'respond', 'get-back', 'acknowledge']);
const GRAVE = new Set(['delete', 'money', 'account']);

function askedIn(text: string): readonly Asked[] {
  const requests = requestsIn(text, actWords())
    .filter(({ again }) => !again)
    .map((request): Asked => {
      const stems = new Set([...request.near, ...request.sentence]);
      return { verb: request.verb, acts: actsSaid(request.verb), stems, words: request.words, request };
    });
  const wishes = sentencesOf(text.slice(0, 100_000)).flatMap((sentence) => {
    const words = parts(sentence);
    const stems = new Set(words.filter(carries).map(stem));
    return wishesIn(sentence).map((verb): Asked => ({ verb, acts: actsSaid(verb), stems, words, request: undefined }));
  });
  return [...requests, ...wishes];
}

/** The verb of its name, and that with which its description begins. */
function verbsOf({ name, description }: Tool): readonly string[] {
  const first = parts(description)[0] ?? '';
  return [verbOf(parts(name)) ?? '', first, first.replace(/s$/, '')];
}

/** Stems of the things a tool is about: of its name and the beginning of its description, by whatever word. */
function thingsOf({ name, description }: Tool): readonly string[] {
  const named = parts(name).filter((word) => carries(word) && !isVerbOnly(word));
  const told = parts(description)
    .slice(1, 8)
    .filter((word) => carries(word) && !isVerbOnly(word));
  const others = named.flatMap((word) => [...otherNames(word), ...otherNames(stem(word))]);
  return [...new Set([...named, ...told, ...others].map(stem))];
}

const NOUNS = new Set(
  'email mail message text note comment reply post order book file issue report request review label tag'.split(' '),
);
const isVerbOnly = (word: string): boolean => (actWords().has(word) || isAction(word)) && !NOUNS.has(word);
