import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "@scanferry/transfer";

/** What hidden folders are called; `mkdtemp` adds six characters. */
export const stagingPrefix = ".scanferry-unzip-";
/** The lock that says whose the folder is, as long as that process lives. */
export const stagingLock = "lock";

/** A hidden folder for what is not yet proved right. */
export interface StagingFolder {
  /** Where the content goes. */
  path: string;
  remove(): Promise<void>;
}

/** Makes a hidden folder inside the goal, so that moving out of it stays on one disk. */
export async function openStagingFolder(goal: string): Promise<StagingFolder> {
  const folder = await mkdtemp(join(goal, stagingPrefix));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const lock = await lockFile(join(folder, stagingLock));
    const path = join(folder, "files");
    await mkdir(path);
    return {
      path,
      remove: async () => {
        await removeFolder();
        await lock.release();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
