const secondMs = 1000;

/**
 * Whether a Last-Modified tells one version from the next: a file that changes once more within the second of its date keeps that date, so the answer
 * must have been sent a second later at least (RFC 9110, 8.8.2.2).
 *
 * @param date When the answer was sent.
 */
export function isStrongDate(lastModified: string | undefined, date: string | undefined): boolean {
  return Date.parse(date ?? "") - Date.parse(lastModified ?? "") >= secondMs;
}

/**
 * The date by which a later If-Modified-Since learns of every change: Last-Modified itself where it is strong, else the second before it.
 * That one costs one more transfer at most, after which the date is strong.
 */
export function soundSince(lastModified: string | undefined, date: string | undefined): string | undefined {
  const changedMs = Date.parse(lastModified ?? "");
  if (Number.isNaN(changedMs)) return undefined;
  return isStrongDate(lastModified, date) ? lastModified : new Date(changedMs - secondMs).toUTCString();
}
