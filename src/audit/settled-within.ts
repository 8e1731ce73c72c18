/**
 * Follows a promise for at most `ms`. What it does later, a rejection too, is ignored. `holdProcess` false lets the process
 * end before.
 */
export function settledWithin(work: PromiseLike<unknown>, ms: number, holdProcess: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
    if (!holdProcess) timer.unref();
    Promise.resolve(work).then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      (cause: unknown) => {
        clearTimeout(timer);
        reject(cause);
      },
    );
  });
}
