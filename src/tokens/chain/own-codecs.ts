import type { ChainCodec } from './codec.ts';

const codecs = new WeakSet<ChainCodec>();

/** Marks a codec of this folder: what it reads was made for this reading alone, so that it need not be copied again. */
export function ownCodec(codec: ChainCodec): ChainCodec {
  codecs.add(codec);
  return Object.freeze(codec);
}

export const isOwnCodec = (codec: ChainCodec): boolean => codecs.has(codec);
