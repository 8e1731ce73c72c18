/**
 * The code point at an offset, 0 behind the end; half of a pair of surrogates stands for itself.
 *
 * Not `codePointAt`: as V8 compiles it in Node 24, it reads behind the end of a string that was cut out of a longer one.
 */
export function pointAt(text: string, at: number): number {
  if (at < 0 || at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff || at + 1 >= text.length) return unit;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff ? ((unit - 0xd800) << 10) + (low - 0xdc00) + 0x10000 : unit;
}
