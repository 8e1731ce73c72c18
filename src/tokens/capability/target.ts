import { optionError } from '../../options.ts';

/** The form of targets in `invocation.ts`, which this layer does not import. A test holds the two together. */
export const TARGET = /^(?:agent|tool):[A-Za-z0-9][A-Za-z0-9._:/-]{0,120}$/;

/**
 * The target that a name stands for: `agent:writer` and `tool:web.search` as they are, a bare `web.search` for the tool.
 *
 * @throws `ERR_OPTION_INVALID` for a name that no target can have
 */
export function targetOf(where: string, name: string): string {
  const target = fullTarget(name);
  if (!TARGET.test(target)) {
    throw optionError(
      where,
      `${JSON.stringify(name.slice(0, 40))} is no target. Write "tool:web.search", "agent:writer", or a bare tool name: letters, digits and ._:/- only.`,
    );
  }
  return target;
}

/** The same without a check: a name that is no target is then granted by nobody. */
export const fullTarget = (name: string): string =>
  name.startsWith('tool:') || name.startsWith('agent:') ? name : `tool:${name}`;
