import { isScanferryError } from "@scanferry/transfer";

import { contentChecks } from "../../../src/pull/whole/content-checks.js";

/** Passes a file through all checks in chunks of a size, as a download does; gives the error's code, or "kept". */
export async function runChecks(name: string, bytes: Uint8Array, chunkBytes = 64 * 1024): Promise<string> {
  const running = contentChecks
    .map((check) => check.start({ name, hasDigest: false }))
    .filter((check) => check !== undefined);
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      for (const check of running) await check.write(bytes.subarray(at, at + chunkBytes));
    }
    for (const check of running) await check.end();
    return "kept";
  } catch (error) {
    if (isScanferryError(error)) return error.code;
    throw error;
  } finally {
    for (const check of running) check.abort?.();
  }
}
