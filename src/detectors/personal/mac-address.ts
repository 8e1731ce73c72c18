import { type Emit, isAlphanumeric } from './found.ts';

/** IEEE 802: six pairs joined by colons or hyphens, or three fours joined by full stops. */
const MAC =
  /(?:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}|[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}|[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4})(?![0-9A-Z_]|[:.-][0-9A-Z])/iy;

/** Address of no device: all zeros or all ones. */
const NO_DEVICE = /^(?:[0:.-]+|[F:.-]+)$/i;

/** A hardware address that the token from `start` to `end` has a part of: it is looked for where it would start. */
export function macAt(text: string, start: number, end: number, emit: Emit): void {
  const size = end - start;
  if (size !== 2 && size !== 4) return;
  const behind = text.charCodeAt(end);
  const joint = isJoint(behind, size) ? behind : text.charCodeAt(start - 1);
  if (!isJoint(joint, size)) return;
  for (let from = start; from >= 0 && from > start - 18; from -= size + 1) {
    const before = text.charCodeAt(from - 1);
    if (before !== 58 && before !== 95 && !isAlphanumeric(text, from - 1) && isJoined(text, from, size, joint)) {
      MAC.lastIndex = from;
      if (MAC.test(text)) {
        const address = text.slice(from, MAC.lastIndex);
        // Three numbers of four digits are rather a part of something else.
        if (!NO_DEVICE.test(address) && (size === 2 ? !/^[\d-]+$/.test(address) : /[A-F]/i.test(address)))
          emit('mac-address', from, MAC.lastIndex);
        return;
      }
    }
    if (before !== joint) return;
  }
}

/** A colon or hyphen between pairs, a full stop between fours. */
const isJoint = (unit: number, size: number): boolean => (size === 4 ? unit === 46 : unit === 58 || unit === 45);

/** Whether the joints stand where they would, and nothing goes on behind: cheap, before anything is read. */
function isJoined(text: string, from: number, size: number, joint: number): boolean {
  const end = from + (size === 4 ? 14 : 17);
  for (let at = from + size; at < end; at += size + 1) if (text.charCodeAt(at) !== joint) return false;
  return !isAlphanumeric(text, end + (text.charCodeAt(end) === joint ? 1 : 0));
}
