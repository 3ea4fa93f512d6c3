import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

import { throwIfAborted } from "../errors/aborted.js";
import { fsError } from "../errors/from-fs.js";

/** Compares two hexadecimal digests; one that is missing equals nothing. */
export function sameHex(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** Hashes a local file as a stream. */
export async function digestOf(
  path: string,
  algorithm: "md5" | "sha256",
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      throwIfAborted(signal);
      hash.update(chunk as Buffer);
    }
  } catch (error) {
    throw fsError(error, path);
  }
  return hash.digest("hex");
}
