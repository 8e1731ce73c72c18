import type { Path } from '../detectors/leaves.ts';
import { isBytes, isEncodedBytes, isMediaUri, mayBeContent } from './media-content.ts';

/** What a model reads and a text filter does not. */
export interface MediaPart {
  readonly kind: 'image' | 'audio' | 'video' | 'file';
  /** As the part declares it, for example `image/png`. */
  readonly mediaType: string | undefined;
  /** Bytes, base64 or a data URI, as the part holds it; undefined for a reference. */
  readonly data: unknown;
  /** Where the model or its provider fetches it: an address or an id. */
  readonly reference: string | undefined;
  /** The part as it came. */
  readonly part: object;
}

/** A part, and where its content stands, if that is a string. */
export interface Media {
  readonly part: MediaPart;
  readonly holder: object | undefined;
  readonly key: string | undefined;
}

type Kind = MediaPart['kind'];

/** Words in types and names of fields that speak of media. */
const KIND_WORDS: ReadonlyMap<string, Kind> = new Map([
  ...['image', 'images', 'img', 'picture', 'pictures', 'photo', 'photos'].map((word) => [word, 'image'] as const),
  ...['audio', 'audios', 'sound', 'voice', 'speech'].map((word) => [word, 'audio'] as const),
  ...['video', 'videos'].map((word) => [word, 'video'] as const),
  ...['file', 'files', 'document', 'documents', 'pdf', 'media', 'resource', 'blob', 'binary', 'inline'].map(
    (word) => [word, 'file'] as const,
  ),
  ...['attachment', 'attachments', 'upload', 'uploads'].map((word) => [word, 'file'] as const),
]);

/** Words of types that speak of a file without handing it over. */
const SPEAKS_OF = new Set(['citation', 'path', 'search']);
/** A record with an address is an everyday result, and no part of a message under these names. */
const RECORD = new Set(['document', 'resource', 'media']);
/** Words of fields that speak about content. */
const ABOUT = new Set(['type', 'name', 'id', 'format', 'path', 'size', 'count', 'title', 'role']);

const MEDIA_TYPES = ['mediaType', 'media_type', 'mimeType', 'mime_type', 'contentType', 'content_type', 'format'];
const MEDIA_TYPE = /^(?:image|audio|video)\/|^application\/(?:pdf|octet-stream|zip|msword|vnd\.)/i;

/** Names under which parts hold their content, or an object that holds it, beside those that speak of media. */
const HOLDERS = new Set(['data', 'source', 'url', 'uri', 'bytes', 'base64', 'content_url']);
const ADDRESS_NAME = /ur[il]$/i;
const ID_NAME = /^(?:file|image|media)_?id$/i;
const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,31}:|\/\/)/i;
const FILE_URI = /^file_?uri$/i;
const STORED = /^(?:gs|s3):|^file[-_]/i;

/** Fields of one object that are looked at, and objects within objects. */
const MOST_FIELDS = 200;
const MOST_DEEP = 3;
const MOST_DEEP_FIELDS = 2000;

/** One own data property of a part, or of an object that holds its content. */
interface Field {
  readonly holder: object;
  readonly name: string;
  readonly value: unknown;
}

/** Looks for images, sounds, videos and files in the objects and arrays of one value. */
export class MediaReader {
  /** Objects that several others share are read once. */
  readonly #fields = new Map<object, readonly Field[]>();
  /** What was reported with the part that surrounds it. */
  readonly #told = new Set<Field>();

  /**
   * A part that no text filter reads: it says so by its type, its media type or the name of a field, and holds bytes, base64,
   * a data URI or a reference; or it holds bytes, whatever it says. Undefined for anything else, text included.
   */
  read(container: object, path: Path): Media | undefined {
    if (Array.isArray(container)) return listOf(container, path);
    const own = this.#fieldsOf(container);
    const mediaType = declaredIn(own);
    const words = wordsOf(own.find(({ name }) => name === 'type')?.value);
    const kind = kindIn(words) ?? kindOf(mediaType);
    if (kind !== undefined) {
      const found = this.#declared(container, own, kind, words);
      if (found !== undefined) return found;
    }
    return this.#undeclared(container, own, mediaType);
  }

