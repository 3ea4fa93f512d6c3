import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanferryError } from "@scanferry/transfer";

/** Tells a folder of the demo from a folder that belongs to somebody. */
const marker = ".scanferry-demo";

/**
 * Makes the demo's folder empty. Files of an earlier demo are removed, because their server is gone; a folder with
 * anything else in it is refused.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function prepareFolder(path: string): Promise<void> {
  const names = await readdir(path).catch((): string[] => []);
  if (names.length > 0 && !names.includes(marker)) {
    throw new ScanferryError("input/invalid", "The folder for the demo holds other files.", {
      hint: "Give another folder with --out DIR.",
      subject: path,
    });
  }
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  await writeFile(
    join(path, marker),
    "Made by `scanferry demo`. The next demo removes this folder's content.\n",
  );
}
