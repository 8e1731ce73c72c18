/** The same tool, input, schemas and log for crewguard and for its peers. */
import { devNull } from 'node:os';
import pino from 'pino';
import { z } from 'zod';

export const Input = z.object({
  query: z.string().max(200),
  userId: z.string().max(64),
  limit: z.int().min(1).max(50),
});
export const Output = z.object({ title: z.string(), hits: z.array(z.object({ id: z.string(), score: z.number() })) });

export type Input = z.infer<typeof Input>;
export type Output = z.infer<typeof Output>;

export const input: Input = { query: 'capability tokens for tool calls', userId: 'user-17', limit: 2 };

const hits = [
  { id: 'doc-1', score: 0.91 },
  { id: 'doc-2', score: 0.74 },
];

/** The tool itself does next to nothing, so that a row shows what is around it. */
export const search = async ({ query }: Input): Promise<Output> => ({ title: query, hits });

/** Lines are formatted and written with a system call each, to where nothing keeps them. */
export const logger = pino(pino.destination({ dest: devNull, sync: true }));
