import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { fsError } from "@scanferry/transfer";
import { type RandomAccess, checkRange, readFully } from "../read/random-access.js";
import type { ForwardBytes } from "./forward-bytes.js";

/** The rest of a stream in a file, at the places that it has in the archive. */
export type SpooledRest = RandomAccess & { close(): Promise<void> };

/**
 * Puts the rest of a stream into a file that has lost its name as soon as it is open, so that nothing is left behind by a killed process.
 * What stood before it in the archive reads as zeros.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`, `local/no-space`
 */
export async function spoolRest(bytes: ForwardBytes, folder: string): Promise<SpooledRest> {
  const path = join(folder, `.scanferry-zip-${randomBytes(6).toString("hex")}`);
  const base = bytes.position;
  const file = await open(path, "wx+", 0o600).catch((error: unknown) => {
    throw fsError(error, folder);
  });
  const unlink = (): Promise<void> => rm(path, { force: true }).catch(() => undefined);
  const close = async (): Promise<void> => {
    await file.close();
    // Where an open file keeps its name.
    await unlink();
  };
  await unlink();
  try {
    for (let chunk = await bytes.chunk(); chunk !== undefined; chunk = await bytes.chunk()) {
      await file.writeFile(chunk).catch((error: unknown) => {
        throw fsError(error, folder);
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const sizeBytes = bytes.position;
  return {
    sizeBytes,
    async read(offset, length) {
      checkRange(offset, length, sizeBytes);
      const before = Math.min(Math.max(base - offset, 0), length);
      const spooled = await readFully(file, offset + before - base, length - before, folder);
      return before === 0 ? spooled : Buffer.concat([Buffer.alloc(before), spooled]);
    },
    close,
  };
}
