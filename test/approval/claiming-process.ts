import { fileApprovalStore } from '../../src/approval/file-store.ts';

// Claims the one request in the folder that it is given, and tells its parent whether it was first.
const store = fileApprovalStore({ folder: process.argv[2] ?? '' });
const { readdir } = await import('node:fs/promises');
const [name = ''] = await readdir(process.argv[2] ?? '');
process.send?.(await store.claim(name.split('.')[0] ?? ''));
