import { crc32 } from "node:zlib";
import { ScanferryError } from "@scanferry/transfer";
import { cipherChunkBytes } from "../crypto/little-endian-ctr.js";
import { checksumMismatch, damaged } from "./damaged.js";
import { dataStart } from "./data-start.js";
import { decompressed, unsupported } from "./decompressed.js";
import { explainZipCryptoFailure } from "./explain-zipcrypto-failure.js";
import { payloadBytesOf } from "./payload-bytes.js";
import type { RandomAccess } from "./random-access.js";
import { unsealAes } from "./unseal-aes.js";
import { unsealZipCrypto } from "./unseal-zipcrypto.js";
import type { LocatedEntry } from "./zip-entry.js";

/**
 * Opens the content of an entry as a stream. Only when the stream has ended without an error are its bytes known to
 * be right: length, CRC and authentication code are checked at the end.
 *
 * @throws {@link ScanferryError} `auth/required`, `auth/rejected`, `data/corrupt`, `data/checksum-mismatch`
 */
export async function* entryContent(
  archive: RandomAccess,
  entry: LocatedEntry,
  password: string | undefined,
): AsyncGenerator<Uint8Array> {
  const start = await dataStart(archive, entry);
  try {
    yield* checkedContent(archive, entry, start, password);
  } catch (error) {
    if (entry.encryption !== "zipcrypto" || password === undefined) throw error;
    throw await explainZipCryptoFailure(error, archive, entry, password);
  }
}

async function* checkedContent(
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string | undefined,
): AsyncGenerator<Uint8Array> {
  const sealed = unsealed(archive, entry, start, password);
  const plain = decompressed(sealed, entry, () => payloadBytesOf(entry));
  let sizeBytes = 0;
  let crc = 0;
  for await (const chunk of plain) {
    sizeBytes += chunk.length;
    if (sizeBytes > entry.sizeBytes) break;
    if (entry.hasCrc) crc = crc32(chunk, crc);
    yield chunk;
  }
  if (sizeBytes !== entry.sizeBytes) {
    throw damaged("The archive is damaged: an entry has another length than the directory says.", {
      subject: entry.name,
    });
  }
  if (entry.crc32 !== undefined && crc !== entry.crc32) {
    throw checksumMismatch(entry.name, "CRC");
  }
}

function unsealed(
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string | undefined,
): AsyncIterable<Uint8Array> {
  const { encryption, compressedBytes } = entry;
  if (encryption === "none") return range(archive, start, compressedBytes);
  if (encryption === "unknown") throw unsupported(entry, "encryption");
  if (password === undefined || password === "") {
    throw new ScanferryError("auth/required", "The archive is encrypted and no password was given.", {
      hint: "Give the password of the archive.",
      subject: entry.name,
    });
  }
  if (encryption === "zipcrypto") return unsealZipCrypto(range, archive, entry, start, password);
  return unsealAes(range, archive, entry, start, password);
}

/** Reads a stretch of the archive with one chunk read ahead. */
export async function* range(
  archive: RandomAccess,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  const end = start + length;
  const next = (at: number): Promise<Uint8Array> => archive.read(at, Math.min(cipherChunkBytes, end - at));
  let reading = length > 0 ? next(start) : undefined;
  try {
    for (let at = start; reading !== undefined;) {
      const chunk = await reading;
      at += chunk.length;
      reading = at < end ? next(at) : undefined;
      yield chunk;
    }
  } finally {
    await reading?.catch(() => undefined);
  }
}
