const prefixes = [
  ['sk', '-'],
  ['AK', 'IA'],
  ['gh', 'p_'],
  ['github', '_pat_'],
  ['xox', 'b-'],
  ['ey', 'J'],
  ['AI', 'za'],
  ['glp', 'at-'],
].map((parts) => parts.join(''));

const longRun = /[A-Za-z0-9+/_=-]{24,200}/g;

const mixed = (run: string) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && !/[/-]/.test(run);

/** Whether a text holds a key block, a token with a provider's prefix, or a long run of mixed characters. */
export function looksSecret(text: string): boolean {
  if (/-----BEGIN [A-Z ]{0,30}KEY-----/.test(text)) return true;
  const words = text.split(/[\s"'`=:,;()<>]+/);
  if (words.some((word) => prefixes.some((prefix) => word.startsWith(prefix)))) return true;
  return (text.match(longRun) ?? []).some(mixed);
}
