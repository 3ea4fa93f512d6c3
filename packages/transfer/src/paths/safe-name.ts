import { createHash } from "node:crypto";

import { ScanferryError } from "../errors/scanferry-error.js";
import { isReservedName } from "./reserved-names.js";

const bytesLimit = 200;

/** Cuts a name to at most `limit` bytes of UTF-8 without splitting a character. */
function cut(name: string, limit: number): string {
  let kept = "";
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

/**
 * Makes one name safe on every file system by replacing what some of them refuse with `_`.
 * A name that is too long is cut and gets a short digest, so that two long names stay two. Never throws for a name that is not empty.
 *
 * @throws {@link ScanferryError} `input/invalid` for an empty name
 * @example
 * ```ts
 * safeName("T1w: 3D/MPRAGE?"); // "T1w_ 3D_MPRAGE_"
 * ```
 */
export function safeName(name: string): string {
  if (name === "") throw new ScanferryError("input/invalid", "A name is empty.");
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is replaced
  let safe = name.replace(/[\u0000-\u001F\u007F-\u009F<>:"/\\|?*]|\p{Surrogate}/gu, "_");
  safe = safe.replace(/[. ]+$/, (end) => "_".repeat(end.length));
  if (isReservedName(safe)) safe = `_${safe}`;
  if (Buffer.byteLength(safe) <= bytesLimit) return safe;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  const extension = /(\.[A-Za-z0-9]{1,8}){1,2}$/.exec(safe)?.[0] ?? "";
  return `${cut(safe, bytesLimit - extension.length - digest.length - 1)}~${digest}${extension}`;
}
