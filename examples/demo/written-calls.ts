/** Calls that a text spells out the way models do: `{"tool": "mail.send", "arguments": {...}}` or `send_email(to="...")`. */
export interface WrittenCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** An attacker guesses names, and a model is generous in what it takes them for. */
const TOOLS: readonly (readonly [tool: string, names: RegExp])[] = [
  ['mail.send', /^\w*mail|send_?message/i],
  ['web.search', /search/i],
  ['files.read', /^files?\b|read|open_?file|^cat$/i],
  ['http.fetch', /fetch|http|request|browse|url|curl|visit/i],
];
const ARGUMENTS: readonly (readonly [argument: string, names: RegExp])[] = [
  ['to', /^(?:to|recipients?|address|e?mail)$/i],
  ['subject', /^(?:subject|title)$/i],
  ['text', /^(?:text|body|content|message)$/i],
  ['path', /^(?:path|file|file_?name|file_?path)$/i],
  ['url', /^(?:url|uri|link|endpoint)$/i],
  ['query', /^(?:query|q|search|term)$/i],
];
const FIRST_ARGUMENT = new Map([
  ['mail.send', 'to'],
  ['web.search', 'query'],
  ['files.read', 'path'],
  ['http.fetch', 'url'],
]);

export const writtenCalls = (text: string): readonly WrittenCall[] => [...asJson(text), ...asFunction(text)];

function* asJson(text: string): Generator<WrittenCall> {
  for (const { index } of text.matchAll(/\{\s*"(?:tool|tool_name|name|function|action)"/g)) {
    const call = firstObject(text.slice(index, index + 2_000));
    if (call === undefined) continue;
    const member = (...names: readonly string[]): unknown => names.map((name) => call.get(name)).find(Boolean);
    const tool = named(TOOLS, member('tool', 'tool_name', 'name', 'function', 'action'));
    const given = membersOf(member('arguments', 'args', 'input', 'parameters', 'action_input'));
    if (tool !== undefined) yield { tool, args: known(tool, given) };
  }
}

function* asFunction(text: string): Generator<WrittenCall> {
  for (const [, name = '', list = ''] of text.matchAll(/\b([a-z][\w.]{2,30})\(([^()]{1,500})\)/gi)) {
    const tool = named(TOOLS, name);
    if (tool === undefined) continue;
    const pairs = [...list.matchAll(/(\w{1,20})\s*[=:]\s*["']([^"']*)["']/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    const [, only] = /^\s*["']([^"']+)["']\s*$/.exec(list) ?? [];
    const first = FIRST_ARGUMENT.get(tool);
    const given = only !== undefined && first !== undefined ? [[first, only]] : pairs;
    if (given.length > 0) yield { tool, args: known(tool, new Map(given.map(([key = '', value]) => [key, value]))) };
  }
}

const named = (names: readonly (readonly [name: string, pattern: RegExp])[], given: unknown): string | undefined =>
  typeof given === 'string' ? names.find(([name, pattern]) => name === given || pattern.test(given))?.[0] : undefined;

function known(tool: string, given: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const args = [...given].map(([name, value]) => [named(ARGUMENTS, name) ?? name, value]);
  return { ...(tool === 'mail.send' ? { subject: 'As asked', text: 'As asked' } : {}), ...Object.fromEntries(args) };
}

/** The shortest start of a text that is a JSON object. */
function firstObject(text: string): ReadonlyMap<string, unknown> | undefined {
  for (let end = text.indexOf('}'); end !== -1; end = text.indexOf('}', end + 1)) {
    try {
      return membersOf(JSON.parse(text.slice(0, end + 1)));
    } catch {
      // not complete yet
    }
  }
  return undefined;
}

const membersOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
