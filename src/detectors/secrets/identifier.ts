/** Names with digits that programs are full of. */
const ALGORITHM =
  /(?:ed25519|x25519|curve25519|secp\d{3}|sha\d{1,3}|aes\d{3}|md5|base\d\d|utf\d{1,2}|oauth\d|x509|pkcs\d{1,2})/gi;

const CAPITAL = 1;
const SMALL = 2;
const VOWEL = 4;
const CONSONANT = 8;
const DIGIT = 16;
/** The last letter before the digits of an algorithm. */
const BEFORE_DIGITS = 32;

const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const unit = String.fromCharCode(code);
  if (/\d/.test(unit)) return DIGIT;
  if (!/[A-Za-z]/.test(unit)) return 0;
  const sound = /[aeiouy]/i.test(unit) ? VOWEL : CONSONANT;
  return (/[A-Z]/.test(unit) ? CAPITAL : SMALL) | sound | (/[dxepasfh]/i.test(unit) ? BEFORE_DIGITS : 0);
});

const kindOf = (text: string, at: number): number => KIND[text.charCodeAt(at)] ?? 0;

/** Most digits of a name, and most of its units that are: one of so many. */
const MOST_DIGITS = 4;
const UNITS_A_DIGIT = 6;
const LETTERS_A_WORD = 4;

/** Words written together, with hardly a digit: `OAuth2AccessTokenProvider`. Random text breaks after one or two letters of a case. */
export function isIdentifier(value: string): boolean {
  const { digits, algorithm } = digitsOf(value);
  if (!algorithm) return hasFewDigits(digits, value.length) && isOfWords(value);
  const named = value.replace(ALGORITHM, '');
  return hasFewDigits(digitsOf(named).digits, named.length) && isOfWords(named);
}

const hasFewDigits = (digits: number, length: number): boolean =>
  digits <= MOST_DIGITS && digits * UNITS_A_DIGIT <= length;

/** How many there are, and whether some may be those of an algorithm. */
function digitsOf(value: string): { readonly digits: number; readonly algorithm: boolean } {
  let digits = 0;
  let algorithm = false;
  for (let at = 0, before = 0; at < value.length; at += 1) {
    const kind = kindOf(value, at);
    if ((kind & DIGIT) !== 0) {
      digits += 1;
      algorithm ||= (before & BEFORE_DIGITS) !== 0;
    }
    before = kind;
  }
  return { digits, algorithm };
}

/** Whether its letters are long words, as `Name`, `name` or `NAME`, and can be spoken. */
function isOfWords(value: string): boolean {
  let words = 0;
  let letters = 0;
  let vowels = 0;
  let row = 0;
  let longestRow = 0;
  for (let at = 0, before = 0; at < value.length; at += 1) {
    const kind = kindOf(value, at);
    if ((kind & (CAPITAL | SMALL)) !== 0) {
      letters += 1;
      if ((kind & VOWEL) === 0) row += 1;
      else {
        vowels += 1;
        row = 0;
      }
      longestRow = Math.max(longestRow, row);
      if (startsWord(kind, before, value, at)) words += 1;
    }
    before = kind;
  }
  return letters >= words * LETTERS_A_WORD && isSpoken(vowels, letters, longestRow);
}

/** Of capitals in a row, the last one belongs to the small letters behind it. */
function startsWord(kind: number, before: number, value: string, at: number): boolean {
  if ((kind & SMALL) !== 0) return (before & (CAPITAL | SMALL)) === 0;
  return (before & CAPITAL) === 0 || (kindOf(value, at + 1) & SMALL) !== 0;
}

/** A quarter of what is spoken is vowels; of random letters a fifth is, and consonants stand in long rows. */
const isSpoken = (vowels: number, letters: number, longestRow: number): boolean =>
  vowels >= letters * 0.27 && longestRow < 6;

/** Letters alone, whose case changes as no name's does. */
export function isScrambled(value: string): boolean {
  if (value.length < 20) return false;
  let changes = 0;
  let vowels = 0;
  let row = 0;
  let longestRow = 0;
  for (let at = 0, before = 0; at < value.length; at += 1) {
    const kind = kindOf(value, at);
    if (((kind | before) & (CAPITAL | SMALL)) === (CAPITAL | SMALL) && before !== 0 && kind !== 0) changes += 1;
    if ((kind & VOWEL) !== 0) vowels += 1;
    row = (kind & CONSONANT) === 0 ? 0 : row + 1;
    longestRow = Math.max(longestRow, row);
    before = kind;
  }
  return changes >= value.length * 0.36 && !isSpoken(vowels, value.length, longestRow);
}
