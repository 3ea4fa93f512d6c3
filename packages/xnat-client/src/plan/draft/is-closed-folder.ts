import { stat } from "node:fs/promises";
import type { FoundFile } from "../sources/found-file.js";

/** Whether what cannot be read is a folder, one that a link leads to among them: all below it would be missing. */
export async function isClosedFolder({ source, path, error }: FoundFile): Promise<boolean> {
  if (error === undefined || source.kind !== "folder") return false;
  try {
    return (await stat(`${source.path}/${path}`)).isDirectory();
  } catch {
    // A link that leads nowhere is told in the list.
    return false;
  }
}
