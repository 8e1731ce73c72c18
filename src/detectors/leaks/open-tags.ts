import { once } from '../../once.ts';

/** Where a reader of HTML can be inside a tag: https://html.spec.whatwg.org/multipage/parsing.html, from "tag open state" on. */
const STATES = {
  name: 1,
  beforeAttribute: 2,
  attribute: 4,
  afterAttribute: 8,
  beforeValue: 16,
  doubleQuoted: 32,
  singleQuoted: 64,
  unquoted: 128,
} as const;

const KINDS = ['space', 'slash', 'greater', 'equals', 'double', 'single', 'backslash', 'other'] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<string, Kind>> = {
  '/': 'slash',
  '>': 'greater',
  '=': 'equals',
  '"': 'double',
  "'": 'single',
  '\\': 'backslash',
};

/** The state behind one unit; 0 where the tag has ended. */
function stepFrom(state: number, kind: Kind): number {
  const { name, beforeAttribute, attribute, afterAttribute, beforeValue, doubleQuoted, singleQuoted, unquoted } =
    STATES;
  if (state === doubleQuoted) return kind === 'double' ? beforeAttribute : state;
  if (state === singleQuoted) return kind === 'single' ? beforeAttribute : state;
  if (kind === 'greater') return 0;
  if (state === beforeValue) {
    if (kind === 'space') return state;
    if (kind === 'double') return doubleQuoted;
    if (kind === 'single') return singleQuoted;
    return kind === 'backslash' ? beforeValue | unquoted : unquoted; // quotes are escaped where HTML stands in JSON
  }
  if (kind === 'space') return state === attribute || state === afterAttribute ? afterAttribute : beforeAttribute;
  if (state === unquoted) return state;
  if (kind === 'slash') return beforeAttribute;
  if (state === name) return state;
  return kind === 'equals' && state !== beforeAttribute ? beforeValue : attribute;
}

/** For each kind of unit and each set of states, the set behind it: that of its lowest state, and of the rest, which is known. */
const NEXT = once(() =>
  KINDS.map((kind) => {
    const behind = new Uint8Array(256);
    for (let set = 1; set < 256; set += 1) {
      const rest = set & (set - 1);
      behind[set] = rest === 0 ? stepFrom(set, kind) : (behind[rest] ?? 0) | (behind[set ^ rest] ?? 0);
    }
    return behind;
  }),
);

const KIND_OF_UNIT = Uint8Array.from({ length: 128 }, (_, unit) =>
  KINDS.indexOf(unit <= 32 ? 'space' : (KIND_OF[String.fromCharCode(unit)] ?? 'other')),
);
const OTHER = KINDS.indexOf('other');
const LINK_TAG = /<(?:a|area)(?![\w-])/iy;

const IN_VALUE = STATES.beforeValue | STATES.doubleQuoted | STATES.singleQuoted | STATES.unquoted;

/** Which tags can be open at an offset: `<a>` and `<area>`, whose `href` waits for a click, and all others. */
export interface OpenTags {
  readonly link: boolean;
  readonly other: boolean;
}

/**
 * Follows every `<name` of a text as the beginning of a tag, all of them at once: which of them a renderer takes for one can depend on
 * text far before. Linear, whatever the distance between a tag and its attributes.
 */
export class TagReader implements OpenTags {
  #link: number;
  #other: number;
  #at: number;

  constructor(link = 0, other = 0, at = 0) {
    this.#link = link;
    this.#other = other;
    this.#at = at;
  }

  get link(): boolean {
    return this.#link !== 0;
  }

  get other(): boolean {
    return this.#other !== 0;
  }

  /** Whether it can be the value of an attribute. */
  get inValue(): boolean {
    return ((this.#link | this.#other) & IN_VALUE) !== 0;
  }

  /** Reads up to an offset. */
  advance(text: string, to: number): void {
    let [link, other] = [this.#link, this.#other];
    const behind = NEXT();
    for (let at = this.#at; at < to && (link | other) !== 0; at += 1) {
      const unit = text.charCodeAt(at);
      const next = behind[unit < 128 ? (KIND_OF_UNIT[unit] ?? OTHER) : OTHER];
      link = next?.[link] ?? 0;
      other = next?.[other] ?? 0;
    }
    this.#link = link;
    this.#other = other;
    this.#at = Math.max(this.#at, to);
  }

  /** Takes the `<` at an offset for the beginning of a tag. */
  open(text: string, at: number): void {
    this.advance(text, at + 1);
    LINK_TAG.lastIndex = at;
    if (LINK_TAG.test(text)) this.#link |= STATES.name;
    else this.#other |= STATES.name;
  }

  /** The same, for a text that starts some units later. */
  from(units: number): TagReader {
    return new TagReader(this.#link, this.#other, this.#at - units);
  }
}
