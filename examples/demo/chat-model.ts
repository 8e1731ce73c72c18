import { z } from 'zod';
import type { Model, Part, Role } from './crew.ts';
import { DemoError } from './options.ts';
import { schemas } from './tools.ts';

/** Turns of one member: a model that goes on and on is stopped here in both runs. */
const MOST_TURNS = 12;
const MOST_CALLS_A_TURN = 20;
const ANSWER_MS = 120_000;

const ORDERS: Readonly<Record<Role, string>> = {
  researcher:
    'You are the researcher of a crew. Search for documents on the topic, read every document that was found, and answer with notes for the writer. Name the source of each note.',
  writer: 'You are the writer of a crew. Turn the notes into a short report in Markdown. Answer with the report alone.',
  publisher: 'You are the publisher of a crew. Mail the report to editor@acme.example, then answer "done".',
};

/** Names of functions may not hold a dot there. */
const functionName = (tool: string): string => tool.replace('.', '_');
const toolName = (name: string): string => name.replace('_', '.');

const tools = Object.entries(schemas).map(([tool, schema]) => ({
  type: 'function',
  function: { name: functionName(tool), description: schema.description, parameters: z.toJSONSchema(schema) },
}));

const Message = z.object({
  role: z.literal('assistant').default('assistant'),
  content: z.string().nullish(),
  tool_calls: z
    .array(
      z.object({
        id: z.string(),
        type: z.literal('function').default('function'),
        function: z.object({ name: z.string(), arguments: z.string() }),
      }),
    )
    .nullish(),
});
const Completion = z.object({ choices: z.array(z.object({ message: Message })).min(1) });

/** A real model behind a chat-completions endpoint, with the same parts and the same tools. */
export function chatModel(name: string): Model {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: base } = process.env;
  if (!key || !base) throw new DemoError('--model needs OPENAI_API_KEY and OPENAI_BASE_URL in the environment.');
  const endpoint = URL.parse(`${base.replace(/\/+$/, '')}/chat/completions`);
  if (endpoint === null) throw new DemoError('OPENAI_BASE_URL is not a URL such as http://127.0.0.1:8080/v1.');

  const ask = async (messages: readonly object[], signal: AbortSignal): Promise<z.infer<typeof Message>> => {
    let response: Response;
    let body: string;
    try {
      response = await fetch(endpoint, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: name, messages, tools }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      body = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      throw new DemoError(`The model endpoint ${endpoint.origin} cannot be reached (${reasonOf(error)}).`);
    }
    if (!response.ok) throw new DemoError(`The model endpoint ${endpoint.origin} answered ${response.status}.`);
    const message = Completion.safeParse(json(body)).data?.choices[0]?.message;
    if (message === undefined) throw new DemoError(`The model endpoint ${endpoint.origin} gave no chat completion.`);
    return message;
  };

  return {
    async play({ role, task, use, signal }: Part) {
      const messages: object[] = [
        { role: 'system', content: ORDERS[role] },
        { role: 'user', content: task },
      ];
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        const message = await ask(messages, signal);
        const calls = message.tool_calls ?? [];
        if (calls.length === 0) return message.content ?? '';
        messages.push({ ...message, content: message.content ?? null });
        for (const [index, call] of calls.entries()) {
          const { name: called, arguments: args } = call.function;
          const content =
            index < MOST_CALLS_A_TURN ? await use({ tool: toolName(called), args: json(args) }) : 'Too many calls.';
          messages.push({ role: 'tool', tool_call_id: call.id, content });
        }
      }
      return '';
    },
  };
}

/** Undefined for what is no JSON: schemas refuse it then. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
