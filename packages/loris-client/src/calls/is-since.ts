/**
 * Whether the server took an image in at this time or later. An image without a time that can be read is taken: leaving it out would
 * lose it.
 */
export function isSince(since: Date | undefined, insertTime: string | undefined): boolean {
  if (since === undefined || insertTime === undefined) return true;
  const time = Date.parse(insertTime);
  return Number.isNaN(time) || time >= since.getTime();
}
