import { once } from '../once.ts';

/** Kinds of things that people ask for, whatever the words. */
export type Act = 'tell' | 'make' | 'change' | 'end' | 'pay' | 'let';

/** For each kind: what people say, and what tools are called. General English, in base form. */
const ACTS: readonly (readonly [act: Act, said: string, called: string])[] = [
  [
    'tell',
    `send forward reply respond answer write message dm text email mail post publish announce comment notify inform tell say ask thank
    congratulate apologise apologize confirm warn alert greet welcome praise remind ping contact share report get-back reach-out follow-up
    invite introduce acknowledge chase nudge`,
    'send forward reply respond answer write message dm text email mail post publish announce comment notify inform tell ping contact share alert chat say',
  ],
  [
    'make',
    `create make add schedule book reserve set-up put register open start file log report raise draft save jot jot-down record note
    note-down remind arrange plan organise organize block generate get order take rent hire prepare insert append write release publish cut
    sign-up enter request submit leave`,
    `create make add schedule book reserve put register open start file log raise draft save record note remind plan insert append write
    release publish order rent submit new generate request`,
  ],
  [
    'change',
    `update change modify edit set move reschedule push push-back shift postpone correct fix adjust assign label tag mark rename replace
    switch ship redirect reroute amend extend bring-forward reassign relabel swap resolve raise lower turn-up turn-down turn-on turn-off
    transition flip increase decrease reduce close reopen complete finish`,
    `update change modify edit set move reschedule shift postpone correct fix adjust assign label tag mark rename replace switch amend
    extend write add put patch save`,
  ],
  [
    'end',
    `cancel delete remove drop kick discard erase clear call-off terminate close take-out take-off take-down unsubscribe revoke withdraw
    get-rid throw-out scrap resolve`,
    'cancel delete remove drop kick discard erase clear terminate close unsubscribe revoke archive resolve',
  ],
  [
    'pay',
    'pay refund reimburse repay transfer send buy purchase give compensate credit issue donate settle wire return pay-back send-back',
    'pay refund reimburse transfer send buy purchase issue donate settle wire credit charge make',
  ],
  [
    'let',
    'give grant allow add invite share let permit include put bring-in',
    'grant allow add invite share permit include give',
  ],
];

const split = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
const acts = once(() => ACTS.map(([act, said, called]) => ({ act, said: split(said), called: split(called) })));

/** Every word that asks for an act. */
export const actWords = once((): ReadonlySet<string> => new Set(acts().flatMap(({ said }) => [...said])));

/** What a verb of a request may ask for. */
export const actsSaid = (verb: string): readonly Act[] =>
  acts()
    .filter(({ said }) => said.has(verb))
    .map(({ act }) => act);

/** What a tool may do, by the verbs it is called by and its effect. */
export function actsOf(verbs: readonly string[], effect: string): ReadonlySet<Act> {
  if (effect === 'delete') return ENDS;
  const found = new Set(
    acts()
      .filter(({ called }) => verbs.some((verb) => called.has(verb)))
      .map(({ act }) => act),
  );
  if (effect === 'money') found.add('pay');
  else found.delete('pay');
  return found;
}

const ENDS: ReadonlySet<Act> = new Set(['end']);

const WISHES = split('want wants need needs like get gets please should must');
/** What is done stands behind these in another form: `after sending`, not `after he sent`. */
const DOINGS = split('after before by mind start consider');
/** `in a message to Ann`, `by mail`. */
const BY_MEANS =
  /\b(?:by|via|through)\s+(?:e-?mail|mail|message|dm|sms|text)\b|\b(?:in|as|with)\s+an?\s+(?:(?:direct|private|channel|short|quick|brief)\s+)?(?:message|dm|e-?mail|mail|sms|comment|reply)\s+to\b/iu;
const QUESTION = /^(?:what|which|who|whom|whose|when|where|why|how|did|does|was|were|has|is|are)$/;
const IRREGULAR: Readonly<Record<string, string>> = {
  sent: 'send',
  paid: 'pay',
  written: 'write',
  told: 'tell',
  made: 'make',
  given: 'give',
  taken: 'take',
  set: 'set',
  put: 'put',
};

/** Base forms of what is wished to be done: `I need the review moved`, `after letting her know`. */
export function wishesIn(sentence: string): readonly string[] {
  const words = sentence.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const wished: string[] = [];
  if (QUESTION.test(words[0] ?? '')) return wished;
  let reach = 0;
  let doing = false;
  for (const [at, word] of words.entries()) {
    if (word === 'be' && reach === 0)
      reach = 2; // `the ticket can be closed`
    else if (WISHES.has(word) || DOINGS.has(word)) {
      reach = 9;
      doing = DOINGS.has(word);
    } else if (reach > 0) {
      reach -= 1;
      const base = !doing || word.endsWith('ing') ? baseOf(word) : undefined;
      if (base === 'let' && words.slice(at + 1, at + 12).includes('know')) wished.push('notify');
      else if (base !== undefined) wished.push(base);
    }
  }
  if (BY_MEANS.test(sentence)) wished.push('send');
  // `both reserved, please`: the wish stands behind.
  if (words.at(-1) === 'please') wished.push(...words.slice(-5).flatMap((word) => baseOf(word) ?? []));
  return wished;
}

function baseOf(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word];
  const cut = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (cut === undefined) return undefined;
  return [cut, `${cut}e`, cut.slice(0, -1)].find((base) => actWords().has(base));
}
