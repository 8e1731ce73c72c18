import { anchorsOf, type Strength } from './anchor.ts';
import { textsOf } from './argument-values.ts';
import { loosely, mentions, plainly, squeezed } from './canonical.ts';
import type { Tool } from './declaration.ts';
import { type Entry, KEY, type Leaf, type Reading, readResult } from './reading.ts';
import { isOnTopic } from './request-fit.ts';
import { hostOf, identity, type SinkClass } from './sink-kind.ts';
import { readTask, saidByUser, type Task } from './task.ts';

/**
 * Where a value came from, best first. `anchored`: a field of a record that the user named. `structured`: a field of another
 * record. `untrusted`: only text that strangers write. `unseen`: nothing that this run has read.
 */
export type Origin = 'user' | 'trusted' | 'anchored' | 'structured' | 'untrusted' | 'unseen';

/** That a call of this run returned text which anybody may have written. */
export interface TaintMark {
  /** Without `tool:`. */
  readonly tool: string;
  readonly callId: string;
  /** Milliseconds of the clock when the result arrived. */
  readonly since: number;
}

/** Where a value came from, and whether strangers wrote it too. */
export interface Provenance {
  readonly origin: Origin;
  /** Whether untrusted text spells the value out: in a record in whose fields it stands, or elsewhere. */
  readonly spelled: 'beside' | 'elsewhere' | undefined;
  /** The call whose result holds it. */
  readonly source: TaintMark | undefined;
}

/** Bounds of one run; beyond them nothing more is believed. */
export interface RunBounds {
  /** UTF-16 units of results that are kept, 1,000 to 268,435,456. Default 8,388,608. */
  readonly maxUnits?: number;
  /** Results that are kept, 1 to 100,000. Default 2,000. */
  readonly maxResults?: number;
}

interface Place {
  readonly mark: TaintMark;
  readonly entry: Entry;
  readonly strength: Strength;
  readonly trusted: boolean;
}

interface Text {
  readonly text: string;
  readonly mark: TaintMark;
  readonly entry: Entry;
  squeezed: string | undefined;
}

const MOST_PLACES = 16;
const MOST_MARKS = 1000;
const MOST_PRIVATE = 2_000;
/** Shorter values are found anywhere once gaps are left out. */
const SHORTEST_SQUEEZED = 8;
const LONGEST_SQUEEZED = 1_048_576;

/** What one run has read, and from whom. Bounded: once it is full, what it does not know counts as a stranger's. */
export class Run {
  readonly words: string;
  readonly task: Task;
  readonly #maxUnits: number;
  readonly #maxResults: number;
  readonly #places = new Map<string, Place[]>();
  readonly #trusted: Text[] = [];
  readonly #untrusted: Text[] = [];
  readonly #marks: TaintMark[] = [];
  readonly #uses = new Map<string, number>();
  readonly #private = new Set<string>();
  #hostile = false;
  #units = 0;
  #results = 0;
  #full = false;

  /** `own`: the user's own addresses and accounts; what goes to them goes to nobody else. */
  constructor(
    words: string,
    { maxUnits = 8_388_608, maxResults = 2_000 }: RunBounds = {},
    own: readonly string[] = [],
  ) {
    this.words = words;
    this.task = readTask(words, own);
    this.#maxUnits = maxUnits;
    this.#maxResults = maxResults;
  }

  /** Calls whose results strangers may have written, in order, at most 1,000. */
  get marks(): readonly TaintMark[] {
    return this.#marks;
  }

  get tainted(): boolean {
    return this.#full || this.#marks.length > 0;
  }

  /** Whether something was read that could not be kept. */
  get full(): boolean {
    return this.#full;
  }

  /** Whether something that was read tried to give instructions. */
  get hostile(): boolean {
    return this.#hostile;
  }

  markHostile(): void {
    this.#hostile = true;
  }

  /** How often a tool was let through. */
  usesOf(tool: string): number {
    return this.#uses.get(tool) ?? 0;
  }

  used(tool: string, times = 1): void {
    this.#uses.set(tool, this.usesOf(tool) + times);
  }

  /** Takes in what a call returned. What stood in its own arguments proves nothing when it comes back. */
  receive(tool: Tool, args: unknown, value: unknown, mark: TaintMark): void {
    this.receiveReading(readResult(tool, value), args, mark, tool);
  }

