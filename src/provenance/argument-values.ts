/** One string or number of an argument. */
export interface ArgumentValue {
  readonly text: string;
  /** Whether it lies in an object, beside values that may say something else. */
  readonly nested: boolean;
}

/** More values than this are not looked at one by one. */
const MOST = 5_000;

/** Strings and numbers of plain data, keys that are no names among them. `complete` is false where there are more than 5,000. */
export function valuesOf(argument: unknown): { readonly values: readonly ArgumentValue[]; readonly complete: boolean } {
  const values: ArgumentValue[] = [];
  const open: { readonly value: unknown; readonly nested: boolean }[] = [{ value: argument, nested: false }];
  for (let seen = 0; open.length > 0; seen += 1) {
    const next = open.pop();
    if (next === undefined || seen >= MOST) return { values, complete: false };
    const { value, nested } = next;
    if (typeof value === 'string') values.push({ text: value, nested });
    else if (typeof value === 'number' || typeof value === 'bigint') values.push({ text: String(value), nested });
    else if (typeof value === 'object' && value !== null) {
      const listed = Array.isArray(value);
      for (const [key, item] of Object.entries(value).slice(0, MOST + 1)) {
        open.push({ value: item, nested: nested || !listed });
        if (!listed && !/^[A-Za-z_][\w-]{0,63}$/.test(key)) values.push({ text: key, nested: true });
      }
    }
  }
  return { values, complete: true };
}

/** The same, as texts alone. */
export const textsOf = (argument: unknown): readonly string[] => valuesOf(argument).values.map(({ text }) => text);
