import { zipCryptoHeaderBytes } from "../container/entry-layout.js";
import { ZipCryptoCipher } from "../crypto/zipcrypto.js";
import { damaged, wrongPassword } from "./damaged.js";
import type { RandomAccess } from "./random-access.js";
import type { RangeReader } from "./unseal-aes.js";
import type { LocatedEntry } from "./zip-entry.js";

/**
 * Decrypts a ZipCrypto entry. Its header tells a wrong password in 255 of 256 cases; the rest shows as a CRC that
 * does not match.
 */
export async function* unsealZipCrypto(
  range: RangeReader,
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string,
): AsyncGenerator<Uint8Array> {
  const dataBytes = entry.compressedBytes - zipCryptoHeaderBytes;
  if (dataBytes < 0)
    throw damaged("The archive is damaged: an encrypted entry is too short.", { subject: entry.name });
  const cipher = new ZipCryptoCipher(password);
  const header = cipher.decrypt(await archive.read(start, zipCryptoHeaderBytes));
  if (header[zipCryptoHeaderBytes - 1] !== entry.checkByte) throw wrongPassword(entry.name);
  for await (const chunk of range(archive, start + zipCryptoHeaderBytes, dataBytes))
    yield cipher.decrypt(chunk);
}
