import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import { dataStart } from "./data-start.js";
import { wrongPassword } from "./damaged.js";
import type { RandomAccess } from "./random-access.js";
import { readDirectory } from "./read-directory.js";
import { openZipCrypto } from "./unseal-zipcrypto.js";
import type { LocatedEntry } from "./zip-entry.js";

/** Each more tells a wrong password from damage 256 times more surely; two would do. */
const witnesses = 8;

/**
 * Tells damage from the one wrong password of 256 that passes the check byte of a ZipCrypto entry, by what the other
 * entries of the archive say to the password. When most of them refuse it, it is `auth/rejected`. Otherwise the code
 * stays, and the hint says how likely the password is the cause.
 */
export async function explainZipCryptoFailure(
  error: unknown,
  archive: RandomAccess,
  entry: LocatedEntry,
  password: string,
): Promise<unknown> {
  if (!isScanferryError(error) || !error.code.startsWith("data/")) return error;
  const { refused, accepted } = await askOthers(archive, entry, password);
  if (refused > accepted) return wrongPassword(entry.name);
  return new ScanferryError(error.code, error.message, {
    hint:
      accepted > 0
        ? "The password opens other entries of the archive, so it was damaged. Get it again."
        : "Most likely the password is wrong: one wrong password of 256 is noticed only now. " +
          "If it is right, the archive was damaged: get it again.",
    cause: error,
    subject: entry.name,
  });
}

async function askOthers(
  archive: RandomAccess,
  failed: LocatedEntry,
  password: string,
): Promise<{ refused: number; accepted: number }> {
  let refused = 0;
  let accepted = 0;
  try {
    for await (const entry of readDirectory(archive)) {
      if (entry.encryption !== "zipcrypto" || entry.offset === failed.offset) continue;
      const cipher = await openZipCrypto(archive, entry, await dataStart(archive, entry), password);
      if (cipher === undefined) refused += 1;
      else accepted += 1;
      if (refused + accepted === witnesses) break;
    }
  } catch {
    // A damaged archive: what was heard until here has to do.
  }
  return { refused, accepted };
}
