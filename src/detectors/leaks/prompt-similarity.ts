import { optionError } from '../../options.ts';
import { byStart, type Detection, type Detector, type Finding, NOTHING } from '../finding.ts';
import { BREAK, endOfCharacter, type Letters, lettersIn, lettersOf } from '../readings/characters/letters.ts';

/** Letters that are compared at a time: about two words. */
const GRAM = 10;
/** How many places of a text, letter by letter, are looked at together: about 24 words. */
const WINDOW = 120;
/** How many different grams of the prompt make a window part of it: ten words in a row, or more of them with some changed. */
const NEEDED = 42;
/** Fewest letters of a prompt that can be told from ordinary text. */
const SHORTEST = 64;
/** Longest prompts together, in UTF-16 units. */
const LONGEST = 100_000;

const DETECTOR = 'prompt-similarity';
const RULE = 'system-prompt';

/**
 * Finds stretches of the given texts in another text: about ten words in a row or, of about 24, as many that stand in the order of the prompt.
 * Case, punctuation, spacing, line breaks and invisible characters do not matter. Also reversed, turned by thirteen letters, in
 * hex and in base64. Paraphrases and translations are not seen. Shares of character n-grams in a window, after Broder,
 * "On the resemblance and containment of documents" (1997); time is linear in the text, memory in the prompt (about 100 bytes a letter).
 *
 * @param prompts 64 letters or more each, together at most 100,000 units
 * @throws `ERR_OPTION_INVALID` for anything else
 */
export function promptSimilarity(prompts: readonly string[]): Detector {
  if (!Array.isArray(prompts) || !prompts.every((prompt) => typeof prompt === 'string')) {
    throw optionError('leakCheck', '"systemPrompt" must be a string or an array of strings.');
  }
  if (prompts.reduce((sum, { length }) => sum + length, 0) > LONGEST) {
    throw optionError('leakCheck', `"systemPrompt" must have at most ${LONGEST} characters.`);
  }
  const forms = prompts.flatMap((prompt) => {
    const letters = lettersIn(prompt);
    if (letters.length >= SHORTEST) return formsOf(prompt, letters);
    throw optionError(
      'leakCheck',
      `"systemPrompt" must have ${SHORTEST} letters or more. A shorter one cannot be told from ordinary text: put a canary into it.`,
    );
  });
  const grams = new Grams(forms.reduce((sum, { length }) => sum + length, 0));
  for (const form of forms) eachGram({ units: unitsOf(form), length: form.length }, (hash) => grams.add(hash));

  const scan = (text: string): Detection => {
    const { findings } = look(text, grams);
    return findings.length === 0 ? NOTHING : { score: 1, findings: [...findings].sort(byStart) };
  };
  return Object.freeze({
    name: DETECTOR,
    scan,
    streaming: Object.freeze({
      context: 0,
      settled: (text: string) => look(text, grams).settled,
      closes: (_rule: string, _text: string, from: number) => from,
    }),
  });
}

function formsOf(prompt: string, letters: string): string[] {
  const bytes = Buffer.from(prompt, 'utf8');
  const turned = letters.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 84) % 26)));
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4),
  );
  return [letters, [...letters].reverse().join(''), turned, bytes.toString('hex'), ...base64.map(lettersIn)];
}

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

interface Look {
  readonly findings: readonly Finding[];
  /** The first offset from which more text could add a finding. */
  readonly settled: number;
}

/** Every place from which enough different grams stand near enough together is a finding, up to where they are enough. */
function look(text: string, grams: Grams): Look {
  const letters = lettersOf(`${text}a`); // the letter says whether what comes next is still near enough
  const given = { ...letters, length: letters.length - 1 };
  const findings: Finding[] = [];
  const hits: number[] = [];
  const slots: number[] = []; // one for each different gram
  eachGram(given, (hash, at) => {
    const slot = grams.slotOf(hash);
    if (slot === undefined) return;
    hits.push(at);
    slots.push(slot);
  });
  const start = (at: number): number => letters.starts[at] ?? text.length;
  const lastBreak = given.units.lastIndexOf(BREAK, given.length - 1);
  let settled = start(Math.max(lastBreak + 1, given.length - GRAM + 1));
  const counts = hits.length < NEEDED ? new Uint8Array() : new Uint8Array(grams.size); // of the grams of the window
  let different = 0;
  let nextBreak = -1;
  for (let from = 0, to = 0; from < hits.length; from += 1) {
    const first = hits[from] ?? 0;
    while (to < hits.length && different < NEEDED && (hits[to] ?? 0) - first <= WINDOW) {
      const slot = slots[to] ?? 0;
      if (counts[slot] === 0) different += 1;
      counts[slot] = (counts[slot] ?? 0) + 1;
      to += 1;
    }
    const last = (hits[to - 1] ?? 0) + GRAM - 1;
    if (nextBreak < first) nextBreak = breakFrom(given, first);
    if (different >= NEEDED && last < nextBreak) {
      const end = endOfCharacter(text, start(last));
      findings.push(Object.freeze({ detector: DETECTOR, rule: RULE, start: start(first), end, severity: 'high' }));
    } else if (first > lastBreak && first + WINDOW + GRAM > given.length) settled = Math.min(settled, start(first));
    const gone = slots[from] ?? 0;
    counts[gone] = (counts[gone] ?? 1) - 1;
    if (counts[gone] === 0) different -= 1;
  }
  return { findings, settled };
}

function breakFrom({ units, length }: Letters, from: number): number {
  const at = units.indexOf(BREAK, from);
  return at === -1 ? length : at;
}

const BASE = 0x01000193;
/** The weight of the letter that leaves a gram. */
const LEAVING = Array.from({ length: GRAM }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** The hash of each stretch of letters, and where it starts. None has a break in it. */
function eachGram({ units, length }: Pick<Letters, 'units' | 'length'>, see: (hash: number, at: number) => void): void {
  let rolling = 0;
  let since = 0; // letters since the last break
  for (let index = 0; index < length; index += 1) {
    const unit = units[index] ?? 0;
    if (unit === BREAK) {
      rolling = 0;
      since = 0;
      continue;
    }
    rolling = (Math.imul(rolling, BASE) + unit) | 0;
    since += 1;
    if (since > GRAM) rolling = (rolling - Math.imul(units[index - GRAM] ?? 0, LEAVING)) | 0;
    if (since >= GRAM) see(mixed(rolling), index - GRAM + 1);
  }
}

/** The last step of MurmurHash3, which spreads every bit; never 0. https://github.com/aappleby/smhasher */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  bits ^= bits >>> 16;
  return bits >>> 0 || 1;
}

/** A set of hashes, 8 to 16 bytes each. */
class Grams {
  readonly #slots: Uint32Array;
  readonly #mask: number;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, most * 2)));
    this.#slots = new Uint32Array(size);
    this.#mask = size - 1;
  }

  add(hash: number): void {
    this.#slots[this.#find(hash)] = hash;
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Where a hash lies, or undefined. */
  slotOf(hash: number): number | undefined {
    const slot = this.#find(hash);
    return this.#slots[slot] === 0 ? undefined : slot;
  }

  #find(hash: number): number {
    let slot = hash & this.#mask;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
