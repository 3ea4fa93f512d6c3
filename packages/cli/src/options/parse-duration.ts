import { ScanferryError } from "@scanferry/transfer";

const unitMs: Readonly<Record<string, number>> = { ms: 1, "": 1000, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a time such as `90`, `60s`, `5m` or `500ms`; a bare number means seconds. The result is in milliseconds.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseDuration(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|)$/i.exec(text.trim());
  const factor = unitMs[found?.[2]?.toLowerCase() ?? "?"];
  const ms = Number(found?.[1]) * (factor ?? Number.NaN);
  if (!Number.isFinite(ms) || ms <= 0) {
    throw new ScanferryError("input/invalid", "A time is written like 60s, 5m or 500ms.", {
      hint: "For example: --timeout 60s",
    });
  }
  return ms;
}