  /** What says by its type, or by its media type, that it is media. */
  #declared(part: object, own: readonly Field[], kind: Kind, words: readonly string[]): Media | undefined {
    const inner = own.filter(({ name }) => holdsContent(name)).flatMap(({ value }) => this.#deepFields(value));
    const all = [...own, ...inner];
    const mediaType = declaredIn(all);
    const data = all.find(({ name, value }) =>
      holdsContent(name) ? mayBeContent(value, mediaType) : isBytes(value) || isEncodedBytes(value),
    );
    const isText = mediaType !== undefined && /^text\//.test(mediaType);
    if (data !== undefined) {
      // Text that says so is read as any other text.
      if (isText && typeof data.value === 'string' && !/^data:/i.test(data.value)) return undefined;
      return this.#media(part, kind, mediaType, data, this.#reference(all, kind));
    }
    if (words.some((word) => SPEAKS_OF.has(word) || (isText && word === 'link'))) return undefined;
    const [word = '', ...more] = words;
    const plain = more.length === 0;
    const isRecord = mediaType === undefined && plain && RECORD.has(word);
    // Records of any program have ids of their own.
    const ids = (field: Field) => !plain || !ID_NAME.test(field.name) || isStored(field.value) || inner.includes(field);
    const reference = this.#reference((isRecord ? inner : word === '' ? own : all).filter(ids), kind);
    if (reference === undefined || isReadBeside(words, reference, all)) return undefined;
    return this.#media(part, kind, mediaType, undefined, reference);
  }

  /** What holds bytes without a word, and content or a stored object under a name that speaks of media. */
  #undeclared(part: object, own: readonly Field[], mediaType: string | undefined): Media | undefined {
    for (const field of own) {
      const { name, value } = field;
      const kind = kindNamed(name);
      if (isBytes(value)) return this.#media(part, kind ?? 'file', mediaType, field, undefined);
      if (typeof value === 'string') {
        const isMedia = kind === undefined ? HOLDERS.has(name) && isMediaUri(value) : isContent(value);
        if (isMedia) return this.#media(part, kind ?? 'file', mediaType, field, undefined);
      } else if (kind !== undefined && isObject(value) && !Array.isArray(value)) {
        const inner = this.#deepFields(value);
        const declared = declaredIn(inner);
        const data = inner.find((deep) => isContent(deep.value) || (declared !== undefined && isShort(deep)));
        const stored = inner.find(({ name: of, value: to }) => isStored(to) || (isText(to) && ID_NAME.test(of)));
        const isFile = declared?.includes('/') === true || inner.some(({ name: of }) => FILE_URI.test(of));
        const address = stored ?? (isFile ? this.#reference(inner, 'file') : undefined);
        const reference = address === undefined || isReadBeside(wordsOf(name), address, inner) ? undefined : address;
        if (data !== undefined || reference !== undefined) {
          return this.#media(part, kindOf(declared) ?? kind, declared, data, reference);
        }
      }
    }
    return undefined;
  }

