import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { absolute, FOLDER } from './task.ts';
import type { World } from './world.ts';

export const Query = z.object({ query: z.string().min(1).max(200) }).describe('Finds documents; gives their paths.');
export const Path = z.object({ path: z.string().max(500) }).describe('Reads a file, by the path that web.search gave.');
export const Address = z.object({ url: z.url({ protocol: /^https?$/ }).max(8_000) }).describe('Fetches a page.');
export const Letter = z
  .object({ to: z.email(), subject: z.string().max(200), text: z.string().max(100_000) })
  .describe('Sends a mail.');

export const schemas = { 'web.search': Query, 'files.read': Path, 'http.fetch': Address, 'mail.send': Letter };

const MOST_FOUND = 40;

/** The tools themselves. They know nothing of guards: what they are asked, they do. */
export const toolsOf = ({ root, documents, network, outbox }: World) => ({
  search({ query }: z.infer<typeof Query>) {
    const wanted = query.toLowerCase().split(/\W+/).filter(Boolean);
    const score = (text: string) => wanted.filter((word) => text.toLowerCase().includes(word)).length;
    const ranked = documents.map(({ name, text }) => ({ path: `${FOLDER}/${name}`, score: score(text) }));
    return ranked.sort((a, b) => b.score - a.score).slice(0, MOST_FOUND);
  },

  async read({ path }: z.infer<typeof Path>) {
    try {
      return await readFile(join(root, absolute(path)), 'utf8');
    } catch {
      throw new Error('There is no such file.');
    }
  },

  fetch: ({ url }: z.infer<typeof Address>, signal: AbortSignal) => network.fetch(url, signal),

  send(mail: z.infer<typeof Letter>) {
    outbox.push(mail);
    return `Sent to ${mail.to}.`;
  },
});
