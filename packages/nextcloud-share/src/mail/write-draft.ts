import { readFile } from "node:fs/promises";
import { ScanferryError, fsError, writeFileAtomic } from "@scanferry/transfer";
import { isMissing } from "../list/is-missing.js";

/** Drafts that differ in nothing but the date header are the same. */
function withoutDate(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("utf8")
    .replace(/^Date: .*\r?$/m, "");
}

/**
 * Writes one file of a draft, readable by its owner only.
 *
 * @throws {@link ScanferryError} `input/invalid` when another text stands there and `overwrite` is not set: somebody may
 * have worked on it
 */
export async function writeDraft(
  path: string,
  content: Uint8Array,
  options: { overwrite: boolean },
): Promise<"written" | "unchanged"> {
  const present = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw fsError(error, path);
  });
  if (present !== undefined && withoutDate(present) === withoutDate(content)) return "unchanged";
  if (present !== undefined && !options.overwrite) {
    throw new ScanferryError("input/invalid", "A draft with another text is already there.", {
      hint: "Give another output folder, or allow drafts to be overwritten.",
    });
  }
  await writeFileAtomic(path, content, { mode: 0o600 });
  return "written";
}
