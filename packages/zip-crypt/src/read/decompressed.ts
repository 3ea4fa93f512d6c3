import { ScanferryError } from "@scanferry/transfer";
import { inflated } from "./inflated.js";
import { inflatedByZipJs, zipJsMethods } from "./inflated-by-zip-js.js";
import type { ZipEntry } from "./zip-entry.js";

/** What has to be known of an entry to decompress its data. */
export type CompressedEntry = Pick<ZipEntry, "name" | "sizeBytes" | "method">;

/** Tells whether the data of a compression method can be read at all. */
export function isReadable(method: number): boolean {
  return method === 0 || method === 8 || zipJsMethods.includes(method);
}

/**
 * Decompresses the data of an entry, without what an encryption puts around them; `payloadBytes` is their length.
 *
 * @throws {@link ScanferryError} `input/invalid` for other methods, `data/corrupt`
 */
export function decompressed(
  chunks: AsyncIterable<Uint8Array>,
  entry: CompressedEntry,
  payloadBytes: () => number,
): AsyncIterable<Uint8Array> {
  if (entry.method === 0) return chunks;
  if (entry.method === 8) return inflated(chunks, entry.name);
  if (zipJsMethods.includes(entry.method)) return inflatedByZipJs(chunks, entry, payloadBytes());
  throw unsupported(entry, "compression method");
}

/** The error for an entry that no code here can read. */
export function unsupported(entry: Pick<ZipEntry, "name" | "method">, what: string): ScanferryError {
  return new ScanferryError("input/invalid", `An entry uses a ${what} that is not supported.`, {
    hint: "Open the archive with 7-Zip.",
    details: { method: entry.method },
    subject: entry.name,
  });
}
