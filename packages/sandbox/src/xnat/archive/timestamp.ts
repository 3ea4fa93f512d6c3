/** A time as Java's Timestamp prints it: `2026-11-21 00:18:39.88`, at least one digit behind the point; UTC. */
export function timestamp(ms: number): string {
  const text = new Date(ms).toISOString().slice(0, 23).replace("T", " ");
  return text.replace(/(\.\d+?)0+$/, "$1");
}
