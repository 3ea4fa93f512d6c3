import { present } from "@scanferry/transfer";
import type { VersionLine } from "../client/xnat-version.js";
import type { Row } from "./row.js";
import { count, text } from "./row.js";

/** A file of a resource. */
export interface XnatFile {
  /** The last part of `path`. */
  readonly name: string;
  /** Where it lies below its resource, as people know it: percent-escapes that XNAT 1.6 keeps are decoded. */
  readonly path: string;
  /** Where it lies below its resource, in the server's own spelling, which zips have too. */
  readonly stored: string;
  /** Absent where the server does not say it. */
  readonly sizeBytes?: number | undefined;
  /** Hexadecimal; absent where the server has none (1.6 always, later ones for files that no catalog refresh has seen). */
  readonly md5?: string | undefined;
  /** Its address below the server's root, its name spelled as it is stored; {@link openXnatFile} takes it. */
  readonly uri: string;
  /** Label of its resource. */
  readonly collection: string;
  readonly format: string;
  readonly content: string;
  readonly tags: string;
}

/** A path with its percent-escapes decoded; as it is where they are none. */
export function decodedPath(stored: string): string {
  try {
    return decodeURIComponent(stored);
  } catch {
    return stored;
  }
}

/** Reads a row of a list of files. */
export function xnatFileOf(row: Row, line: VersionLine): XnatFile {
  const uri = text(row, "URI") ?? "";
  const listed = text(row, "Name") ?? "";
  // Folders within a resource are visible in the URI alone.
  const below = /\/resources\/[^/]+\/files\/(.+)$/.exec(uri)?.[1] ?? listed;
  const last = below.slice(below.lastIndexOf("/") + 1);
  // A list that spells its URIs otherwise than its names has encoded them.
  const stored = last !== listed && decodedPath(last) === listed ? decodedPath(below) : below;
  const path = line === "1.6" ? decodedPath(stored) : stored;
  const sizeBytes = count(row, "Size");
  const digest = text(row, "digest");
  return present({
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    stored,
    // "0" also means that the server would have had to open the file to know ([S] CatalogUtils).
    sizeBytes: sizeBytes === 0 ? undefined : sizeBytes,
    md5: digest !== undefined && /^[0-9a-f]{32}$/i.test(digest) ? digest.toLowerCase() : undefined,
    // A later release that lists its addresses encoded has the same file under its plain name.
    uri: line === "1.6" || stored === below ? uri : `${uri.slice(0, -below.length)}${stored}`,
    collection: text(row, "collection") ?? "",
    format: text(row, "file_format") ?? "",
    content: text(row, "file_content") ?? "",
    tags: text(row, "file_tags") ?? "",
  });
}
