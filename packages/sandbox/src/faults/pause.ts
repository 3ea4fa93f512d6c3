/** Waits in real time; a closed server must not be kept alive by a pause, so the timer is unreferenced. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
