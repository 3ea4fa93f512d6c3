import { ZipCryptoCipher } from "../crypto/zipcrypto.js";

/** Bytes of randomness that go before the check byte. */
export const zipCryptoSaltBytes = 12;

/**
 * Encrypts an entry's data with the traditional cipher. The last byte of the header lets readers recognise a wrong
 * password; with a data descriptor it is the high byte of the entry's DOS time (APPNOTE 6.1.6 as Info-ZIP does it).
 */
export async function* sealZipCrypto(
  chunks: AsyncIterable<Uint8Array>,
  password: string,
  salt: Uint8Array,
  dosTime: number,
): AsyncGenerator<Buffer> {
  const cipher = new ZipCryptoCipher(password);
  const header = Buffer.from(salt.subarray(0, zipCryptoSaltBytes));
  header.writeUInt8((dosTime >> 8) & 0xff, zipCryptoSaltBytes - 1);
  yield cipher.encrypt(header);
  for await (const chunk of chunks) yield cipher.encrypt(chunk);
}
