import { basename, resolve } from "node:path";
import type { ShareFile, ShareParticipant } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";
import { collectEntries } from "../zip/collect-entries.js";

/**
 * Makes "participants" of plain files: one per path, or one for all of them. The label names the row and the zip:
 * `brain.nii.gz` becomes `brain`.
 *
 * @throws {@link ScanferryError} `local/not-found` · `input/invalid` when two paths would get the same label
 */
export async function fileParticipants(
  paths: readonly string[],
  oneZip: string | undefined,
): Promise<ShareParticipant[]> {
  const groups: [string, readonly string[]][] =
    oneZip === undefined
      ? paths.map((path) => [labelOf(path), [path]])
      : [[oneZip.replace(/\.zip$/i, ""), paths]];
  const labels = new Set<string>();
  const participants: ShareParticipant[] = [];
  for (const [label, members] of groups) {
    if (labels.has(label)) {
      throw new ScanferryError("input/invalid", "Two files would have the same name in the list.", {
        hint: "Put them into one zip with --one-zip NAME, or share them one after the other with different lists.",
        subject: label,
      });
    }
    labels.add(label);
    const files: ShareFile[] = [];
    for await (const { name, source, sizeBytes, mtime } of collectEntries(members)) {
      // collectEntries gives paths only; the union is the zip library's.
      if (typeof source === "string") files.push({ name, path: source, sizeBytes, mtime });
    }
    if (files.length === 0)
      throw new ScanferryError("input/invalid", "There is nothing in this folder.", { subject: label });
    participants.push({ label, files });
  }
  return participants;
}

function labelOf(path: string): string {
  const name = basename(resolve(path));
  const short = name.replace(/(\.nii)?\.[A-Za-z0-9]{1,5}$/, "");
  return short === "" ? name : short;
}
