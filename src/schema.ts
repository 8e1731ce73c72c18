/**
 * Standard Schema v1, as an interface: zod, Valibot, ArkType and others implement it. https://standardschema.dev
 */
export interface Schema<In = unknown, Out = In> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: In; readonly output: Out } | undefined;
    readonly validate: (value: unknown) => SchemaResult<Out> | Promise<SchemaResult<Out>>;
  };
}

type SchemaResult<Out> =
  | { readonly value: Out; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a caller gives to a schema. */
export type InferIn<S extends Schema> = NonNullable<S['~standard']['types']>['input'];
/** What a schema makes of it. */
export type InferOut<S extends Schema> = NonNullable<S['~standard']['types']>['output'];

/** Says in review that an input is not checked. Its size and depth still are. */
export const unchecked = <T>(): Schema<T> => UNCHECKED as Schema<T>;

const UNCHECKED: Schema = Object.freeze({
  '~standard': Object.freeze({ version: 1, vendor: 'crewguard', validate: (value: unknown) => ({ value }) }),
});

/** Whether a schema, or a guard, answers later. A promise of another realm, or of a library, is one too. */
export const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  typeof (value as { readonly then?: unknown }).then === 'function';
