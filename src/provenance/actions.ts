import { once } from '../once.ts';

/**
 * What people say for what a tool is called. Left: the verb in a tool's name. Right: verbs of a request that can mean it. General
 * English, in base form; a tool with another verb is asked for by that verb alone.
 */
const REQUESTS: Readonly<Record<string, string>> = {
  send: 'send forward email mail message text dm reply respond answer write notify inform remind tell ping contact post deliver ask greet welcome thank congratulate wish share',
  forward: 'forward send share',
  reply: 'reply respond answer write send',
  email: 'email mail send write reply answer forward',
  mail: 'mail email send write reply answer forward',
  dm: 'dm message text send tell write ping ask greet thank remind',
  text: 'text message send write',
  call: 'call phone ring dial',
  message: 'message dm text send tell write ping ask greet welcome thank congratulate remind notify inform',
  notify: 'notify inform tell alert remind message',
  post: 'post publish write share announce send put upload say reply comment greet welcome',
  publish: 'publish post share announce upload release',
  comment: 'comment reply write post answer respond',
  pay: 'pay transfer refund reimburse wire send settle remit repay return donate tip',
  transfer: 'transfer pay wire send refund reimburse settle remit repay return move',
  refund: 'refund reimburse return repay give-back pay-back',
  schedule: 'schedule set-up plan arrange book make create add put',
  make: 'make create do book',
  draft: 'draft write compose prepare',
  write: 'write create save update edit put append note',
  save: 'save store write keep note record',
  add: 'add append invite include insert put enter',
  append: 'append add insert write put extend',
  insert: 'insert add put append create make set-up schedule book plan arrange block enter',
  update:
    'update change modify adjust edit correct set fix replace amend alter raise increase lower reduce switch rename extend reset move add',
  edit: 'edit change modify update correct fix rewrite revise',
  modify: 'modify change update adjust edit alter amend',
  change: 'change update modify set switch replace reset alter',
  set: 'set change update adjust put turn-on turn-off',
  reset: 'reset change',
  rename: 'rename call change',
  move: 'move shift transfer put relocate rename',
  reschedule: 'reschedule move postpone shift push delay change bring-forward',
  postpone: 'postpone delay move push reschedule',
  delete: 'delete remove erase discard trash clear drop wipe purge clean cancel',
  remove: 'remove delete kick drop take-out take-off exclude uninvite unassign clear discard cancel',
  cancel: 'cancel call-off delete remove drop terminate unsubscribe end stop',
  terminate: 'terminate end stop cancel kill close',
  archive: 'archive store file',
  share: 'share grant give send publish',
  grant: 'grant give allow share',
  revoke: 'revoke remove withdraw cancel',
  invite: 'invite add ask',
  reserve: 'reserve book order hire rent make get',
  book: 'book reserve order make hire rent get schedule',
  rent: 'rent hire book reserve',
  buy: 'buy purchase order get',
  purchase: 'purchase buy order get',
  order: 'order buy purchase get',
  place: 'place put make order buy',
  submit: 'submit send file hand-in',
  upload: 'upload put save share',
  assign: 'assign give hand',
  close: 'close resolve end finish',
  open: 'open create start file',
  subscribe: 'subscribe sign-up join follow',
  unsubscribe: 'unsubscribe cancel leave',
  register: 'register sign-up enroll create add',
  approve: 'approve accept confirm',
  accept: 'accept approve confirm agree',
  decline: 'decline reject refuse',
  mark: 'mark flag set label tag',
  enable: 'enable activate turn-on switch-on',
  disable: 'disable deactivate turn-off switch-off',
  lock: 'lock close secure',
  unlock: 'unlock open',
  run: 'run execute start launch',
  execute: 'execute run start',
  start: 'start begin launch run turn-on',
  stop: 'stop end halt turn-off',
  withdraw: 'withdraw take-out',
  deposit: 'deposit put-in pay-in',
  respond: 'respond reply answer accept decline confirm reject',
  create:
    'create make add set-up write draft open register book schedule generate save compose prepare start put-in put block plan arrange organize file report log raise submit',
  remind: 'remind notify',
  request: 'request ask apply',
  greet: 'greet welcome',
  return: 'return send-back',
  review: 'review rate',
  apply: 'apply use redeem enter',
  checkout: 'checkout check-out buy order pay',
  swap: 'swap exchange convert trade change',
  convert: 'convert exchange change swap',
  enroll: 'enroll register sign-up add join',
  announce: 'announce tell post publish',
  exchange: 'exchange swap convert change',
};

