import { mayStartText } from './byte-text.ts';

/** By unit below U+0080, the six bits that it stands for in base64 of either alphabet; -1 for others. */
export const sixBits = new Int8Array(128).fill(-1);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let value = 0; value < DIGITS.length; value += 1) sixBits[DIGITS.charCodeAt(value)] = value;
sixBits[45] = 62; // -
sixBits[95] = 63; // _

/** So many units tell: twelve bytes. */
const TRIED = 16;

/** Whether a run in base64, or one from its end to its start, or one whose units stand for other bits, may be text, as its first bytes tell. */
export function mayBeText(run: string, isBackward = false, bitsOf = sixBits): boolean {
  // Where units are no digits, there are fewer bytes than units tell.
  if (run.length < TRIED || /[=>]/.test(run)) return true;
  const bytes: number[] = [];
  for (let at = 0; at < TRIED; at += 4) {
    let bits = 0;
    for (let digit = at; digit < at + 4; digit += 1) {
      const value = bitsOf[run.charCodeAt(isBackward ? run.length - 1 - digit : digit)] ?? -1;
      if (value === -1) return true;
      bits = (bits << 6) | value;
    }
    bytes.push(bits >> 16, (bits >> 8) & 0xff, bits & 0xff);
  }
  return mayStartText(bytes, Math.floor((run.length * 3) / 4));
}
