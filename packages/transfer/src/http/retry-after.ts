/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3): seconds or an HTTP date; gives milliseconds from `now`, never negative.
 *
 * @example
 * ```ts
 * retryAfterMs("120", Date.now()); // 120000
 * ```
 */
export function retryAfterMs(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER);
  if (!/[a-z]/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
