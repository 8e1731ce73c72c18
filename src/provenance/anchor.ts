import { expression } from '../expression.ts';
import { mentions } from './canonical.ts';
import { type Entry, KEY, type Leaf, type Reading } from './reading.ts';
import { identity } from './sink-kind.ts';
import type { Task } from './task.ts';
import { carries, parts, stem } from './words.ts';

/** How surely a record is the one that the user named: 0 not at all, 1 a word or amount of it, 2 words side by side, 3 a name. */
export type Strength = 0 | 1 | 2 | 3;

/** A field that names a record is short. */
const LONGEST_NAME = 160;
const MOST_WORDS = 8;
/** Of the words of a field, those that the user wrote side by side. */
const SHARE = 0.4;

/** For each record of a result: whether the user named it. Where some are named more surely than others, those alone are. */
export function anchorsOf(task: Task, { entries }: Reading): readonly Strength[] {
  const common = commonValues(entries);
  const strengths = entries.map((entry) => strengthOf(task, entry, common));
  const best = Math.max(0, ...strengths);
  return strengths.map((strength) => (strength === best ? strength : 0));
}

function strengthOf(task: Task, { leaves }: Entry, common: ReadonlySet<string>): Strength {
  let best: Strength = 0;
  for (const leaf of leaves) {
    const strength = leaf.field === KEY || leaf.text.length > LONGEST_NAME ? 0 : strengthOfName(task, leaf, common);
    if (strength > best) best = strength;
    if (best === 3) break;
  }
  return best;
}

function strengthOfName(task: Task, { text }: Leaf, common: ReadonlySet<string>): Strength {
  if (common.has(text)) return 0;
  if (task.names.some((name) => mentions(text, name)) || task.identities.has(identity(text))) return 3;
  if (ID().test(text) && !DATE.test(text) && mentions(task.text, text)) return 3;
  if (/^\d+(?:\.\d+)?$/.test(text)) return task.amounts.has(String(Number(text))) ? 1 : 0;
  const words = parts(text).filter(carries);
  const telling = words.map(stem);
  const paired = new Set<number>();
  for (let at = 1; at < telling.length; at += 1) {
    if (task.pairs.has(`${telling[at - 1]} ${telling[at]}`)) paired.add(at - 1).add(at);
  }
  // A sentence that happens to hold two words of the user's names nothing.
  if (paired.size >= telling.length * SHARE && paired.size > 0) return 2;
  const short =
    telling.length > 0 && telling.length <= 3 && words.every((word) => word.length > 3 && !/^\d/.test(word));
  if (short && telling.every((word) => task.stems.has(word))) return 1;
  return telling.length <= MOST_WORDS && words.some((word) => task.called.has(word)) ? 1 : 0;
}

/** An id that the user wrote names its record; a date or a year names none. */
const ID = expression(String.raw`^(?=.{0,40}\d)[\p{L}\p{N}#_-]{3,40}$`, 'u');
const DATE = /^(?:19|20)\d\d(?:-\d\d){0,2}$/;

/** What most records share, such as a status, tells none of them from another. */
function commonValues(entries: readonly Entry[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { leaves } of entries) {
    const own = new Set(leaves.filter(({ text }) => text.length <= LONGEST_NAME).map(({ text }) => text));
    for (const text of own) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const most = Math.max(2, entries.length / 3);
  return new Set([...counts].filter(([, count]) => count > most).map(([text]) => text));
}
