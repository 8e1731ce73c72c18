import { optionError } from '../options.ts';

export interface TargetPattern {
  matches(target: string): boolean;
}

const FORM = /^(?:agent|tool):[A-Za-z0-9*._:/-]{1,121}$/;
const SEPARATORS = /([.:/])/;

/**
 * A pattern of targets. `*` at the end stands for one character or more, separators included; as a whole segment (between
 * `.`, `:` or `/`) for exactly one segment; alone for every target. There are no other wildcards, and matching is linear.
 *
 * @throws `ERR_OPTION_INVALID` for a `*` anywhere else, or a text no target can match
 */
export function compileTargetPattern(where: string, pattern: unknown): TargetPattern {
  if (pattern === '*') return { matches: () => true };
  if (typeof pattern !== 'string' || !FORM.test(pattern)) {
    throw optionError(where, 'a pattern must be "*", or start with "agent:" or "tool:", such as "agent:research-*".');
  }
  const open = pattern.endsWith('*');
  const fixed = open ? pattern.slice(0, -1) : pattern;
  const segments = fixed.split(SEPARATORS);
  if (pattern.includes('**') || segments.some((segment) => segment.includes('*') && segment !== '*')) {
    throw optionError(
      where,
      `"*" stands at the end of a pattern or for a whole segment, as in "tool:*.read"; got "${pattern}".`,
    );
  }
  if (!fixed.includes('*')) {
    if (!open) return { matches: (target) => target === pattern };
    return { matches: (target) => target.length > fixed.length && target.startsWith(fixed) };
  }
  return { matches: (target) => matchesSegments(segments, target, open) };
}

/** Segments and separators alternate in both, so the two can be walked side by side. */
function matchesSegments(segments: readonly string[], target: string, open: boolean): boolean {
  const parts = target.split(SEPARATORS);
  const last = segments.length - 1;
  if (open ? parts.length < segments.length : parts.length !== segments.length) return false;
  return segments.every((segment, index) => {
    const part = parts[index] ?? '';
    if (segment === '*') return part !== '';
    if (!open || index !== last) return part === segment;
    return part.startsWith(segment) && (part.length > segment.length || parts.length > segments.length);
  });
}