/** Verbs that say little without their object: `make_payment` pays, `add_comment` comments. */
const LIGHT = new Set(
  'make create add set send post submit do place put new issue open write start insert initiate do have request leave give'.split(
    ' ',
  ),
);
/** What is done by the things that tools are named after, where it is another word. */
const DEEDS: Readonly<Record<string, string>> = {
  payment: 'pay',
  transaction: 'pay',
  invitation: 'invite',
  reminder: 'remind',
  reservation: 'reserve',
  booking: 'book',
  subscription: 'subscribe',
  registration: 'register',
  assignment: 'assign',
  purchase: 'buy',
  reply: 'reply',
  response: 'respond',
  announcement: 'announce',
  notification: 'notify',
  application: 'apply',
  review: 'review',
  rating: 'review',
  money: 'pay',
};
/** What a request is about though it does not say so. */
const IMPLIED: Readonly<Record<string, string>> = {
  message: 'tell message dm text ping notify inform write greet welcome thank congratulate ask remind',
  email: 'email mail',
  event: 'schedule meet',
};

/** For tools whose own verb says little: what an effect is asked for with. */
const EFFECTS: Readonly<Record<string, string>> = {
  money: 'pay transfer refund reimburse wire send settle remit repay return donate tip buy purchase',
  delete: 'delete remove erase discard trash clear drop wipe purge clean cancel',
  send: 'send forward',
};

/** Verbs of tools that move money now, and do not plan or change it. */
const MOVES = new Set(['send', 'pay', 'transfer', 'wire']);

/** Requests that leave no doubt which effect they ask for, whatever the object is called. */
const PLAIN: Readonly<Record<string, string>> = { money: 'pay refund reimburse repay wire remit buy purchase' };

/** Words that name the same things. */
const THINGS: readonly string[] = [
  'event meeting appointment calendar call lunch dinner reunion invitation session class slot',
  'email mail message inbox reply letter',
  'message dm text note chat greeting sms',
  'transaction money payment transfer bill invoice rent order amount difference refund fee subscription standing debt share cash',
  'file document doc list sheet spreadsheet note folder drive report attachment',
  'user person member account people teammate colleague',
  'account profile information info detail address data setting',
  'password passcode pin credential passphrase',
  'participant attendee guest invitee people person',
  'contact person friend',
  'order purchase cart product item',
  'ticket issue case task bug',
  'reservation booking',
  'hotel room stay night accommodation lodging',
  'restaurant table eat dine',
  'car vehicle',
  'flight ticket plane',
  'page website site webpage article link blog',
  'channel group room',
  'post comment tweet reply',
  'lead deal opportunity customer client',
];

const splitWords = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const splitValues = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(lists).map(([name, list]) => [name, splitWords(list)]));
const requests = once(() => splitValues(REQUESTS));
const effects = once(() => splitValues(EFFECTS));
const plain = once(() => splitValues(PLAIN));
const implied = once(() => splitValues(IMPLIED));
const things = once(() => THINGS.map(splitWords));

const actionWords = once(() => new Set([...requests()].flatMap(([verb, list]) => [verb, ...list])));

