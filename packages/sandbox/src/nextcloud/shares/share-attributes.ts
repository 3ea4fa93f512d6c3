import type { NextcloudVersion } from "../version.js";

/** The stored form of `attributes`; 27 knows `enabled` where 32 knows `value` and stores null for what it was not given. */
export function shareAttributes(sent: string | undefined, version: NextcloudVersion): string | undefined {
  if (sent === undefined || sent === "") return undefined;
  if (version.key === "32") return sent;
  try {
    const parsed: unknown = JSON.parse(sent);
    if (!Array.isArray(parsed)) return undefined;
    return JSON.stringify(
      parsed.map((item: unknown) => {
        const one = (typeof item === "object" ? item : null) as Record<string, unknown> | null;
        return { scope: one?.["scope"], key: one?.["key"], enabled: one?.["enabled"] ?? null };
      }),
    );
  } catch {
    return undefined;
  }
}
