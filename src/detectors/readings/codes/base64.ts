import { areMostlyText } from './byte-text.ts';

/** By unit below U+0080, the six bits that it stands for in base64 of either alphabet; -1 for others. */
export const sixBits = new Int8Array(128).fill(-1);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let value = 0; value < DIGITS.length; value += 1) sixBits[DIGITS.charCodeAt(value)] = value;
sixBits[45] = 62; // -
sixBits[95] = 63; // _

/** So many units tell, at the start or in the middle: twelve bytes. */
const TRIED = 16;

/** Whether a run in base64, or one from its end to its start, or one whose units stand for other bits, may be text, as some of its bytes tell. */
export function mayBeText(run: string, isBackward = false, bitsOf = sixBits): boolean {
  // Where units are no digits, there are fewer bytes than units tell.
  if (run.length < TRIED || /[=>]/.test(run)) return true;
  const middle = (run.length >> 3) * 4;
  return mayBeTextAt(run, 0, isBackward, bitsOf) || mayBeTextAt(run, middle, isBackward, bitsOf);
}

function mayBeTextAt(run: string, from: number, isBackward: boolean, bitsOf: Int8Array): boolean {
  const bytes: number[] = [];
  for (let at = from; at < Math.min(from + TRIED, run.length - 3); at += 4) {
    let bits = 0;
    for (let digit = at; digit < at + 4; digit += 1) {
      const value = bitsOf[run.charCodeAt(isBackward ? run.length - 1 - digit : digit)] ?? -1;
      if (value === -1) return true;
      bits = (bits << 6) | value;
    }
    bytes.push(bits >> 16, (bits >> 8) & 0xff, bits & 0xff);
  }
  return areMostlyText(bytes, 0, Math.min(bytes.length, Math.floor((run.length * 3) / 4) - LAST));
}

/** The last bytes may be half a character. */
const LAST = 8;
