import { zipCryptoHeaderBytes } from "../container/entry-layout.js";
import { ZipCryptoCipher } from "../crypto/zipcrypto.js";
import { wrongPassword } from "./damaged.js";
import { payloadBytesOf } from "./payload-bytes.js";
import type { RandomAccess } from "./random-access.js";
import type { RangeReader } from "./unseal-aes.js";
import type { LocatedEntry } from "./zip-entry.js";

/**
 * Decrypts a ZipCrypto entry. Its header tells a wrong password in 255 of 256 cases; the rest shows as data that make
 * no sense (see `explainZipCryptoFailure`).
 */
export async function* unsealZipCrypto(
  range: RangeReader,
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string,
): AsyncGenerator<Uint8Array> {
  const dataBytes = payloadBytesOf(entry);
  const cipher = await openZipCrypto(archive, entry, start, password);
  if (cipher === undefined) throw wrongPassword(entry.name);
  for await (const chunk of range(archive, start + zipCryptoHeaderBytes, dataBytes))
    yield cipher.decrypt(chunk);
}

/** The cipher behind the header of an entry; undefined when the header refuses the password. */
export async function openZipCrypto(
  archive: RandomAccess,
  entry: LocatedEntry,
  start: number,
  password: string,
): Promise<ZipCryptoCipher | undefined> {
  const cipher = new ZipCryptoCipher(password);
  const header = cipher.decrypt(await archive.read(start, zipCryptoHeaderBytes));
  return header[zipCryptoHeaderBytes - 1] === entry.checkByte ? cipher : undefined;
}
