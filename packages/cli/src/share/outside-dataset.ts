import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";

/**
 * Refuses a file of ours inside the dataset: lists and journals hold passwords, and datasets are handed on.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function refuseInsideDataset(root: string, path: string, flag: string): Promise<void> {
  const inside = relative(await realFolder(root), await realFolder(dirname(resolve(path))));
  if (
    inside === ".." ||
    inside.startsWith(`..${process.platform === "win32" ? "\\" : "/"}`) ||
    isAbsolute(inside)
  )
    return;
  throw new ScanferryError("input/invalid", `The file of ${flag} would lie inside the dataset.`, {
    hint: `It holds passwords, and datasets are handed on: give a place outside with ${flag}.`,
    subject: path,
  });
}

/** Follows links as far as the folder exists, so that a link into the dataset is seen. */
async function realFolder(path: string): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(await realFolder(parent), relative(parent, full));
  }
}
