/**
 * What XNAT does with a session, by the name of its status: a `_` before or after it says that the session is locked meanwhile, and
 * `QUEUED_` that it waits for its turn ([S] PrearcStatus).
 */
export function plainStatus(status: string): string {
  return status.trim().toUpperCase().replace(/^_|_$/g, "");
}

/** Whether the server has come to rest with a session: READY, CONFLICT, ERROR, or an unknown word; one that is locked is at work. */
export function isSettled(status: string): boolean {
  const word = status.trim().toUpperCase();
  return !/^_|_$|^QUEUED_|^RECEIVING|ING$/.test(word);
}
