/** What the promise is rejected with; undefined when it is not. */
export const fails = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
