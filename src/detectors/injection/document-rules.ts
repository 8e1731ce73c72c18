import type { InjectionRule } from './injection-rules.ts';

/**
 * Rules that hold where nobody should be asking the reader for anything: in pages, mails, files and results of tools. A user may
 * ask for each of these. `score` of `injection()` shows a rule of 0.75 as about 0.7 and one of 0.62 as about 0.43, so that what an
 * honest mail says as well counts at `strict` only.
 */
export const documentRules: readonly InjectionRule[] = [
  // What the reader made goes to an address that the document names.
  order('hand-over-work', 0.35, ['handOver', 'work', 'destination']),
  order('hand-over-copy', 0.45, ['handOver', 'copyOf', 'work', 'destination']),
  order('hand-over-copy', 0.45, ['handOver', 'destination', 'copyOf', 'work']),
  order('hand-over-conversation', 0.75, ['handOver', 'assistantWork', 'destination']),
  asked('hand-over-conversation', 0.75, ['assistantWork', 'destination', 'handOverLast']),
  asked('hand-over-conversation', 0.75, ['assistantWork', 'handOverLast', 'destination']),
  asked('hand-over-when-done', 0.75, ['whenWord', 'work', 'doneWord', 'handOver', 'given', 'destination']),
  asked('hand-over-when-done', 0.75, ['finishing', 'work', 'handOver', 'given', 'destination']),
  asked('hand-over-when-done', 0.62, ['readerDone', 'handOver', 'work', 'destination']),
  order('hand-over-when-done', 0.62, ['handOver', 'given', 'destination', 'whenIt']),
  order('hand-over-when-done', 0.62, ['handOver', 'destination', 'given', 'whenIt']),
  asked('hand-over-when-done', 0.62, ['whenIt', 'handOver', 'work', 'destination']),
  asked('hand-over-when-done', 0.75, ['whenWork', 'handOver', 'destination']),
  asked('hand-over-when-done', 0.75, ['whenWork', 'destination', 'handOverLast']),
  asked('hand-over-when-done', 0.75, ['whenWork', 'handOverLast', 'destination']),

  // A search or a call that only its success ends.
  loop('search-without-end', 0.62, ['seek', 'again', 'until']),
  loop('search-without-end', 0.75, ['seekLiteral', 'again', 'until']),
  loop('search-without-end', 0.62, ['seek', 'endless']),
  loop('search-without-end', 0.75, ['seekLiteral', 'endless']),
  loop('search-without-end', 0.62, ['keepSeeking', 'until']),
  loop('search-without-end', 0.75, ['keepSeeking', 'placed', 'until']),
  loop('search-without-end', 0.62, ['until', 'again', 'seek']),
  loop('search-without-end', 0.62, ['again', 'seek', 'until']),
  loop('call-without-end', 0.7, ['open', 'placed', 'again', 'until']),
  loop('call-without-end', 0.7, ['open', 'placed', 'endless']),
  loop('call-without-end', 0.7, ['useTool', 'toolNamed', 'again', 'until']),
  loop('call-without-end', 0.7, ['useTool', 'toolNamed', 'endless']),
  loop('call-without-end', 0.7, ['useTool', 'toolNamed', 'until']),
];

type Steps = InjectionRule['steps'];

function order(rule: string, weight: number, steps: Steps): InjectionRule {
  return { rule, family: 'request', weight, steps, gap: 60, negatable: true, form: 'order' };
}

function asked(rule: string, weight: number, steps: Steps): InjectionRule {
  return { rule, family: 'request', weight, steps, gap: 60, negatable: true };
}

function loop(rule: string, weight: number, steps: Steps): InjectionRule {
  return { rule, family: 'loop', weight, steps, gap: 60, negatable: true, form: 'unbounded-order' };
}
