import { isScanferryError } from "@scanferry/transfer";
import { readZipForward } from "@scanferry/zip-crypt";
import type { CallOptions } from "../../context.js";
import { zipOptions } from "./zip-options.js";
import { openFile } from "./open-file.js";

/**
 * Whether a zip can be read from its beginning to its end, as XNAT does: it refuses stored entries whose sizes stand behind them (wire/xnat.md, 11b).
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/checksum-mismatch`, `local/*`
 */
export async function isZipForward(path: string, { signal }: CallOptions): Promise<boolean> {
  try {
    for await (const { body } of readZipForward(openFile(path), zipOptions(signal)))
      for await (const chunk of body) if (chunk.length < 0) return false;
    return true;
  } catch (error) {
    // What cannot be read forward; damage is told by whoever reads it by its directory.
    if (isScanferryError(error, "input/invalid") || isScanferryError(error, "auth/required")) return false;
    throw error;
  }
}
