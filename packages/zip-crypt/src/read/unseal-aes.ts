import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveAesKeys } from "../crypto/aes-keys.js";
import { LittleEndianCtr } from "../crypto/little-endian-ctr.js";
import { checksumMismatch, damaged, wrongPassword } from "./damaged.js";
import type { RandomAccess } from "./random-access.js";
import type { LocatedEntry } from "./zip-entry.js";

const keyBytes = { "aes-128": 16, "aes-192": 24, "aes-256": 32 } as const;
const authenticationCodeBytes = 10;

/** Reads a stretch of the archive. */
export type RangeReader = (archive: RandomAccess, start: number, length: number) => AsyncIterable<Uint8Array>;

/** Decrypts a WinZip AES entry and compares the authentication code after the last byte. */
export async function* unsealAes(
  range: RangeReader,
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string,
): AsyncGenerator<Uint8Array> {
  const keyLength = keyBytes[entry.encryption as keyof typeof keyBytes];
  const saltBytes = keyLength / 2;
  const dataBytes = entry.compressedBytes - saltBytes - 2 - authenticationCodeBytes;
  if (dataBytes < 0)
    throw damaged("The archive is damaged: an encrypted entry is too short.", { subject: entry.name });
  const head = await archive.read(start, saltBytes + 2);
  const keys = await deriveAesKeys(password, head.subarray(0, saltBytes), keyLength);
  if (!timingSafeEqual(keys.verifier, head.subarray(saltBytes))) throw wrongPassword(entry.name);
  const cipher = new LittleEndianCtr(keys.encryption);
  const authentication = createHmac("sha1", keys.authentication);
  const dataStart = start + saltBytes + 2;
  for await (const chunk of range(archive, dataStart, dataBytes)) {
    authentication.update(chunk);
    yield cipher.apply(chunk);
  }
  const expected = await archive.read(dataStart + dataBytes, authenticationCodeBytes);
  const actual = authentication.digest().subarray(0, authenticationCodeBytes);
  if (!timingSafeEqual(actual, expected)) throw checksumMismatch(entry.name, "authentication code");
}