  /** The same, for a result that has been taken apart already. */
  receiveReading(reading: Reading, args: unknown, mark: TaintMark, tool?: Tool): void {
    this.#results += 1;
    this.#units += reading.units;
    if (!reading.complete) this.#full = true;
    if (this.#units > this.#maxUnits || this.#results > this.#maxResults) {
      this.#full = true;
      return;
    }
    const echoed = new Set(textsOf(args).flatMap((text) => [plainly(text), identity(text)]));
    if (tool?.sensitiveRead === true && !isOnTopic(this.task, tool)) this.#keepPrivate(reading);
    const strengths = anchorsOf(this.task, reading);
    let foreign = false;
    for (const [index, entry] of reading.entries.entries()) {
      for (const leaf of entry.leaves) {
        if (leaf.text === '') continue;
        if (leaf.writer !== 'trusted') foreign = true;
        this.#keep(leaf, { mark, entry, strength: strengths[index] ?? 0, trusted: leaf.writer === 'trusted' }, echoed);
      }
    }
    if (foreign && this.#marks.length < MOST_MARKS) this.#marks.push(Object.freeze({ ...mark }));
  }

  #keepPrivate({ entries }: Reading): void {
    for (const { text, field } of entries.flatMap(({ leaves }) => leaves)) {
      const tight = squeezed(text);
      const tells = tight.length >= 12 || (tight.length >= 6 && /\p{N}/u.test(tight));
      if (field === KEY || !tells || tight.length > 500 || saidByUser(this.task, text)) continue;
      if (this.#private.size < MOST_PRIVATE) this.#private.add(tight);
    }
  }

  /** Whether a text holds a value of private data that the task does not speak of. */
  holdsPrivate(text: string): boolean {
    if (this.#private.size === 0 || text.length > LONGEST_SQUEEZED) return false;
    const tight = squeezed(loosely(text));
    for (const value of this.#private) if (tight.includes(value)) return true;
    return false;
  }

  #keep({ text, writer }: Leaf, place: Place, echoed: ReadonlySet<string>): void {
    const { mark, entry } = place;
    if (writer === 'untrusted') {
      this.#untrusted.push({ text, mark, entry, squeezed: undefined });
      return;
    }
    if (echoed.has(text) || echoed.has(identity(text))) return;
    if (/\s/.test(text) && [...echoed].some((value) => value.length > 3 && mentions(text, value))) return;
    if (writer === 'trusted' && /[\s:=,{]/.test(text)) this.#trusted.push({ text, mark, entry, squeezed: undefined });
    this.#place(text, place);
    const same = identity(text);
    if (same !== text) this.#place(same, place);
  }

  #place(value: string, place: Place): void {
    const places = this.#places.get(value);
    if (places === undefined) this.#places.set(value, [place]);
    else if (places.length < MOST_PLACES) places.push(place);
    else if (place.strength > 0) places[0] = place;
  }

  /** Where a value came from. The same signs count as the same, apart from case, white space and what its kind leaves open. */
  originOf(value: string, kind: SinkClass): Provenance {
    const plain = plainly(value);
    const same = kind === 'identity' ? identity(value) : plain;
    const places = [...(this.#places.get(plain) ?? []), ...(same === plain ? [] : (this.#places.get(same) ?? []))];
    const spelling = this.#spelling(value, same, places);
    const spelled = spelling === undefined ? undefined : standsBeside(places, spelling) ? 'beside' : 'elsewhere';
    if (
      saidByUser(this.task, plain) ||
      (kind === 'identity' && (this.task.identities.has(same) || this.task.own.has(same)))
    ) {
      return { origin: 'user', spelled, source: undefined };
    }
    const trusted = places.find((place) => place.trusted) ?? this.#trusted.find(({ text }) => mentions(text, plain));
    if (trusted !== undefined) return { origin: 'trusted', spelled, source: trusted.mark };
    const anchored = places.find(({ strength }) => strength > 0);
    if (anchored !== undefined) return { origin: 'anchored', spelled, source: anchored.mark };
    const structured = places[0];
    if (structured !== undefined) return { origin: 'structured', spelled, source: structured.mark };
    if (spelling !== undefined) return { origin: 'untrusted', spelled, source: spelling.mark };
    return { origin: this.#full ? 'untrusted' : 'unseen', spelled, source: undefined };
  }

  /** An untrusted text that holds a value, in any of the spellings that are undone; one beside its places before another. */
  #spelling(value: string, same: string, places: readonly Place[]): Text | undefined {
    const loose = loosely(value);
    const tight = squeezed(loosely(same)); // without what changes nothing, such as a scheme
    let elsewhere: Text | undefined;
    for (const kept of this.#untrusted) {
      const beside = standsBeside(places, kept);
      if (!beside && elsewhere !== undefined) continue;
      if (!holds(kept, loose, same, tight)) continue;
      if (beside || places.length === 0) return kept;
      elsewhere = kept;
    }
    return elsewhere;
  }

  /** Untrusted texts that stand in no record which holds a value as a field of its own. */
  *textsElsewhere(value: string): Generator<string> {
    const places = this.#places.get(plainly(value)) ?? [];
    for (const kept of this.#untrusted) if (!standsBeside(places, kept)) yield kept.text;
  }

  /** Untrusted texts, folded. */
  *untrustedTexts(): Generator<string> {
    for (const { text } of this.#untrusted) yield text;
  }

  /** Whether the host of a link stands in untrusted text, though the link itself does not. */
  leadsToStranger(link: string): TaintMark | undefined {
    const host = hostOf(link);
    return host.length < 4 ? undefined : this.#untrusted.find(({ text }) => mentions(text, host))?.mark;
  }
}

const standsBeside = (places: readonly Place[], { entry }: Text): boolean =>
  places.some((place) => place.entry === entry);

function holds(kept: Text, loose: string, same: string, tight: string): boolean {
  if (mentions(kept.text, loose) || (same !== loose && mentions(kept.text, same))) return true;
  if (tight.length < SHORTEST_SQUEEZED || kept.text.length > LONGEST_SQUEEZED) return false;
  kept.squeezed ??= squeezed(kept.text);
  return kept.squeezed.includes(tight);
}
