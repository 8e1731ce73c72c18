/** A class of units as a table. */
export interface UnitClass {
  /** Of all classes: what is known of a text about each lies at its number. */
  readonly number: number;
  /** By unit of ASCII: 1 for members. */
  readonly members: Uint8Array;
  /** Whether all other units are members. */
  readonly others: boolean;
}

const known = new Map<string, UnitClass>();

/** The class that a regular expression writes as `source`, such as `[\\w-]` or `\\S`. The same source gives the same class. */
export function unitClass(source: string): UnitClass {
  const same = known.get(source);
  if (same !== undefined) return same;
  const expression = new RegExp(`^${source}$`);
  const members = Uint8Array.from({ length: 128 }, (_, unit) => (expression.test(String.fromCharCode(unit)) ? 1 : 0));
  const made = { number: known.size, members, others: expression.test('\u00e9') };
  known.set(source, made);
  return made;
}

/** The end of the run of members that starts at an offset, or the offset. At most `limit`. */
export function endOfRun({ members, others }: UnitClass, text: string, from: number, limit = text.length): number {
  let at = from;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? members[unit] === 0 : !others) break;
  }
  return at;
}

/** How the rest of a match must begin. */
export interface Follows {
  readonly units: UnitClass;
  /** Fewest units of the class. */
  readonly least: number;
  /** Whether nothing else follows. */
  readonly alone: boolean;
}

const ATOM =
  /^(?:\(\?[=!](?:[^()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])*\))*(\[(?:[^\]\\]|\\.)*\]|\\[wd])(?:\{(\d+)(?:,\d*)?\})?/;
const EITHER = /\|(?![^[]*\])/;

/** What an expression says of its first units: a single class, and how many of it at least. Undefined where that cannot be told. */
export function followsOf(source: string): Follows | undefined {
  if (EITHER.test(source)) return undefined;
  const [whole, units, least] = ATOM.exec(source) ?? [];
  if (whole === undefined || units === undefined || /^[?*]/.test(source.slice(whole.length))) return undefined;
  return { units: unitClass(units), least: Number(least ?? 1), alone: whole === source };
}
