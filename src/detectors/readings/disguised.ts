import type { Span } from '../pattern.ts';
import type { View } from '../rewrite.ts';
import { deciphered } from './ciphers/ciphers.ts';
import { exchangedLetters, stretchesIn } from './ciphers/exchanged-letters.ts';
import { keyedLetters } from './ciphers/keyed-letters.ts';
import { otherKeyboards } from './ciphers/other-keyboards.ts';
import { railFence } from './ciphers/rail-fence.ts';
import { signedCiphers } from './ciphers/signed-ciphers.ts';
import { unknownAlphabets } from './ciphers/unknown-alphabets.ts';
import { untoldKey } from './ciphers/untold-key.ts';
import { codeRuns } from './codes/code-runs.ts';
import { codedWords } from './codes/coded-words.ts';
import { decoded } from './codes/codes.ts';
import { numberWords } from './codes/number-words.ts';
import { base45, base100, hexDumps } from './codes/rare-bytes.ts';
import { base85, morse, rot47 } from './codes/rare-codes.ts';
import { symbolMorse } from './codes/symbol-morse.ts';
import { upsideDown } from './codes/turned-letters.ts';
import { blankBits, twoSigns } from './codes/two-signs.ts';
import { uuencoded } from './codes/uuencoded.ts';
import { type Disguise, NATURAL, OF_MENDED_WORDS, OF_WORDS } from './disguise.ts';
import { Effort } from './effort.ts';
import { type Unlike, unlikeEnglish } from './english/unlike-english.ts';
import { knownShare } from './english/vocabulary.ts';
import { attributeTexts } from './layout/attribute-texts.ts';
import { delimitedColumns } from './layout/delimited-columns.ts';
import { drawnLetters } from './layout/drawn-letters.ts';
import { elementWords } from './layout/element-words.ts';
import { evenGroups } from './layout/even-groups.ts';
import { firstLetters } from './layout/first-letters.ts';
import { formatOrder } from './layout/format-order.ts';
import { frontMatter } from './layout/front-matter.ts';
import { joinedStrings } from './layout/joined-strings.ts';
import { ledLines } from './layout/led-lines.ts';
import { markup } from './layout/markup.ts';
import { pausedWords } from './layout/paused-words.ts';
import { sheetCells } from './layout/sheet-cells.ts';
import { spacedLetters } from './layout/spaced-letters.ts';
import { symbolsBetween } from './layout/symbols-between.ts';
import { tableColumns } from './layout/table-columns.ts';
import { tailComments } from './layout/tail-comments.ts';
import { twoColumns } from './layout/two-columns.ts';
import { valueTexts } from './layout/value-texts.ts';
import { wideGaps } from './layout/wide-gaps.ts';
import { wordsByLine } from './layout/words-by-line.ts';
import { isUnexplained, joined, type Stretch } from './stretches.ts';
import { type Survey, surveyInLowerCase, surveyOf } from './survey.ts';
import { backwardWords } from './words/backward-words.ts';
import { bySound } from './words/by-sound.ts';
import { cutLines, cutWords } from './words/cut-words.ts';
import { doubledLetters } from './words/doubled-letters.ts';
import { mended } from './words/mended-words.ts';
import { misplacedSpaces } from './words/misplaced-spaces.ts';
import { neighbourKeys } from './words/neighbour-keys.ts';
import { runTogether } from './words/run-together.ts';
import { shortenedWords } from './words/shortened-words.ts';
import { spelledOut } from './words/spelled-words.ts';
import { toldNames } from './words/told-names.ts';

/**
 * What is disguised in a text, each kind as one text; `before` is what was taken off to come to it. What is costly is tried while
 * `effort` lasts.
 */
