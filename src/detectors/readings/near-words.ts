import { fieldWords, orderWords } from './field-words.ts';
import { knownWords } from './vocabulary.ts';
import { ROOT } from './word-tree.ts';

/** Shorter words have too many others near to them. */
const SHORTEST = 4;

/** The known word that is left when one letter of a word is taken out, or one of its letters wherever it stands. */
export function withoutExtra(word: string): string | undefined {
  if (word.length <= SHORTEST) return undefined;
  const tree = knownWords();
  // A letter behind a word may be an ending.
  const end = word.endsWith('s') ? word.length - 1 : word.length;
  let found: string | undefined;
  let node = ROOT;
  for (let at = 0; at < end && node !== 0; at += 1) {
    let behind = node;
    for (let index = at + 1; index < word.length && behind !== 0; index += 1)
      behind = tree.step(behind, word.charCodeAt(index));
    if (tree.valueAt(behind) > 0) found = word.slice(0, at) + word.slice(at + 1);
    node = tree.step(node, word.charCodeAt(at));
  }
  return found ?? withoutOne(word);
}

/** The known word that is left without one of the letters that stand more than once. */
function withoutOne(word: string): string | undefined {
  let once = 0;
  let more = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = 1 << (word.charCodeAt(at) - 97);
    more |= once & letter;
    once |= letter;
  }
  const tree = knownWords();
  for (let at = 0; at < word.length && more !== 0; at += 1) {
    const unit = word.charCodeAt(at);
    if ((more & (1 << (unit - 97))) === 0) continue;
    more &= ~(1 << (unit - 97));
    let node = ROOT;
    let left = 0;
    for (let index = 0; index < word.length && node !== 0; index += 1) {
      if (word.charCodeAt(index) === unit) continue;
      node = tree.step(node, word.charCodeAt(index));
      left += 1;
    }
    if (left >= SHORTEST && tree.valueAt(node) > 0) return word.replaceAll(word[at] ?? '', '');
  }
  return undefined;
}

let lacking: Map<string, string> | undefined;

/** The word of those that orders are made of that a word is but for one letter, which it lacks. */
export function withMissing(word: string): string | undefined {
  if (lacking === undefined) {
    lacking = new Map();
    for (const known of [...fieldWords, ...orderWords]) {
      if (known.length <= SHORTEST) continue;
      for (let at = 0; at < known.length; at += 1) lacking.set(known.slice(0, at) + known.slice(at + 1), known);
    }
  }
  return lacking.get(word);
}
