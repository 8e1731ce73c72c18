import { checkOptions, integerOption, optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { createLifeline, endLifeline, type Lifeline } from '../capability/link.ts';
import { readTools, type ToolConstraints } from '../capability/terms.ts';
import type { ToolTerms } from '../capability/tool-grant.ts';
import { canonical } from '../constraints/json-equality.ts';
import type { ConstraintRegistry } from '../constraints/registry.ts';
import type { TrustedKeys } from './codec.ts';
import { type PublicJwk, type PublicKey, publicKeyOf } from './public-key.ts';

/** A key that may sign first links. Anchors come from configuration, and never from a token. */
export interface AnchorOptions {
  /** Its public key. */
  readonly jwk: PublicJwk;
  /** Milliseconds since 1970 from which it counts. Default: always. */
  readonly notBefore?: number;
  /** Milliseconds since 1970 until which it counts; what it signed ends with it. Default: always. */
  readonly notAfter?: number;
  /** The audiences for which it counts. Default: all. */
  readonly audience?: readonly string[];
  /** The most that anything it signed can do: each call must be within this as well. Default: no bound. */
  readonly ceiling?: ToolConstraints;
}

/** An anchor that has been checked. */
export interface Anchor {
  readonly key: PublicKey;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly audience: ReadonlySet<string> | undefined;
  readonly ceiling: ReadonlyMap<string, ToolTerms> | undefined;
  /** Ends every handle that came from this anchor. */
  readonly lifeline: Lifeline;
  /** The same text for the same options. */
  readonly text: string;
}

const MAX_ANCHORS = 64;

/** Anchors by thumbprint, which can be replaced together. */
export class AnchorSet implements TrustedKeys {
  #anchors: ReadonlyMap<string, Anchor> = new Map();
  #generation = 0;

  /** Goes up with every change: what was verified before does not count any more. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * Puts other anchors in place of those there are. Handles from an anchor that is not among them, or not with the same
   * bounds, end at once.
   */
  replace(where: string, given: readonly AnchorOptions[], registry: ConstraintRegistry): void {
    const next = readAnchors(where, given, registry);
    for (const [kid, anchor] of this.#anchors) {
      const kept = next.get(kid);
      if (kept !== undefined && kept.text === anchor.text) next.set(kid, anchor);
      else endLifeline(anchor.lifeline);
    }
    this.#anchors = next;
    this.#generation += 1;
  }

  /** Ends every handle from this anchor, which goes on. */
  endHandles(kid: string): void {
    const anchor = this.#anchors.get(kid);
    if (anchor === undefined) return;
    endLifeline(anchor.lifeline);
    this.#anchors = new Map(this.#anchors).set(kid, { ...anchor, lifeline: createLifeline() });
    this.#generation += 1;
  }

  get(kid: string): Anchor | undefined {
    return this.#anchors.get(kid);
  }

  find(kid: string): PublicKey | undefined {
    return this.#anchors.get(kid)?.key;
  }

  all(): readonly PublicKey[] {
    return [...this.#anchors.values()].map(({ key }) => key);
  }
}

function readAnchors(
  where: string,
  given: readonly AnchorOptions[],
  registry: ConstraintRegistry,
): Map<string, Anchor> {
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_ANCHORS) {
    throw optionError(where, `"anchors" must be a list of 1 to ${MAX_ANCHORS} keys { jwk }.`);
  }
  const anchors = new Map<string, Anchor>();
  for (const options of given) {
    const anchor = readAnchor(where, options, registry);
    if (anchors.has(anchor.key.kid)) throw optionError(where, '"anchors": a key stands twice. Keep one of the two.');
    anchors.set(anchor.key.kid, anchor);
  }
  return anchors;
}

function readAnchor(where: string, options: AnchorOptions, registry: ConstraintRegistry): Anchor {
  checkOptions(`${where} anchors`, options, ['jwk', 'notBefore', 'notAfter', 'audience', 'ceiling']);
  const { jwk, notBefore, notAfter, audience, ceiling } = options;
  const key = publicKeyOf(jwk);
  if (key === undefined) {
    throw optionError(
      where,
      '"anchors": "jwk" must be a public Ed25519 key { kty: "OKP", crv: "Ed25519", x } and no more.',
    );
  }
  if (audience !== undefined && !(Array.isArray(audience) && audience.every((name) => typeof name === 'string'))) {
    throw optionError(where, '"anchors": "audience" must be a list of names.');
  }
  return {
    key,
    notBefore: notBefore === undefined ? -Infinity : integerOption(where, 'notBefore', notBefore, TIME),
    notAfter: notAfter === undefined ? Infinity : integerOption(where, 'notAfter', notAfter, TIME),
    audience: audience === undefined ? undefined : new Set(audience),
    ceiling: ceiling === undefined ? undefined : readTools(where, 'ceiling', ceiling, { registry }),
    lifeline: createLifeline(),
    text: canonical(snapshot(options)),
  };
}

const TIME = { min: 0, max: Number.MAX_SAFE_INTEGER, fix: 'Give milliseconds since 1970.' };