export function* disguised(
  view: View,
  lower: string,
  before: Disguise | undefined,
  effort = new Effort(),
  written = surveyOf(view.text),
): Generator<readonly [View, Disguise], void, undefined> {
  if (OF_MENDED_WORDS.has(before)) return;
  const small = { text: lower, origin: view.origin };
  const survey = surveyInLowerCase(lower, written);
  const read = OF_WORDS.has(before) ? [] : yield* coded(view, small, { written, survey }, effort);
  const { ciphered, exchanged, misspelt, unknown, jumbled } = without(read, unlikeEnglish(lower));
  if (ciphered.length + exchanged.length + misspelt.length + unknown.length + jumbled.length === 0) return;
  const ciphers = deciphered(lower, ciphered, effort);
  for (const { reason, stretches } of ciphers) {
    const found = joined(small, stretches, reason === 'reversed' ? 'turned' : 'same');
    if (found !== undefined) yield [found, reason];
  }
  const explained = ciphers.flatMap(({ stretches }) => stretches);
  const left = (pieces: readonly Span[]): readonly Span[] =>
    explained.length === 0 ? pieces : pieces.filter(isUnexplained(explained));
  const strange = left(exchanged);
  const alphabets = stretchesIn(lower, strange);
  const alphabet = joined(small, exchangedLetters(lower, alphabets, effort), 'same');
  if (alphabet !== undefined) yield [alphabet, 'exchanged letters'];
  const keyed = alphabet === undefined ? joined(small, keyedLetters(lower, alphabets, effort), 'same') : undefined;
  if (keyed !== undefined) yield [keyed, 'shifted letters'];
  const opened =
    (alphabet ?? keyed) === undefined ? joined(small, untoldKey(lower, alphabets, effort), 'same') : undefined;
  if (opened !== undefined) yield [opened, 'shifted letters'];
  const typed = joined(small, otherKeyboards(lower, together(strange, unknown)), 'whole');
  if (typed !== undefined) yield [typed, 'neighbouring keys'];
  const fence = ciphers.length > 0 ? undefined : joined(small, railFence(lower, jumbled, effort), 'whole');
  if (fence !== undefined) yield [fence, 'rail fence'];
  const ofUnknown = together(left(unknown), []);
  const cut = joined(small, misplacedSpaces(lower, ofUnknown, effort), 'whole');
  if (cut !== undefined) yield [cut, 'misplaced spaces'];
  const whole = joined(small, shortenedWords(lower, ofUnknown, effort), 'whole');
  if (whole !== undefined) yield [whole, 'shortened words'];
  const ofMisspelt = left(misspelt);
  const words = mended(lower, together(ofMisspelt, ofUnknown), effort);
  const found = words === undefined ? undefined : joined(small, words.stretches, 'same');
  if (words !== undefined && found !== undefined) yield [found, words.reason];
  const signed = words === undefined ? signedCiphers(lower, together(ofMisspelt, []), effort) : [];
  const put = joined(small, signed, 'whole');
  if (put !== undefined) yield [put, 'exchanged letters'];
}

/** What is known of a text as it is written, and of the same in lower case. */
interface Surveys {
  readonly written: Survey;
  readonly survey: Survey;
}

