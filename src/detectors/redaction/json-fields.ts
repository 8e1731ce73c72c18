/** An object of JSON, whose fields are looked at one by one. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object, and none of anything else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
