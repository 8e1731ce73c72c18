import { optionError } from '../options.ts';
import { snapshot } from '../snapshot.ts';

/** Who is behind a call. */
export interface Principal {
  /** 1 to 256 characters. */
  readonly id: string;
  /** What it may act as, at most 64 names of 1 to 128 characters. */
  readonly roles: readonly string[];
  /** On whose behalf, where one installation serves several customers: 1 to 256 characters. */
  readonly tenant?: string;
}

const MAX_NAME = 256;
const MAX_ROLES = 64;
const MAX_ROLE = 128;
const BOUNDS = { maxNodes: 1_000, maxDepth: 8, maxText: 65_536 };

/**
 * A frozen principal with these three members only, whatever else was given.
 *
 * @throws `ERR_OPTION_INVALID` for another form, naming the fix; `ERR_INPUT_INVALID` for what is not plain data
 */
export function readPrincipal(where: string, value: unknown): Principal {
  const copy = snapshot(value, BOUNDS);
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) {
    throw optionError(where, 'a principal must be an object such as { id: "alice", roles: ["analyst"] }.');
  }
  const { id, roles, tenant } = { ...EMPTY, ...copy };
  if (!isText(id, MAX_NAME))
    throw optionError(where, `"principal.id" must be a string of 1 to ${MAX_NAME} characters.`);
  if (!Array.isArray(roles) || roles.length > MAX_ROLES || !roles.every((role) => isText(role, MAX_ROLE))) {
    throw optionError(where, `"roles" must be a list of at most ${MAX_ROLES} names of 1 to ${MAX_ROLE} characters.`);
  }
  if (tenant !== undefined && !isText(tenant, MAX_NAME)) {
    throw optionError(where, `"tenant" must be a string of 1 to ${MAX_NAME} characters, or absent.`);
  }
  return Object.freeze({ id, roles: Object.freeze([...roles]), ...(tenant === undefined ? {} : { tenant }) });
}

// Own members only: a polluted prototype must not lend anybody a role.
const EMPTY: { readonly id: unknown; readonly roles: unknown; readonly tenant: unknown } = {
  id: undefined,
  roles: undefined,
  tenant: undefined,
};

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= max;
