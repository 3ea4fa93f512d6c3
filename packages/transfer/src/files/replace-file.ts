import { rename } from "node:fs/promises";
import { platform } from "node:os";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";

/**
 * Renames a finished part onto its final name.
 *
 * @throws {@link ScanferryError} `local/busy` when Windows refuses because another program (Excel) holds the target open
 */
export async function replaceFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const heldOpen =
      platform() === "win32" && errorCodesOf(error).some((code) => code === "EPERM" || code === "EACCES");
    if (!heldOpen) throw fsError(error, to);
    throw new ScanferryError("local/busy", "A local file is in use by another program.", {
      hint: "Close the program that has the file open, then run the same command again.",
      subject: to,
    });
  }
}
