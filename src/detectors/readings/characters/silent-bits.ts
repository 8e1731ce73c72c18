/** Text written as bits in characters that show nothing: zero for one kind, one for another, as tools for hiding text do. */

/** Fewer bits say nothing. */
const FEWEST = 32;
/** At most so many kinds of character are told apart. */
const MOST_KINDS = 4;
/** So many characters must read as text before the rest is tried: whole letters of 7, 8 and 16 bits. */
const TRIED = 560;
const SHORTEST_TEXT = 4;
/** Fewer different letters than this are a pattern of spaces. */
const FEWEST_LETTERS = 4;

/** The text in a row of invisible characters, in whichever of the usual ways it is written; `undefined` if in none. */
export function readSilentBits(points: readonly number[]): string | undefined {
  const kinds = [...new Set(points)].sort((a, b) => a - b);
  if (points.length < FEWEST || kinds.length < 2 || kinds.length > MOST_KINDS) return undefined;
  const start = points.slice(0, TRIED);
  for (const zero of kinds) {
    for (const one of kinds) {
      if (zero === one) continue;
      if (readBits(start, zero, one) === undefined) continue;
      const read = readBits(points, zero, one);
      if (read !== undefined) return read;
    }
  }
  return kinds.length === 4 ? readPairs(points, kinds) : undefined;
}

/** Two kinds are bits; others part one letter from the next, or only mark start and end. */
function readBits(points: readonly number[], zero: number, one: number): string | undefined {
  let bits = '';
  let groups = '';
  for (const point of points) {
    const bit = point === zero ? '0' : point === one ? '1' : '';
    bits += bit;
    groups += bit === '' ? ' ' : bit;
  }
  const parted = groups.trim().split(/ +/);
  if (parted.length >= SHORTEST_TEXT && parted.every((group) => group.length <= 16)) {
    const read = asText(parted.map((group) => Number.parseInt(group, 2)));
    if (read !== undefined) return read;
  }
  return readWidth(bits, 8) ?? readWidth(bits, 7) ?? readWidth(bits, 16);
}

function readWidth(bits: string, width: number): string | undefined {
  if (bits.length < FEWEST) return undefined;
  const codes: number[] = [];
  for (let at = 0; at + width <= bits.length; at += width) codes.push(Number.parseInt(bits.slice(at, at + width), 2));
  return asText(codes);
}

/** Four kinds are two bits each, in the order of their code points. */
function readPairs(points: readonly number[], kinds: readonly number[]): string | undefined {
  return readWidth(points.map((point) => kinds.indexOf(point).toString(2).padStart(2, '0')).join(''), 8);
}

/** Codes as text if nearly all are letters, digits, spaces and punctuation of ASCII. */
function asText(codes: readonly number[]): string | undefined {
  const printable = codes.filter((code) => (code >= 32 && code < 127) || code === 10).length;
  const letters = codes.filter((code) => (code | 32) >= 97 && (code | 32) <= 122).length;
  if (new Set(codes).size < FEWEST_LETTERS) return undefined;
  if (codes.length < SHORTEST_TEXT || printable < codes.length * 0.95 || letters < codes.length * 0.5) return undefined;
  return codes.map((code) => (code >= 32 && code < 127 ? String.fromCharCode(code) : ' ')).join('');
}
