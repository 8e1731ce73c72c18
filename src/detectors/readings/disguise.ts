/** How a text was disguised before it became readable. */
export type Disguise =
  | 'tag characters'
  | 'variation selectors'
  | 'invisible bits'
  | 'reversed by a bidi override'
  | 'hidden markup'
  | 'markup in words'
  | 'base64'
  | 'base58'
  | 'base32'
  | 'hex'
  | 'binary'
  | 'character codes'
  | 'digits read as letters'
  | 'scrambled letters'
  | 'spaced letters'
  | 'reversed'
  | 'reversed words'
  | 'shifted letters'
  | 'mirrored letters'
  | 'exchanged letters'
  | 'words in reverse order'
  | 'words run together'
  | 'one word a line'
  | 'rail fence'
  | 'misplaced spaces'
  | 'groups of one length'
  | 'first letters'
  | 'columns of a table'
  | 'shortened words'
  | 'neighbouring keys'
  | 'another alphabet'
  | 'symbols between words'
  | 'Morse'
  | 'spelling alphabet'
  | 'doubled letters'
  | 'uuencode'
  | 'rotated by 47'
  | 'upside down'
  | 'as in a mirror'
  | 'base85'
  | 'base45'
  | 'base100'
  | 'two signs'
  | 'signs in words'
  | 'joined strings'
  | 'joined lines'
  | 'values of fields'
  | 'coded words';

/** Forms that programs and pages have all over: they are read in the room that all others leave, and what is not read of them is no sign. */
export const NATURAL: ReadonlySet<Disguise> = new Set<Disguise>([
  'signs in words',
  'joined strings',
  'joined lines',
  'values of fields',
  'words run together',
  'one word a line',
  'columns of a table',
]);
/** What was made of words is no longer in a code. */
export const OF_WORDS: ReadonlySet<Disguise | undefined> = new Set<Disguise>([
  'reversed',
  'reversed words',
  'shifted letters',
  'mirrored letters',
  'exchanged letters',
  'rail fence',
  'misplaced spaces',
  'shortened words',
]);
/** Words that were mended one by one hold nothing else, and values of fields stand in the text as they are. */
export const OF_MENDED_WORDS: ReadonlySet<Disguise | undefined> = new Set<Disguise>([
  'digits read as letters',
  'scrambled letters',
  'values of fields',
]);
