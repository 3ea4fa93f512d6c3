import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ScanferryError, fsError, openSpool, type Spool } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import type { PutOptions, PutSource } from "../put-options.js";
import type { ArchiveFacts } from "./archive-facts.js";
import { archiveKind } from "./archive-entries.js";
import { NameCheck } from "./check-names.js";
import { scanArchive } from "./scan-archive.js";
import type { SourceFile } from "./source-file.js";
import { walkSources } from "./walk-sources.js";

/** The files for one resource, looked at before anything is sent. */
export interface PlannedSources {
  readonly files: Spool<SourceFile>;
  readonly archives: ReadonlyMap<string, ArchiveFacts>;
  readonly leftOut: number;
  /** The names of the first of them. */
  readonly leftOutNames: readonly string[];
}

/**
 * Finds out which files there are and checks their names; close `files` when done.
 *
 * @throws {@link ScanferryError} `input/invalid` for names that cannot be stored or come twice, `local/*`, `data/corrupt`
 */
export async function planSources(
  ctx: XnatContext,
  sources: readonly PutSource[],
  { extract = false, signal }: PutOptions,
): Promise<PlannedSources> {
  const files = await openSpool<SourceFile>();
  const archives = new Map<string, ArchiveFacts>();
  const names = new NameCheck(ctx.version.line);
  const notes = { leftOut: 0, names: [] as string[] };
  const add = async (file: SourceFile): Promise<void> => {
    names.take(file.name);
    await files.add(file);
  };
  try {
    for (const source of sources) {
      const path = typeof source === "string" ? source : source.path;
      const kind = extract ? archiveKind(path) : undefined;
      if (kind === undefined || (await isFolder(path))) {
        if (extract && !(await isFolder(path))) throw noArchive(path);
        for await (const file of walkSources([source], notes, { signal })) await add(file);
      } else if (!archives.has(path)) {
        archives.set(path, await scanArchive({ path, kind }, add, notes, { signal }));
      }
    }
    return { files, archives, leftOut: notes.leftOut, leftOutNames: notes.names };
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  return facts.isDirectory();
}

function noArchive(path: string): ScanferryError {
  return new ScanferryError("input/invalid", "XNAT unpacks .zip, .tar, .tar.gz and .tgz alone.", {
    hint: "Leave the option to unpack out to store the file as it is; a folder needs no archive.",
    subject: basename(path),
  });
}
