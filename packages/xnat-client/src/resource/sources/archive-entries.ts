import { readTarForward, readZipEntries } from "@scanferry/zip-crypt";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";
import type { ArchiveFacts } from "./archive-facts.js";
import { zipOptions } from "./zip-options.js";
import { openFile } from "./open-file.js";

/** A file of an archive, to be read before the next one is asked for. */
export interface ArchiveEntry {
  /** As it stands in the archive. */
  readonly entry: string;
  readonly sizeBytes: number;
  readonly mtime: Date;
  /** Whether it is a file with content. */
  readonly isFile: boolean;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
  /** Whether it stands there in a way that XNAT 1.6 misreads: a pax header becomes a file (wire/xnat.md, 11b). */
  readonly isExtended: boolean;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The kind of an archive by the ending that XNAT looks at; `undefined` for a name that it would not unpack. */
export function archiveKind(name: string): ArchiveFacts["kind"] | undefined {
  if (/\.zip$/i.test(name)) return "zip";
  return /\.(?:tar|tar\.gz|tgz)$/i.test(name) ? "tar" : undefined;
}

/**
 * Goes through the entries of an archive in their order.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/checksum-mismatch`, `local/*`; `input/invalid` for an encrypted zip
 */
export async function* archiveEntries(
  { path, kind }: Pick<ArchiveFacts, "path" | "kind">,
  { signal }: CallOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  if (kind === "tar") {
    for await (const { name, isFile, ...rest } of readTarForward(openFile(path), { signal }))
      yield { ...rest, entry: name, isFile, isFolder: !isFile && name.endsWith("/") };
    return;
  }
  for await (const one of readZipEntries(path, zipOptions(signal))) {
    const { name, sizeBytes, mtime, isDirectory, isSymlink, encryption } = one;
    if (encryption !== "none") {
      throw new ScanferryError("input/invalid", "XNAT cannot unpack an encrypted archive.", {
        hint: "Unpack it first (scanferry zip extract FILE -o DIR --password-stdin) and give the folder.",
        subject: path,
      });
    }
    const isFile = !isDirectory && !isSymlink;
    yield {
      entry: name,
      sizeBytes,
      mtime,
      isFile,
      isFolder: isDirectory,
      isExtended: false,
      body: one.stream(),
    };
  }
}
