import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { ScanferryError, fsError } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";
import { archiveEntries } from "./archive-entries.js";
import type { ArchiveFacts } from "./archive-facts.js";
import { isZipForward } from "./is-zip-forward.js";
import type { SourceFile } from "./source-file.js";
import { isLitter, leaveOut, type WalkNotes } from "./walk-sources.js";

/** Names that all releases take from an archive as they are: an escape, a blank or an umlaut is read otherwise by one or the other. */
const isPlain = (entry: string): boolean =>
  entry.split("/").every((part) => /^[\w.+=@,~()-]+$/.test(part) && !/^\.{1,2}$/.test(part));

const leavesFolder = (entry: string): boolean =>
  /^(?:\/|[A-Za-z]:)/.test(entry) || entry.split(/[\\/]/).includes("..");

function unsafeEntry(path: string, entry: string): ScanferryError {
  return new ScanferryError(
    "data/unsafe-path",
    "The archive has an entry that would be unpacked outside of the resource's folder.",
    {
      hint: "Nothing of it was sent. Its entries need plain relative names, without “..” and without a leading slash: pack it anew, or give the unpacked folder.",
      subject: `${path} (${entry})`,
    },
  );
}

/**
 * Reads an archive once before it is sent: its names tell what it would meet on the server, and damage is found here, where XNAT would answer
 * 200 and store nothing (wire/xnat.md, 11b).
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/unsafe-path`, `input/invalid` for names that cannot be stored, `local/*`
 */
export async function scanArchive(
  archive: Pick<ArchiveFacts, "path" | "kind">,
  add: (file: SourceFile) => Promise<void>,
  notes: WalkNotes,
  { signal }: CallOptions,
): Promise<ArchiveFacts> {
  const { path, kind } = archive;
  const { size: sizeBytes } = await stat(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  let asIs = kind === "tar" || (await isZipForward(path, { signal }));
  let files = 0;
  for await (const { entry, sizeBytes: bytes, isFile, isFolder, isExtended, body } of archiveEntries(
    archive,
    { signal },
  )) {
    if (leavesFolder(entry)) throw unsafeEntry(path, entry);
    asIs &&= !isExtended && (isFile ? isPlain(entry) : isFolder);
    if (!isFile) {
      if (!isFolder) leaveOut(notes, entry);
      continue;
    }
    const name = entry.replace(/^(?:\.\/)+/, "");
    if (isLitter(name)) {
      asIs = false;
      leaveOut(notes, name);
      continue;
    }
    const hash = createHash("md5");
    for await (const chunk of body) hash.update(chunk);
    await add({ name, path, sizeBytes: bytes, entry, md5: hash.digest("hex") });
    files++;
  }
  if (files === 0) {
    throw new ScanferryError("input/invalid", "The archive holds no files.", {
      hint: "Check that it is the right one.",
      subject: path,
    });
  }
  return { path, kind, sizeBytes, files, asIs };
}
