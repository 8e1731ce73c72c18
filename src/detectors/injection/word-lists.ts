import { once } from '../../once.ts';

/** The words of a class, taken apart when they are first asked for. */
export type WordList = () => readonly string[];

/** Words with `|` between them, and the words of other lists. */
/* @__NO_SIDE_EFFECTS__ */
export function words(...lists: readonly (string | WordList)[]): WordList {
  return once(() =>
    lists.flatMap((list) => (typeof list === 'string' ? list.split('|').map((word) => word.trim()) : list())),
  );
}

/** All phrases that take one from each list, joined by spaces. */
/* @__NO_SIDE_EFFECTS__ */
export function joined(...lists: readonly string[]): WordList {
  return once(() =>
    lists
      .map((list) => words(list)())
      .reduce((starts, ends) => starts.flatMap((start) => ends.map((end) => `${start} ${end}`))),
  );
}
