import { z } from 'zod';
import { fullTarget, TARGET } from '../tokens/capability/target.ts';
import { compile } from '../tokens/constraints/compile.ts';

const Name = z
  .string()
  .refine((name) => TARGET.test(fullTarget(name)), 'a name has 1 to 121 letters, digits and ._:/- characters');

/** Names of arguments are those of the schemas of tools: `_id` and `$filter` are some. */
const ArgumentName = z
  .string()
  .regex(/^[A-Za-z0-9_$][A-Za-z0-9_$.:@/-]{0,120}$/, 'an argument has 1 to 121 letters, digits and _$.:@/- characters');

/** What does not show could make two roles look like one. */
const Role = z
  .string()
  .min(1)
  .max(256)
  .regex(/^(?! )[^\p{C}\p{Zl}\p{Zp}]*(?<! )$/u, 'a role must hold no hidden characters, and no space at its ends');
const Count = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** A constraint as `crewguard/tokens` has them, or the word `any`. */
const Argument = z.unknown().transform((given, context) => {
  const constraint = given === 'any' ? { type: 'any' } : given;
  try {
    return compile('constraint', constraint).constraint;
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message.replace(/^constraint: /, '') });
    return z.NEVER;
  }
});

const isNotEmpty = (map: object): boolean => Object.keys(map).length > 0;

/** What the arguments of a tool may be: a map, `any`, or `none` for a tool that is called without arguments. */
const Arguments = z.union(
  [
    z.literal('any'),
    z.literal('none'),
    z
      .record(ArgumentName, Argument)
      .refine(isNotEmpty, 'an empty map is refused: none says "no arguments", any says "any arguments"'),
  ],
  {
    error: 'give a map of arguments to constraints, any, or none',
  },
);

const Tools = z.record(Name, Arguments);

/** What one role may do by one agent. */
export const Ceiling = z.strictObject({
  tools: Tools,
  delegates: Tools.optional(),
  ttlMs: z.int().min(1).max(86_400_000).optional(),
  maxDepth: z.int().min(0).max(16).optional(),
  uses: Count.optional(),
  toolUses: z.record(Name, Count).optional(),
  budget: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  audience: z.array(z.string().min(1).max(256)).min(1).max(16).optional(),
  approvals: z.array(Name).optional(),
  sideEffects: z.boolean().optional(),
});

const Agent = z
  .string()
  .regex(/^agent:/, 'an agent is named as its target, such as agent:research-crew')
  .pipe(Name);

/** A policy file. Unknown keys are refused everywhere. */
export const PolicyFile = z.strictObject({
  version: z.literal(1),
  /** Every tool that there is, with the names of its arguments. */
  tools: z.record(Name, z.array(ArgumentName)),
  roles: z.record(Role, z.record(Agent, Ceiling)),
});

export type PolicyFile = z.output<typeof PolicyFile>;
export type Ceiling = z.output<typeof Ceiling>;
