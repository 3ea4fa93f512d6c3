import { open, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { StoredFile } from "@scanferry/transfer";

/** No ETag of any server is longer. */
const bytesLimit = 1024;

/** Where the ETag of a file is noted: `.NAME.etag` beside it, as the PREVENT-AD notebook does. */
function sidecarPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.etag`);
}

/** Reads a sidecar; nothing where there is none, or where the notebook emptied it before it crashed (wire/loris.md §8.5). */
export async function readSidecar(path: string): Promise<string | undefined> {
  let file;
  try {
    file = await open(sidecarPath(path), "r");
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytesLimit + 1), 0, bytesLimit + 1, 0);
    const etag = buffer.toString("latin1", 0, bytesRead).trim();
    return etag === "" || bytesRead > bytesLimit || !/^[\x21-\x7e]+$/.test(etag) ? undefined : etag;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/**
 * Writes a sidecar, unless it says so already. It is a help for other tools and for a lost journal, so that failing here (a name that
 * is six characters too long) does not fail the file.
 */
export async function writeSidecar(path: string, etag: string): Promise<void> {
  const sidecar = sidecarPath(path);
  const before = await readFile(sidecar, "latin1").catch(() => undefined);
  if (before === etag) return;
  // "wx" after unlink does not follow a link that somebody planted; rm() would look twice first, for every file.
  await unlink(sidecar).catch(() => undefined);
  await writeFile(sidecar, etag, { flag: "wx" }).catch(() => undefined);
}

/** Removes a sidecar that no longer says anything true. */
export async function removeSidecar(path: string): Promise<void> {
  await rm(sidecarPath(path), { force: true }).catch(() => undefined);
}

/**
 * Removes the sidecar of a file that was replaced by one whose ETag says nothing: it is of the old file, and the notebook would take the
 * new one for that, for ever when the ETag is a constant.
 */
export async function forgetReplaced({ path, status }: Pick<StoredFile, "path" | "status">): Promise<void> {
  if (status === "done") await removeSidecar(path);
}
