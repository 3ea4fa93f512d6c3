import { promisify } from "node:util";
import { constants, gunzip } from "node:zlib";

const inflate = promisify(gunzip);

/** Whether bytes begin as gzip does (RFC 1952: 1f 8b). */
export function looksGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses the beginning of a gzip file; `undefined` where it cannot be.
 * `Z_SYNC_FLUSH` makes zlib hand out what it has instead of complaining that the end is missing. 8 KiB of the best compressible bytes
 * become 8 MiB, so the output needs no other limit.
 */
export async function gunzipStart(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await inflate(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
