/** A class of units as a table. */
export interface UnitClass {
  /** Of all classes: what is known of a text about each lies at its number. */
  readonly number: number;
  /** By unit of ASCII: 1 for members. */
  readonly members: Uint8Array;
  /** Whether all other units are members, but for white space. */
  readonly others: boolean;
  /** Whether other white space is. */
  readonly spaces: boolean;
}

const known = new Map<string, UnitClass>();

/** The class that a regular expression writes as `source`, such as `[\\w-]` or `\\S`. The same source gives the same class. */
export function unitClass(source: string): UnitClass {
  const same = known.get(source);
  if (same !== undefined) return same;
  const expression = new RegExp(`^${source}$`);
  const members = Uint8Array.from({ length: 128 }, (_, unit) => (expression.test(String.fromCharCode(unit)) ? 1 : 0));
  const made = { number: known.size, members, others: expression.test('\u00e9'), spaces: expression.test('\u00a0') };
  known.set(source, made);
  return made;
}

/** The end of the run of members that starts at an offset, or the offset. At most `limit`. */
export function endOfRun(units: UnitClass, text: string, from: number, limit = text.length): number {
  const { members } = units;
  let at = from;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? members[unit] === 0 : !isOtherMember(units, unit)) break;
  }
  return at;
}

const isOtherMember = ({ others, spaces }: UnitClass, unit: number): boolean =>
  others === spaces ? others : isOtherSpace(unit) ? spaces : others;

const OTHER_SPACE = /\s/;

/** White space that is not ASCII. */
const isOtherSpace = (unit: number): boolean => unit >= 0xa0 && OTHER_SPACE.test(String.fromCharCode(unit));

/** What `\s` matches. */
export const isSpace = (unit: number): boolean =>
  unit < 128 ? unit === 32 || (unit >= 9 && unit <= 13) : isOtherSpace(unit);

/** Whether the unit at an offset is ASCII and of a class. */
export const isMember = ({ members }: UnitClass, text: string, at: number): boolean =>
  members[text.charCodeAt(at)] === 1;

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
