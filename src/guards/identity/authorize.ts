import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Principal } from '../../identity/principal.ts';
import { compileTargetPattern, type TargetPattern } from '../../identity/target-pattern.ts';
import { optionError } from '../../options.ts';

/**
 * Target patterns by role: `agent:crew` is that target, `agent:research-*` all that start so, `tool:*.read` has any one
 * segment there, `*` is every target. A `*` stands at the end, or for a whole segment between `.`, `:` and `/`.
 */
export type RolePatterns = { readonly [role: string]: readonly string[] };

/**
 * Lets a principal use the targets of its roles, and no others. Needs `principal`, adds nothing, reads nothing of the input.
 * Put it right behind `authenticate()`.
 *
 * @throws `ERR_FORBIDDEN` when no role of the principal grants the target. At construction `ERR_OPTION_INVALID` for a
 * pattern that could not match as meant.
 */
export function authorize(roles: RolePatterns): Guard<{ principal: Principal }> {
  const where = 'authorize';
  const granted = readRoles(where, roles);
  return defineGuard<{ principal: Principal }>(
    'authorize',
    (call, next) => {
      const { target } = call;
      const held: unknown = call.ctx.principal?.roles;
      if (Array.isArray(held)) {
        for (const role of held) {
          if (granted.get(role)?.some((pattern) => pattern.matches(target)) === true) return next();
        }
      }
      throw new GuardError('ERR_FORBIDDEN', `authorize: no role of the principal grants ${target}.`);
    },
    { reads: 'nothing' },
  );
}

function readRoles(where: string, roles: RolePatterns): ReadonlyMap<unknown, readonly TargetPattern[]> {
  if (typeof roles !== 'object' || roles === null || Array.isArray(roles) || Object.keys(roles).length === 0) {
    throw optionError(where, 'give a map of roles to patterns, such as { analyst: ["agent:research-*"] }.');
  }
  // A Map: a role called "constructor" is a role like any other.
  return new Map(
    Object.entries(roles).map(([role, patterns]) => {
      if (!Array.isArray(patterns)) throw optionError(where, `role "${role}" must have a list of patterns.`);
      return [role, patterns.map((pattern) => compileTargetPattern(`${where}: role "${role}"`, pattern))];
    }),
  );
}
