import { mapLeaves, type Path } from '../detectors/leaves.ts';
import type { Leaf } from './joined-texts.ts';
import { isStructural, type MediaPart, MODEL_ROLES, mediaPartOf, roleOf } from './message-parts.ts';

export interface LeafAt extends Leaf {
  readonly path: Path;
  /** A word of the structure, such as the `type` of a part. */
  readonly structural: boolean;
  /** The content of a media part. */
  readonly payload: boolean;
}

/** What stands in a value, in the order in which it is walked. */
export interface Collected {
  /** The value, a copy where it could answer otherwise later. */
  readonly value: unknown;
  readonly leaves: readonly LeafAt[];
  readonly media: readonly { readonly part: MediaPart; readonly path: string }[];
}

/** Shorter strings without white space are names, numbers and the like, which programs read. */
export const LONGEST_WORD = 64;

/** Finds the texts and the media parts of a value. What is trusted is not looked at. */
export function collect(value: unknown, trusted: ReadonlySet<unknown>): Collected {
  const leaves: LeafAt[] = [];
  const media: { part: MediaPart; path: string }[] = [];
  const payloads = new Set<unknown>();
  let ofModel: string | undefined; // the path of the last message that the model wrote
  const withinModel = (path: Path): boolean => ofModel !== undefined && path().startsWith(ofModel);
  const steady = mapLeaves(
    value,
    (text, path, key) => {
      // The content of a part is seen after the part itself.
      const payload = payloads.size > 0 && payloads.has(text);
      const structural = payload || isStructural(key, text);
      leaves.push({
        text,
        path,
        structural,
        apart: structural || MACHINE.test(text),
        payload,
        byModel: withinModel(path),
      });
      return text;
    },
    {
      rename(key, path) {
        if (readsAsText(key))
          leaves.push({ text: key, path, structural: false, apart: false, payload: false, byModel: false });
        return key;
      },
      enter(container, path) {
        if (trusted.has(container)) return { instead: container };
        if (Array.isArray(container)) return undefined;
        if (MODEL_ROLES.has(roleOf(container) ?? '') && !withinModel(path)) ofModel = `${path()}.`;
        const part = mediaPartOf(container);
        if (part === undefined) return undefined;
        media.push({ part, path: path() });
        if (typeof part.data === 'string' && isBinary(part.data)) payloads.add(part.data);
        return undefined;
      },
    },
  );
  return { value: steady, media, leaves };
}

/** Keys of more than one word, or as long as that, are read as text. */
export const readsAsText = (key: string): boolean => key.length > LONGEST_WORD || /\s/.test(key);

/** Paths, addresses, ids, times and numbers: one word of at most 200 units with signs that prose has not. */
const MACHINE = /^(?=\S{0,200}$)\S*?[\d/\\_=&?%#@:{}[\]<>|]/;

/** Nothing that reads as words: base64, or a data URI of base64. */
const PAYLOAD = /^(?:data:[\w.+-]{1,64}\/[\w.+-]{1,64};base64,)?[A-Za-z0-9+/_-]{64,}={0,2}$/;

/** Whether the content of a part is what it claims to be as far as can be told: base64 of bytes that are no text. */
function isBinary(data: string): boolean {
  if (!PAYLOAD.test(data)) return false;
  const start = data.indexOf(',') + 1;
  return Buffer.from(data.slice(start, start + 256), 'base64').some(
    (byte) => byte > 126 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13),
  );
}
