import { createHash } from "node:crypto";
import type { Dialect } from "../dialect.js";

/** A file on the server's disk, made when it is read. */
export interface LorisFile {
  readonly name: string;
  /** Where it would lie; the key under which it can be taken away. */
  readonly path: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly contentType: string;
  /** Registered, but not on the disk. */
  readonly missing?: boolean;
  readonly chunks: () => Iterable<Uint8Array>;
}

/** A file whose whole content is at hand. */
export function smallFile(
  path: string,
  content: string | Uint8Array,
  options: { readonly mtime: number; readonly contentType: string },
): LorisFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    bytes: bytes.length,
    ...options,
    chunks: () => [bytes],
  };
}

/** md5 of name, size and time; of time, size and path on PREVENT-AD: a touched file has another one, equal content does not help. */
export function fileEtag(file: LorisFile, dialect: Dialect): string {
  const words = dialect.legacy
    ? [file.mtime, file.bytes, `/data/loris${file.path}`]
    : [file.name, file.bytes, file.mtime];
  return createHash("md5").update(words.join("")).digest("hex");
}
