import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkOptions, integerOption, optionError } from '../options.ts';
import { snapshot } from '../snapshot.ts';
import { checkedAnswer } from './answer.ts';
import type { ApprovalAnswer, ApprovalRequest } from './request.ts';
import type { ApprovalStore, StoredApproval } from './store.ts';

export interface FileApprovalStoreOptions {
  /** A folder of its own, on a local disk. It is made where there is none, for its owner only. */
  readonly folder: string;
  /** Requests kept at once, 1 to 100,000. Default 10,000. When none of them has expired, new ones are refused. */
  readonly maxRequests?: number;
}

/** The id, the digest and the end of a request, so that most questions are answered by the names alone. */
const REQUEST = /^([0-9a-f]{32})\.([0-9a-f]{64})\.(\d{1,16})\.request$/;
const ID = /^[0-9a-f]{32}$/;

/**
 * Keeps requests as files, so that they outlive a restart and several processes on one machine share them. Answering and
 * claiming create a file that must not be there yet, which the file system lets only one do, and which is on the disk before
 * the call goes on. The files hold the arguments of calls, and who can write here can approve: a folder that belongs to somebody
 * else, or that others may write to, is refused. What has expired is deleted when requests are added.
 *
 * @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds; what the file system says, when it is used
 */
export function fileApprovalStore(options: FileApprovalStoreOptions): ApprovalStore {
  const where = 'fileApprovalStore';
  checkOptions(where, options, ['folder', 'maxRequests']);
  const { folder, maxRequests = 10_000 } = options;
  if (typeof folder !== 'string' || folder === '') {
    throw optionError(where, '"folder" must be the path of a folder of its own.');
  }
  integerOption(where, 'maxRequests', maxRequests, { min: 1, max: 100_000 });
  const root = resolve(folder);

  /** Names of all files, of a folder that nobody else can write to. None where there is no folder yet. */
  async function names(): Promise<readonly string[]> {
    const status = await stat(root).catch(absent);
    if (status === undefined) return [];
    const foreign = process.getuid !== undefined && status.uid !== process.getuid();
    if (foreign || (process.platform !== 'win32' && (status.mode & 0o022) !== 0)) {
      throw new Error(`Others can write to ${root}, and could approve: make it yours alone (chmod 700).`);
    }
    return readdir(root);
  }

  async function load(name: string): Promise<StoredApproval | undefined> {
    const id = name.slice(0, name.indexOf('.'));
    const [request, answer, claim] = await Promise.all(
      [name, `${id}.answer`, `${id}.claim`].map((file) => readFile(join(root, file), 'utf8').catch(absent)),
    );
    if (request === undefined) return undefined;
    try {
      return {
        request: snapshot(JSON.parse(request)) as ApprovalRequest,
        answer: answer === undefined ? undefined : checkedAnswer(JSON.parse(answer)),
        claimed: claim !== undefined,
      };
    } catch (cause) {
      throw new Error(`The files ${join(root, id)}.* hold no request for approval.`, { cause });
    }
  }

  async function get(id: string): Promise<StoredApproval | undefined> {
    if (!ID.test(id)) return undefined;
    const name = (await names()).find((file) => file.startsWith(`${id}.`) && REQUEST.test(file));
    return name === undefined ? undefined : load(name);
  }

  const loaded = async (files: readonly string[]): Promise<readonly StoredApproval[]> =>
    (await Promise.all(files.map(load))).filter((stored) => stored !== undefined);

  /** The request goes last: what has none does not exist. */
  async function forget(id: string, files: readonly string[]): Promise<void> {
    const own = files.filter((file) => file.startsWith(`${id}.`));
    for (const file of [...own.filter((name) => !REQUEST.test(name)), ...own.filter((name) => REQUEST.test(name))])
      await rm(join(root, file), { force: true });
  }

  return Object.freeze({
    async add(request: ApprovalRequest) {
      const { id, digest, expiresAt } = request;
      await mkdir(root, { recursive: true, mode: 0o700 });
      const files = await names();
      const kept = requestsOf(files);
      const over = kept.filter(({ end }) => end <= request.createdAt);
      for (const old of over) await forget(old.id, files);
      if (kept.length - over.length >= maxRequests)
        throw new Error(`${maxRequests} requests for approval are kept already`);
      const made = await createdFirst(root, `${id}.${digest}.${expiresAt}.request`, JSON.stringify(request));
      if (!made) throw new Error('The id of an approval was taken already.');
    },
    get,
    find: async (digest: string) => loaded((await names()).filter((name) => REQUEST.exec(name)?.[2] === digest)),
    async pending() {
      const files = await names();
      const answered = new Set(files.filter((name) => name.endsWith('.answer')).map((name) => name.slice(0, 32)));
      const open = files.filter((name) => REQUEST.test(name) && !answered.has(name.slice(0, 32)));
      return (await loaded(open)).filter(({ answer }) => answer === undefined).map(({ request }) => request);
    },
    answer: async (id: string, answer: ApprovalAnswer) =>
      (await get(id)) !== undefined && createdFirst(root, `${id}.answer`, JSON.stringify(answer)),
    claim: async (id: string) => (await get(id)) !== undefined && createdFirst(root, `${id}.claim`, ''),
    async remove(id: string) {
      if (ID.test(id)) await forget(id, await names());
    },
  });
}

const requestsOf = (files: readonly string[]): readonly { readonly id: string; readonly end: number }[] =>
  files.flatMap((name) => {
    const [, id, , end] = REQUEST.exec(name) ?? [];
    return id === undefined ? [] : [{ id, end: Number(end) }];
  });

const absent = (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
};

/** Writes a file that has all of its text, on the disk, before it has its name. False when the name is taken: somebody was first. */
async function createdFirst(root: string, name: string, text: string): Promise<boolean> {
  const path = join(root, name);
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await synced(draft, 'wx', text);
    await link(draft, path); // unlike a rename, it never replaces
    if (process.platform !== 'win32') await synced(root, 'r'); // the name itself: a claim that a power cut undoes could be used twice
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function synced(path: string, flags: 'wx' | 'r', text?: string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    if (text !== undefined) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
