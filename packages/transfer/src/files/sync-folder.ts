import { open } from "node:fs/promises";

/** Flushes a folder, so that a rename in it survives a power cut. Windows and some network disks cannot: that is not an error. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // The data themselves are flushed already; without this the rename may be lost, never the content.
  }
}
