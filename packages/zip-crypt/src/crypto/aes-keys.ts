import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);
const iterations = 1000;
export const verifierBytes = 2;
export const authenticationCodeBytes = 10;
/** Length of the key of each strength; the salt is half as long. */
export const aesKeyBytes = { "aes-128": 16, "aes-192": 24, "aes-256": 32 } as const;

/** Keys of one AES entry: the cipher's, the authentication's, and two bytes that tell a wrong password early. */
export interface AesKeys {
  encryption: Buffer;
  authentication: Buffer;
  verifier: Buffer;
}

/**
 * Derives the keys of a WinZip AES entry: PBKDF2 with HMAC-SHA1 and 1000 rounds
 * (https://www.winzip.com/en/support/aes-encryption/). The low count is the format's; long passphrases make up for it.
 */
export async function deriveAesKeys(
  password: string,
  salt: Uint8Array,
  keyBytes: 16 | 24 | 32 = 32,
): Promise<AesKeys> {
  const bytes = await derive(password, salt, iterations, 2 * keyBytes + verifierBytes, "sha1");
  return {
    encryption: bytes.subarray(0, keyBytes),
    authentication: bytes.subarray(keyBytes, 2 * keyBytes),
    verifier: bytes.subarray(2 * keyBytes),
  };
}
