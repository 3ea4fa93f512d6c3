/** A time as Java's Date writes it: `Sat Nov 21 00:18:31 UTC 2026`. */
export function javaDate(ms: number): string {
  const [week, day, month, year, time] = new Date(ms).toUTCString().replace(",", "").split(" ");
  return [week, month, day, time, "UTC", year].join(" ");
}