  #reference(fields: readonly Field[], kind: Kind): Field | undefined {
    return fields.find(({ name, value }) => {
      if (!isText(value)) return false;
      if (ID_NAME.test(name)) return value !== '';
      const named = ADDRESS_NAME.test(name) || kindNamed(name) !== undefined || HOLDERS.has(name);
      return (named || kind !== 'file') && !NO_ADDRESS.has(name) && (ADDRESS.test(value) || STORED.test(value));
    });
  }

  #media(
    part: object,
    kind: Kind,
    mediaType: string | undefined,
    data: Field | undefined,
    reference: Field | undefined,
  ): Media | undefined {
    const content = data ?? reference;
    if (content === undefined || this.#told.has(content)) return undefined;
    this.#told.add(content);
    const told = reference?.value;
    return {
      part: { kind, mediaType, data: data?.value, reference: isText(told) ? told.slice(0, 2048) : undefined, part },
      holder: data?.holder,
      key: data?.name,
    };
  }

  /** The fields of an object, and of those in it. */
  #deepFields(value: unknown, depth = 1, found: Field[] = []): readonly Field[] {
    if (!isObject(value) || Array.isArray(value) || isBytes(value)) return found;
    const fields = this.#fieldsOf(value);
    if (found.length + fields.length > MOST_DEEP_FIELDS) return found;
    found.push(...fields);
    if (depth < MOST_DEEP) for (const field of fields) this.#deepFields(field.value, depth + 1, found);
    return found;
  }

  #fieldsOf(holder: object): readonly Field[] {
    const known = this.#fields.get(holder);
    if (known !== undefined) return known;
    const fields: Field[] = [];
    try {
      for (const name of Object.keys(holder).slice(0, MOST_FIELDS)) {
        // A getter is code of the data, and is not run.
        fields.push({ holder, name, value: Object.getOwnPropertyDescriptor(holder, name)?.value });
      }
    } catch {
      // A trap of a Proxy: the walk says so.
    }
    this.#fields.set(holder, fields);
    return fields;
  }
}

/** Bytes in a list, and content in one that has a telling name, such as `images`. */
function listOf(list: readonly unknown[], path: Path): Media | undefined {
  let kind: Kind | undefined;
  for (const value of list) {
    if (typeof value === 'string' ? !isContent(value) : !isBytes(value)) continue;
    kind ??= kindNamed(/\.([A-Za-z_][\w-]{0,40})$/.exec(path())?.[1]);
    if (typeof value === 'string' && kind === undefined) return undefined;
    const part: MediaPart = {
      kind: kind ?? 'file',
      mediaType: undefined,
      data: value,
      reference: undefined,
      part: list,
    };
    return { part, holder: list, key: undefined };
  }
  return undefined;
}

const NO_ADDRESS = new Set(['type', 'text', 'title', 'name', 'caption', 'alt', 'mediaType', 'mimeType', 'id', 'role']);

/** A resource of MCP that comes with its text: the text is what a model reads. */
const isReadBeside = (words: readonly string[], reference: Field, all: readonly Field[]): boolean =>
  words.includes('resource') &&
  all.some(({ holder, name, value }) => holder === reference.holder && name === 'text' && isText(value));

const isStored = (value: unknown): boolean => isText(value) && STORED.test(value);

const isContent = (value: unknown): boolean => isBytes(value) || isMediaUri(value) || isEncodedBytes(value);

/** Content of a few bytes, beside a declared type. */
const isShort = ({ name, value }: Field): boolean => HOLDERS.has(name) && mayBeContent(value, 'declared');

const holdsContent = (name: string): boolean => HOLDERS.has(name) || kindNamed(name) !== undefined;

function declaredIn(fields: readonly Field[]): string | undefined {
  const found = MEDIA_TYPES.map((type) => fields.find(({ name, value }) => name === type && isText(value))?.value);
  return found.find(isText)?.slice(0, 2048);
}

const wordsOf = (name: unknown): readonly string[] =>
  typeof name !== 'string'
    ? []
    : name
        .slice(0, 64)
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z]+/);

const kindIn = (words: readonly string[]): Kind | undefined =>
  words.map((word) => KIND_WORDS.get(word)).find((kind) => kind !== undefined);

function kindNamed(name: string | undefined): Kind | undefined {
  const words = wordsOf(name);
  return words.some((word) => ABOUT.has(word)) ? undefined : kindIn(words);
}

function kindOf(mediaType: string | undefined): Kind | undefined {
  if (mediaType === undefined || !MEDIA_TYPE.test(mediaType)) return undefined;
  const [family] = mediaType.toLowerCase().split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
