import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { optionError } from '../options.ts';
import { snapshot } from '../snapshot.ts';
import { checkedAnswer } from './answer.ts';
import type { ApprovalAnswer, ApprovalRequest } from './request.ts';
import type { ApprovalStore, StoredApproval } from './store.ts';

const ID = /^[0-9a-f]{32}$/;

/**
 * Keeps requests as files in a folder of their own, so that they outlive a restart and several processes on one machine share
 * them: `ID.request`, `ID.answer` and `ID.claim`. Answering and claiming create a file that must not be there yet, which the
 * file system lets only one do. The files hold the arguments of calls: the folder is made for its owner only.
 *
 * @throws `ERR_OPTION_INVALID` for a folder that is no path; what the file system says, when it is used
 */
export function fileApprovalStore({ folder }: { readonly folder: string }): ApprovalStore {
  if (typeof folder !== 'string' || folder === '') {
    throw optionError('fileApprovalStore', '"folder" must be the path of a folder of its own.');
  }
  const root = resolve(folder);
  const path = (id: string, kind: 'request' | 'answer' | 'claim'): string => {
    if (!ID.test(id)) throw new Error('An id of an approval is 32 hex digits.'); // it becomes part of a path
    return join(root, `${id}.${kind}`);
  };

  async function get(id: string): Promise<StoredApproval | undefined> {
    if (!ID.test(id)) return undefined;
    const request = await read(path(id, 'request'));
    if (request === undefined) return undefined;
    const [answer, claim] = await Promise.all([read(path(id, 'answer')), read(path(id, 'claim'))]);
    return {
      request: snapshot(JSON.parse(request)) as ApprovalRequest,
      answer: answer === undefined ? undefined : checkedAnswer(JSON.parse(answer)),
      claimed: claim !== undefined,
    };
  }

  async function all(): Promise<readonly StoredApproval[]> {
    const names = await readdir(root).catch(absent);
    const ids = (names ?? [])
      .filter((name) => name.endsWith('.request'))
      .map((name) => name.slice(0, -'.request'.length));
    return (await Promise.all(ids.map(get))).filter((stored) => stored !== undefined);
  }

  return Object.freeze({
    async add(request: ApprovalRequest) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const made = await createdFirst(path(request.id, 'request'), JSON.stringify(request));
      if (!made) throw new Error('The id of an approval was taken already.');
    },
    get,
    find: async (digest: string) => (await all()).filter(({ request }) => request.digest === digest),
    pending: async () => (await all()).filter(({ answer }) => answer === undefined).map(({ request }) => request),
    answer: async (id: string, answer: ApprovalAnswer) =>
      (await get(id)) !== undefined && createdFirst(path(id, 'answer'), JSON.stringify(answer)),
    claim: async (id: string) => (await get(id)) !== undefined && createdFirst(path(id, 'claim'), ''),
    async remove(id: string) {
      // The request goes last: what has none does not exist.
      for (const kind of ['answer', 'claim', 'request'] as const) await rm(path(id, kind), { force: true });
    },
  });
}

const absent = (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
};

const read = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(absent);

/** Writes a file that has all of its text, on the disk, before it has its name. False when the name is taken: somebody was first. */
async function createdFirst(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path); // unlike a rename, it never replaces
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
