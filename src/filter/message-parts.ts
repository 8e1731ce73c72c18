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

type Fields = Readonly<Record<string, unknown>>;

const KINDS: ReadonlyMap<string, MediaPart['kind']> = new Map(
  Object.entries({
    image: 'image',
    image_url: 'image',
    input_image: 'image',
    'image-data': 'image',
    'image-url': 'image',
    'image-file-id': 'image',
    image_file: 'image',
    audio: 'audio',
    input_audio: 'audio',
    audio_url: 'audio',
    video: 'video',
    video_url: 'video',
    input_video: 'video',
    file: 'file',
    input_file: 'file',
    'file-data': 'file',
    'file-url': 'file',
    'file-id': 'file',
    container_upload: 'file',
    document: 'file',
    media: 'file',
    resource: 'file',
  } as const),
);

/** Types that records of any program have as well, such as a list of files: more has to say that a model is meant to read them. */
const ORDINARY: ReadonlySet<unknown> = new Set(['audio', 'video', 'file', 'document', 'media', 'resource']);

/** Fields in which parts of OpenAI, Anthropic, the AI SDK and MCP hold their content, or an object that holds it. */
const CONTENT = [
  'data',
  'image',
  'image_url',
  'image_file',
  'input_audio',
  'audio_url',
  'video_url',
  'file',
  'file_data',
  'source',
  'resource',
  'blob',
  'audio',
];
const REFERENCES = [
  'url',
  'image_url',
  'image',
  'data',
  'file_url',
  'fileUri',
  'file_uri',
  'file_id',
  'fileId',
  'uri',
  'audio_url',
  'video_url',
];
/** Ids that a provider gave to a file: any text. */
const IDS = ['file_id', 'fileId'];
const MEDIA_TYPES = ['mediaType', 'media_type', 'mimeType', 'mime_type', 'format'];

/** Shorter text is a word and no content. */
const SHORTEST_BASE64 = 64;

/** Fields of parts without a type, as in Gemini, that hold an object with a media type. */
const UNTYPED = ['inlineData', 'inline_data', 'fileData', 'file_data'];

/**
 * An image, a sound, a video or a file that stands in a message or a tool result, in the shape of one of the usual
 * interfaces (OpenAI, Anthropic, AI SDK, MCP, Gemini); undefined for anything else, text included. Own data properties are
 * read and nothing else.
 */
export function mediaPartOf(value: object): MediaPart | undefined {
  const type = fieldOf(value, 'type');
  if (type === undefined) {
    const inner = UNTYPED.map((name) => fieldOf(value, name)).find(isObject);
    const mediaType = inner === undefined ? undefined : firstText([fieldsOf(inner)], MEDIA_TYPES);
    return inner === undefined || mediaType === undefined
      ? undefined
      : partFrom(value, [fieldsOf(inner)], kindOf(mediaType));
  }
  const kind = typeof type === 'string' ? KINDS.get(type) : undefined;
  if (kind === undefined) return undefined;
  const fields = fieldsOf(value);
  return partFrom(
    value,
    [
      fields,
      ...CONTENT.map((name) => fields[name])
        .filter(isObject)
        .map(fieldsOf),
    ],
    kind,
  );
}

/** @param holders the part, and the objects in it that may hold its content */
function partFrom(part: object, holders: readonly Fields[], kind: MediaPart['kind']): MediaPart | undefined {
  const mediaType = firstText(holders, MEDIA_TYPES);
  const data = firstOf(holders, CONTENT, (content) => isBytes(content) || isEncoded(content, mediaType));
  const ordinary = ORDINARY.has(fieldOf(part, 'type'));
  const reference =
    firstText(holders, REFERENCES, (text) => REFERENCE.test(text)) ??
    firstText(ordinary ? holders.slice(1) : holders, IDS, (text) => text !== '');
  const named = holders.length > 1 || mediaType !== undefined || !ordinary;
  if (data === undefined && (reference === undefined || !named)) return undefined;
  const isText = mediaType !== undefined && /^text\//.test(mediaType);
  if (isText && typeof data === 'string' && !/^data:/i.test(data)) return undefined; // it is read as any other text
  return { kind, mediaType, data, reference, part };
}

const kindOf = (mediaType: string): MediaPart['kind'] => {
  const [family] = mediaType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
};

const REFERENCE = /^(?:https?:|gs:|s3:|file:|data:|file[-_])/i;

/** Names under which structure stands that no reader reads as text: single words only. */
const STRUCTURE = new Set([
  'type',
  'role',
  'id',
  'kind',
  'object',
  'mediaType',
  'media_type',
  'mimeType',
  'toolCallId',
  'tool_call_id',
  'tool_use_id',
  'toolName',
  'status',
  'lang',
  'state',
]);

/** Whether a string is a word of the structure, such as the `type` of a part, and not text. */
export const isStructural = (key: PropertyKey, text: string): boolean =>
  typeof key === 'string' && STRUCTURE.has(key) && text.length <= 64 && !/\s/.test(text);

/** The list of messages that a chat input is or holds. */
export function messagesOf(input: unknown): readonly unknown[] {
  if (Array.isArray(input)) return input;
  if (!isObject(input)) return [];
  return ['messages', 'prompt', 'input'].map((name) => fieldOf(input, name)).find(Array.isArray) ?? [];
}

/** The role of a message, in lower case; undefined for what has none. */
export function roleOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const role = fieldOf(value, 'role');
  return typeof role === 'string' ? role.toLowerCase() : undefined;
}

/** Who writes what a model itself has said. */
export const MODEL_ROLES: ReadonlySet<string> = new Set(['assistant', 'model', 'ai']);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const FIELDS = [...new Set([...CONTENT, ...REFERENCES, ...MEDIA_TYPES])];

const fieldsOf = (value: object): Fields => Object.fromEntries(FIELDS.map((name) => [name, fieldOf(value, name)]));

/** An own data property: a getter is code of the data, and is not run. */
function fieldOf(value: object, name: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(value, name)?.value;
  } catch {
    return undefined; // a trap of a Proxy
  }
}

function firstOf(holders: readonly Fields[], names: readonly string[], fits: (value: unknown) => boolean): unknown {
  for (const holder of holders) for (const name of names) if (fits(holder[name])) return holder[name];
  return undefined;
}

function firstText(
  holders: readonly Fields[],
  names: readonly string[],
  fits = (_: string): boolean => true,
): string | undefined {
  const found = firstOf(holders, names, (value) => typeof value === 'string' && fits(value));
  return typeof found === 'string' ? found.slice(0, 2048) : undefined;
}

const isBytes = (value: unknown): boolean =>
  ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Blob || value instanceof URL;

const isEncoded = (value: unknown, mediaType: string | undefined): boolean =>
  typeof value === 'string' &&
  (/^data:[a-z]/i.test(value) ||
    (value.length >= SHORTEST_BASE64 && /^[A-Za-z0-9+/_-]{64}/.test(value)) ||
    (mediaType !== undefined && /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(value.slice(0, 256))));
