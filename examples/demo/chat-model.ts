import { z } from 'zod';
import type { Model, Part, Role } from './crew.ts';
import { endpointOf, json } from './endpoint.ts';
import { schemas } from './tools.ts';

/** Turns of one member: a model that goes on and on is stopped here in every run. */
const MOST_TURNS = 12;
const MOST_CALLS_A_TURN = 20;

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

/** A real model behind a chat-completions endpoint, with the same parts and the same tools. */
export function chatModel(name: string): Model {
  const ask = endpointOf(process.env);
  return {
    async play({ role, task, use, signal }: Part) {
      const messages: object[] = [
        { role: 'system', content: ORDERS[role] },
        { role: 'user', content: task },
      ];
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        const message = await ask({ model: name, messages, tools }, signal);
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
