import { createHmac } from "node:crypto";
import { deriveAesKeys } from "../crypto/aes-keys.js";
import { LittleEndianCtr } from "../crypto/little-endian-ctr.js";
import { evenChunks } from "./even-chunks.js";

const authenticationCodeBytes = 10;

/** Encrypts an entry's data as WinZip AE-2 does: salt, verifier, data in counter mode, code over the encrypted data. */
export async function* sealAes(
  chunks: AsyncIterable<Uint8Array>,
  password: string,
  salt: Uint8Array,
): AsyncGenerator<Buffer> {
  const keys = await deriveAesKeys(password, salt);
  yield Buffer.concat([salt, keys.verifier]);
  const cipher = new LittleEndianCtr(keys.encryption);
  const authentication = createHmac("sha1", keys.authentication);
  for await (const chunk of evenChunks(chunks)) {
    const sealed = cipher.apply(chunk);
    authentication.update(sealed);
    yield sealed;
  }
  yield authentication.digest().subarray(0, authenticationCodeBytes);
}
