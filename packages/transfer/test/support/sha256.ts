import { createHash } from "node:crypto";

/** The SHA-256 digest in lower-case hexadecimal digits, as items and results give it. */
export const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
