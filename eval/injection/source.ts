import type { Scored } from './scored.ts';

/** Attacks by their file, without the harmless document around them (behind ` + `); harmless texts by their repository or package. */
export function sourceOf({ set, source }: Pick<Scored, 'set' | 'source'>): string {
  if (set === 'direct' || set === 'indirect' || set === 'obfuscated') return source.split(' + ', 1)[0] ?? source;
  return source.split(/[/#]/, 2).join('/');
}
