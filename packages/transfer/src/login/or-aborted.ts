import { abortedError, throwIfAborted } from "../errors/aborted.js";

/**
 * Waits for work that many wait for, until one's own signal fires; the work itself goes on for the others.
 *
 * @throws {@link ScanferryError} `aborted`, or the error of the work
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  // When nobody waits any more, its failure is nobody's.
  work.catch(() => undefined);
  throwIfAborted(signal);
  if (signal === undefined) return work;
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      reject(abortedError(signal.reason));
    };
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
