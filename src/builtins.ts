import { createRequire } from 'node:module';
import type * as Net from 'node:net';
import type * as Util from 'node:util';
import type * as Zlib from 'node:zlib';
import { once } from './once.ts';

const load = once(() => createRequire(import.meta.url));

// Modules of Node that take a millisecond each to load, and that most programs never need.
export const net = once((): typeof Net => load()('node:net'));
export const util = once((): typeof Util => load()('node:util'));
export const zlib = once((): typeof Zlib => load()('node:zlib'));
