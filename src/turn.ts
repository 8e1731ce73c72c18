/** One turn of the event loop: time for what was just told to stop to do so, without a timer. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