/** What is written in another way than as the letters of words. Gives where it reads as plain English: nothing else has to be tried there. */
function* coded(
  view: View,
  small: View,
  { written, survey }: Surveys,
  effort: Effort,
): Generator<readonly [View, Disguise], readonly Span[], undefined> {
  const { text: lower } = small;
  let read: readonly Span[] = [];
  const isAscii = survey.others === 0;
  const runs = codeRuns(view.text, written);
  const codes = decoded(view.text, written, runs);
  for (const [code, stretches] of codes) {
    const found = joined(view, stretches, 'whole');
    if (found !== undefined) yield [found, code];
    read = [...read, ...stretches.filter(isPlain)];
  }
  for (const { reason, stretches, order } of markup(lower, survey)) {
    const found = joined(small, stretches, order);
    if (found !== undefined) yield [found, reason];
    // What is left of it is looked for in what it says.
    if (reason === 'markup in words') read = [...read, ...stretches];
  }
  const found: { readonly reason: Disguise; readonly stretches: readonly Stretch[] }[] = [];
  const note = (reason: Disguise, stretches: readonly Stretch[]): void => {
    if (stretches.length > 0) found.push({ reason, stretches });
  };
  note('words run together', runTogether(view.text, written, effort));
  note('groups of one length', evenGroups(view.text, written));
  note('one word a line', wordsByLine(lower, survey));
  note('one word a line', elementWords(lower));
  note('hidden markup', frontMatter(lower));
  note('neighbouring keys', neighbourKeys(lower, survey));
  note('another alphabet', bySound(lower, survey));
  note('Morse', morse(lower, survey));
  if (!isAscii) note('Morse', symbolMorse(lower));
  note('spelling alphabet', spelledOut(lower));
  note('character codes', numberWords(lower));
  note('doubled letters', doubledLetters(lower));
  note('base85', base85(view.text, written));
  note('uuencode', uuencoded(view.text, written));
  note('rotated by 47', rot47(view.text, written));
  if (!isAscii) note('upside down', upsideDown(view.text));
  note('base45', base45(view.text));
  if (!isAscii) note('base100', base100(view.text));
  note('hex', hexDumps(view.text, written));
  note('two signs', twoSigns(view.text));
  note('signs in words', cutWords(lower, survey));
  note('signs in words', cutLines(lower, survey));
  note('joined strings', joinedStrings(view.text, written));
  const formats = formatOrder(view.text);
  note('joined strings', formats);
  note('joined strings', toldNames(lower, survey));
  note('joined strings', attributeTexts(lower, survey));
  note('values of fields', valueTexts(lower, survey));
  note('joined lines', ledLines(lower, survey));
  note('joined lines', tailComments(lower, survey));
  note('digits read as letters', drawnLetters(lower, survey));
  note('coded words', codedWords(view.text, runs));
  note('two signs', blankBits(view.text, written));
  note('words in reverse order', backwardWords(view.text, written));
  note('symbols between words', symbolsBetween(lower, survey));
  note('symbols between words', pausedWords(lower, survey));
  note('first letters', firstLetters(lower, survey));
  note('misplaced spaces', wideGaps(lower, survey));
  note('columns of a table', tableColumns(lower, survey));
  note('columns of a table', sheetCells(lower, survey));
  note('columns of a table', delimitedColumns(lower, survey));
  note('columns of a table', twoColumns(lower, survey));
  for (const { reason, stretches } of found) {
    const as = joined(view, stretches, 'whole');
    if (as === undefined) continue;
    yield [as, reason];
    if (!NATURAL.has(reason))
      read = [...read, ...stretches.filter((stretch) => isPlain(stretch.edits === undefined ? stretch : as))];
  }
  const alphabets = unknownAlphabets(lower, survey, effort, [...[...codes.values()].flat(), ...read, ...formats]);
  const spelt = joined(small, alphabets, 'whole');
  if (spelt !== undefined) yield [spelt, 'exchanged letters'];
  const spaced = joined(small, spacedLetters(lower, survey, effort), 'whole');
  if (spaced !== undefined) yield [spaced, 'spaced letters'];
  return [...read, ...alphabets];
}

/** Units of what a stretch says by which it is judged, and the share of their letters in known words. */
const JUDGED = 200;
const PLAIN = 0.9;

/** Whether what is read is plain English. */
const isPlain = ({ text }: { readonly text: string }): boolean =>
  text.length > 0 && knownShare(text.slice(0, JUDGED).toLowerCase()) >= PLAIN;

/** Stretches that are unlike English, without those that are read. */
function without(read: readonly Span[], given: Unlike): Unlike {
  if (read.length === 0) return given;
  return {
    ciphered: given.ciphered.filter(isUnexplained(read)),
    exchanged: given.exchanged.filter(isUnexplained(read)),
    misspelt: given.misspelt.filter(isUnexplained(read)),
    unknown: given.unknown.filter(isUnexplained(read)),
    jumbled: given.jumbled.filter(isUnexplained(read)),
  };
}

/** Spans that are so near to each other, in units, are one. */
const NEAR = 60;

/** The spans of both, which are in rising order, as one list in this order; those that are near to each other are one. */
function together(some: readonly Span[], others: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  let last: { start: number; end: number } | undefined;
  for (let one = 0, other = 0; one < some.length || other < others.length; ) {
    const first = some[one];
    const second = others[other];
    const isFirst = second === undefined || (first !== undefined && first.start <= second.start);
    const { start, end } = (isFirst ? first : second) ?? NOWHERE;
    if (isFirst) one += 1;
    else other += 1;
    if (last === undefined || start - last.end > NEAR) {
      last = { start, end };
      all.push(last);
    } else last.end = Math.max(last.end, end);
  }
  return all;
}

const NOWHERE: Span = { start: 0, end: 0 };
