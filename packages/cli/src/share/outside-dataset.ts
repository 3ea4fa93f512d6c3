import { access, readdir } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { realPlace } from "./real-place.js";

/**
 * Refuses a file of ours inside the dataset: lists and journals hold passwords, logs hold links, and datasets are
 * handed on.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function refuseInsideDataset(
  root: string,
  path: string,
  flag: string,
  holds = "passwords",
): Promise<void> {
  const inside = relative(await realPlace(root), await realPlace(dirname(resolve(path))));
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return;
  throw new ScanferryError("input/invalid", `The file of ${flag} would lie inside the dataset.`, {
    hint: `It holds ${holds}, and datasets are handed on: give a place outside with ${flag}.`,
    subject: path,
  });
}

/**
 * Refuses a folder of ours inside any dataset: the folder itself or one above it is a BIDS root.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function refuseFolderInDataset(folder: string, flag: string): Promise<void> {
  for (let at = await realPlace(folder); ; at = dirname(at)) {
    if (await isDataset(at)) {
      throw new ScanferryError("input/invalid", `The folder of ${flag} would lie inside a dataset.`, {
        hint: `It holds links or passwords, and datasets are handed on: give a place outside with ${flag}.`,
        subject: folder,
      });
    }
    if (dirname(at) === at) return;
  }
}

async function isDataset(folder: string): Promise<boolean> {
  const described = await access(join(folder, "dataset_description.json")).then(
    () => true,
    () => false,
  );
  if (described) return true;
  const children = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return children.some((child) => child.isDirectory() && /^sub-[a-z0-9]+$/i.test(child.name));
}
