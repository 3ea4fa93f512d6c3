import { createHash } from "node:crypto";

/** The MD5 of bytes, hexadecimal. */
export const md5 = (data: Uint8Array): string => createHash("md5").update(data).digest("hex");
