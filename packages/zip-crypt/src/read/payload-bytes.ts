import { zipCryptoHeaderBytes } from "../container/entry-layout.js";
import { aesKeyBytes, authenticationCodeBytes, verifierBytes } from "../crypto/aes-keys.js";
import { damaged } from "./damaged.js";
import type { LocatedEntry } from "./zip-entry.js";

/**
 * Length of an entry's data without what the encryption puts around them.
 *
 * @throws {@link ScanferryError} `data/corrupt` when the entry is shorter than that
 */
export function payloadBytesOf(entry: LocatedEntry): number {
  const bytes = entry.compressedBytes - overheadBytes(entry.encryption);
  if (bytes < 0)
    throw damaged("The archive is damaged: an encrypted entry is too short.", { subject: entry.name });
  return bytes;
}

function overheadBytes(encryption: LocatedEntry["encryption"]): number {
  if (encryption === "none" || encryption === "unknown") return 0;
  if (encryption === "zipcrypto") return zipCryptoHeaderBytes;
  return aesKeyBytes[encryption] / 2 + verifierBytes + authenticationCodeBytes;
}
