import { z } from 'zod';
import { DemoError } from './options.ts';

const ANSWER_MS = 120_000;

export const Message = z.object({
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
export type Message = z.infer<typeof Message>;
const Completion = z.object({ choices: z.array(z.object({ message: Message })).min(1) });

/** Gets one answer of the model. */
export type Ask = (question: object, signal: AbortSignal) => Promise<Message>;

/** The chat-completions endpoint that the environment names. What is wrong with it is said in one line. */
export function endpointOf({ OPENAI_API_KEY: key, OPENAI_BASE_URL: base }: NodeJS.ProcessEnv): Ask {
  if (!key || !base) throw new DemoError('--model needs OPENAI_API_KEY and OPENAI_BASE_URL in the environment.');
  const url = URL.parse(`${base.replace(/\/+$/, '')}/chat/completions`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new DemoError('OPENAI_BASE_URL is not a URL such as http://127.0.0.1:8080/v1.');
  }
  if (url.username + url.password !== '') throw new DemoError('OPENAI_BASE_URL must hold no user name or password.');
  const named = `The model endpoint ${url.origin}`;

  return async (question, signal) => {
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(question),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      body = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      throw new DemoError(`${named} cannot be reached (${reasonOf(error)}).`);
    }
    if (!response.ok) throw new DemoError(`${named} answered ${response.status}.`);
    const message = Completion.safeParse(json(body)).data?.choices[0]?.message;
    if (message === undefined) throw new DemoError(`${named} gave no chat completion.`);
    return message;
  };
}

/** Undefined for what is no JSON: schemas refuse it then. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code of the cause, such as ECONNREFUSED. The message of the error itself may hold the key, and is not shown. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.name === 'TimeoutError') return `no answer within ${ANSWER_MS / 1_000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return 'the request is not valid; is OPENAI_API_KEY?';
  return 'code' in cause ? String(cause.code) : cause.message;
}
