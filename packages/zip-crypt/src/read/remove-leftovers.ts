import { lstat, opendir, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "@scanferry/transfer";
import { stagingLock, stagingPrefix } from "./staging-folder.js";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Removes the hidden folders of runs that were killed. One with a lock goes when its lock can be had, which means that
 * its process is gone; one without (killed before it had it, or made by an older version) goes when it is a day old.
 * Failures are left to the next run: they must not keep this one from its work.
 */
export async function removeLeftovers(goal: string): Promise<void> {
  try {
    for await (const found of await opendir(goal)) {
      // A link with such a name is none of ours, and must not be followed.
      if (!found.isDirectory() || !isStagingName(found.name)) continue;
      await removeIfLeft(join(goal, found.name)).catch(() => undefined);
    }
  } catch {
    return;
  }
}

function isStagingName(name: string): boolean {
  return name.startsWith(stagingPrefix) && /^[A-Za-z0-9]{6}$/.test(name.slice(stagingPrefix.length));
}

async function removeIfLeft(folder: string): Promise<void> {
  const lockPath = join(folder, stagingLock);
  const hasLock = await lstat(lockPath).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!hasLock) {
    const { mtimeMs } = await lstat(folder);
    if (Date.now() - mtimeMs > dayMs) await rm(folder, { recursive: true, force: true });
    return;
  }
  const lock = await lockFile(lockPath);
  try {
    await rm(folder, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}
