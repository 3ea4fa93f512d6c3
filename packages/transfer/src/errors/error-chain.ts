/** Walks an error, its causes and the members of aggregate errors, outermost first, and gives each one's `code` or name. */
export function errorCodesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 6) return [];
  const { code, name, cause, errors } = error as {
    code?: unknown;
    name?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  const own = typeof code === "string" ? code : typeof name === "string" ? name : "";
  const inner: unknown[] = Array.isArray(errors) ? [...(errors as unknown[]), cause] : [cause];
  return [own, ...inner.flatMap((one) => errorCodesOf(one, depth + 1))];
}

/** Gives the messages of an error and of its causes. They are only matched, never shown: they may hold anything. */
export function messagesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 6) return [];
  return [error.message, ...messagesOf(error.cause, depth + 1)];
}
