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

/** An own data property: a getter is code of the data, and is not run. */
function fieldOf(value: object, name: string): unknown {
  try {
    return Object.getOwnPropertyDescriptor(value, name)?.value;
  } catch {
    return undefined; // a trap of a Proxy
  }
}
