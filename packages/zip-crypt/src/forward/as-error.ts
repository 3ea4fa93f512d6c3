/** Gives what was thrown, which nothing forces to be an error, as one. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