/** What a tool does, by its verb and, where that says little, by the thing it makes: each with its weight. */
export function deedsOf(verb: string, things: readonly string[]): readonly (readonly [verb: string, weight: number])[] {
  if (requests().has(verb) && !LIGHT.has(verb)) return [[verb, 1]];
  const made = things.flatMap((thing): (readonly [string, number])[] => {
    const deed = deedOf(verb, thing);
    return [[thing, 0.8], ...(deed === undefined ? [] : [[deed, 0.9] as const])];
  });
  return [[verb, 1], ...made];
}

/** Verbs of tools that take something away: a light verb never asks for them. */
const TAKES_AWAY = /^(?:delete|remove|cancel|drop|revoke|terminate|unsubscribe|withdraw|block|disable|archive|close)$/;

/** How well a verb that says little fits a tool, where the request names its thing. */
export function fitOfLight(request: string, verb: string, effect: string): number {
  if (TAKES_AWAY.test(verb) || effect === 'money') return 0;
  if (/^(?:send|write|submit|issue)$/.test(request)) return LIGHT.has(verb) ? 0.6 : 0.5;
  if (effect === 'send' || effect === 'account') return 0;
  return /^(?:make|create|add|get|new)$/.test(request) ? (LIGHT.has(verb) ? 0.6 : 0.5) : 0;
}

/** The verb with which a description begins: `Answers an invitation`. */
export function verbOfDescription(first: string): string | undefined {
  const forms = [first, first.replace(/s$/, ''), first.replace(/es$/, ''), first.replace(/ies$/, 'y')];
  return forms.find((form) => requests().has(form));
}

/** Whether a verb leaves open what is done. */
export const isLight = (verb: string): boolean => LIGHT.has(verb);

/** Things that a request is about by its verb alone. */
export const impliedBy = (request: string): readonly string[] =>
  [...implied()].filter(([, verbs]) => verbs.has(request)).map(([thing]) => thing);

/** Whether a word can ask for something to be done. */
export const isAction = (word: string): boolean => actionWords().has(word);

/** The verb in the words of a tool's name: the first that is nothing else, or the first. */
export const verbOf = (named: readonly string[]): string | undefined =>
  named.find((word) => requests().has(word) && !isAmbiguous(word)) ?? named[0];

/** What a light verb and a thing ask for together: `make a payment`. */
export const deedOf = (verb: string, thing: string): string | undefined => {
  if (!LIGHT.has(verb)) return undefined;
  if (Object.hasOwn(DEEDS, thing)) return DEEDS[thing];
  return requests().has(thing) && isAmbiguous(thing) && !/^(?:add|set|insert|put|new)$/.test(verb) ? thing : undefined;
};

/** How well a request's verb fits a tool's: 1 for the same, 0 for none. */
export function fitOfVerb(request: string, verb: string, effect: string): number {
  if (request.endsWith('-back') && !requests().get(verb)?.has(request))
    return fitOfVerb(request.slice(0, -5), verb, effect);
  if (request === verb) return 1;
  if (requests().get(verb)?.has(request)) return 0.7;
  if (effect === 'money' && MOVES.has(verb) && effects().get(effect)?.has(request)) return 0.7;
  return effects().get(effect)?.has(request) ? 0.45 : 0;
}

/** Whether a request names an effect beyond doubt. */
export const isPlainRequest = (request: string, effect: string): boolean => plain().get(effect)?.has(request) === true;

/** Words that can stand for a thing, itself left out. */
export function otherNames(thing: string): ReadonlySet<string> {
  const names = new Set<string>();
  const single = thing.replace(/s$/, '');
  for (const group of things()) if (group.has(thing) || group.has(single)) for (const name of group) names.add(name);
  names.delete(thing);
  return names;
}

/** Verbs that are nouns as well: they ask for something only where a request can begin. */
const AMBIGUOUS = once(() =>
  splitWords(
    'report log raise issue block draft request greet drop email mail message text dm share transfer order book post change update note call reply answer rent comment schedule request tip move set plan file start stop end run open close mark tag place return reset increase archive contact fix tweet block need wire',
  ),
);
export const isAmbiguous = (verb: string): boolean => AMBIGUOUS().has(verb);
