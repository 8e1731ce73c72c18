import { mapLeaves, type Path } from '../detectors/leaves.ts';
import type { Leaf } from './joined-texts.ts';
import { isBytes, isUnreadable } from './media-content.ts';
import { type MediaPart, MediaReader } from './media-parts.ts';
import { isStructural, MODEL_ROLES, roleOf } from './message-parts.ts';

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
  /** Keys without white space, each once. */
  readonly keys: readonly string[];
  readonly media: readonly { readonly part: MediaPart; readonly path: string }[];
}

/** Shorter strings without white space are names, numbers and the like, which programs read. */
export const LONGEST_WORD = 64;

/** Finds the texts and the media parts of a value. What is trusted is not looked at. */
export function collect(value: unknown, trusted: ReadonlySet<unknown>): Collected {
  const leaves: LeafAt[] = [];
  const keys = new Set<string>();
  const media: { part: MediaPart; path: string }[] = [];
  const reader = new MediaReader();
  /** Where the content of a part stands: by object and key, any key for a list. */
  const payloads = new Map<object, PropertyKey | undefined>();
  let ofModel: string | undefined; // the path of the last message that the model wrote
  if (isBytes(value)) {
    media.push({
      part: { kind: 'file', mediaType: undefined, data: value, reference: undefined, part: Object(value) },
      path: '$',
    });
  }
  const withinModel = (path: Path): boolean => ofModel !== undefined && path().startsWith(ofModel);
  const steady = mapLeaves(
    value,
    (text, path, key, holder) => {
      // The content of a part is seen after the part itself.
      const place = holder !== undefined && payloads.has(holder) ? (payloads.get(holder) ?? key) : undefined;
      const payload = place === key && isUnreadable(text);
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
        else keys.add(key);
        return key;
      },
      enter(container, path) {
        if (trusted.has(container)) return { instead: container };
        if (!Array.isArray(container) && MODEL_ROLES.has(roleOf(container) ?? '') && !withinModel(path))
          ofModel = `${path()}.`;
        const found = reader.read(container, path);
        if (found === undefined) return undefined;
        media.push({ part: found.part, path: path() });
        if (typeof found.part.data === 'string' && found.holder !== undefined) payloads.set(found.holder, found.key);
        return undefined;
      },
    },
  );
  // Parts are known again by identity: they must be those of the copy that is passed on.
  if (!Object.is(steady, value)) return collect(steady, trusted);
  return { value: steady, media, leaves, keys: [...keys] };
}

/** Whether a text is an id, a number, a time or a name of at most two words, which programs read: nothing can be said in it. */
export const isIdentifier = (text: string): boolean =>
  text.length <= LONGEST_WORD &&
  (HEX.test(text) || (IDENTIFIER.test(text) && (text.match(/[A-Z]?[a-z]{2,}|[A-Z]{2,}/g) ?? []).length <= 2));

const HEX = /^[0-9a-f-]*$/i;
const IDENTIFIER = /^[\w.:/+-]{0,32}$/;

/** Keys of more than one word, or as long as that, are read as text. */
export const readsAsText = (key: string): boolean => key.length > LONGEST_WORD || /\s/.test(key);

/** Paths, addresses, ids, times and numbers: one word of at most 200 units with signs that prose has not. */
const MACHINE = /^(?=\S{0,200}$)\S*?[\d/\\_=&?%#@:{}[\]<>|]/;
