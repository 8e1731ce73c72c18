/** `node --expose-gc bench/memory.ts calls|keys|chains` prints how many bytes stay behind. A process of its own: nothing else moves its heap. */
import { pipeline, rateLimit, unchecked } from 'crewguard';
import { createChainVerifier } from 'crewguard/tokens';
import { AUDIENCE, authority, chainOf, issuer } from './chains.ts';
import { guardedSearch } from './full-tool-call.ts';

const MILLION = 1_000_000;
const KEYS = 100_000;
const CHAINS = 500;

const measures = new Map([
  ['calls', heapOfAMillionCalls],
  ['keys', memoryOfKeys],
  ['chains', memoryOfChains],
]);
console.log(await measures.get(process.argv[2] ?? '')?.());

async function heapOfAMillionCalls(): Promise<number> {
  const call = guardedSearch(true);
  for (let i = 0; i < MILLION / 10; i++) await call();
  const before = await heldMemory();
  for (let i = 0; i < MILLION; i++) await call();
  const grown = (await heldMemory()) - before;
  await call(); // keeps the pipeline alive until here
  return grown;
}

async function memoryOfKeys(): Promise<number> {
  const guard = rateLimit<{ user: string }>({
    limit: 10,
    windowMs: 3_600_000,
    maxKeys: KEYS + 1, // and the one of the warm-up
    key: ({ ctx }) => ctx.user,
  });
  const call = pipeline<{ user: string }>()
    .use(guard)
    .wrap('tool:search', unchecked<number>(), async (given) => given);
  for (let i = 0; i < 1000; i++) await call(i, { user: 'warm-up' }).catch(() => {});
  const before = await heldMemory();
  for (let i = 0; i < KEYS; i++) await call(i, { user: `user-${i}` });
  const grown = (await heldMemory()) - before;
  await call(0, { user: 'user-0' });
  return grown;
}

async function memoryOfChains(): Promise<number> {
  const verifier = createChainVerifier({
    authority,
    audience: AUDIENCE,
    anchors: [{ jwk: issuer.jwk }],
    cacheBytes: 2 ** 30,
  });
  const chains: (readonly string[])[] = [];
  for (let i = 0; i < CHAINS + 50; i++) chains.push(await chainOf(4));
  for (const chain of chains.slice(CHAINS)) verifier.verify(chain); // warms up
  const before = await heldMemory();
  for (const chain of chains.slice(0, CHAINS)) verifier.verify(chain);
  const grown = (await heldMemory()) - before;
  verifier.verify(chains[0] ?? []); // keeps them alive until here
  return Math.round(grown / CHAINS);
}

/** Bytes that are still held after collecting garbage, typed arrays included. */
async function heldMemory(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve)); // finalisers run between turns
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
