/** Runs steps of one key one after the other: what one has decided, the next one sees. Steps of other keys do not wait. */
export function turns(): <T>(key: string, step: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, step) => {
    const own = (last.get(key) ?? Promise.resolve()).then(step, step);
    last.set(key, own);
    const leave = () => {
      if (last.get(key) === own) last.delete(key);
    };
    own.then(leave, leave);
    return own;
  };
}
