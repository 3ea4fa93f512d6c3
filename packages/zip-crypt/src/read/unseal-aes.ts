import { createHmac, timingSafeEqual } from "node:crypto";
import { aesKeyBytes, authenticationCodeBytes, deriveAesKeys, verifierBytes } from "../crypto/aes-keys.js";
import { LittleEndianCtr } from "../crypto/little-endian-ctr.js";
import { checksumMismatch, wrongPassword } from "./damaged.js";
import { payloadBytesOf } from "./payload-bytes.js";
import type { RandomAccess } from "./random-access.js";
import type { LocatedEntry } from "./zip-entry.js";

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
  const keyLength = aesKeyBytes[entry.encryption as keyof typeof aesKeyBytes];
  const saltBytes = keyLength / 2;
  const dataBytes = payloadBytesOf(entry);
  const head = await archive.read(start, saltBytes + verifierBytes);
  const keys = await deriveAesKeys(password, head.subarray(0, saltBytes), keyLength);
  if (!timingSafeEqual(keys.verifier, head.subarray(saltBytes))) throw wrongPassword(entry.name);
  const cipher = new LittleEndianCtr(keys.encryption);
  const authentication = createHmac("sha1", keys.authentication);
  const dataStart = start + saltBytes + verifierBytes;
  for await (const chunk of range(archive, dataStart, dataBytes)) {
    authentication.update(chunk);
    yield cipher.apply(chunk);
  }
  const expected = await archive.read(dataStart + dataBytes, authenticationCodeBytes);
  const actual = authentication.digest().subarray(0, authenticationCodeBytes);
  if (!timingSafeEqual(actual, expected)) throw checksumMismatch(entry.name, "authentication code");
}
