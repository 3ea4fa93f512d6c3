import { type ForwardBytes, cutOff } from "./forward-bytes.js";

/**
 * Looks at the signature of the record that comes next.
 *
 * @throws {@link ScanferryError} `data/corrupt` at the end of the stream
 */
export async function nextSignature(bytes: ForwardBytes): Promise<number> {
  const signature = await bytes.peek(4);
  if (signature.length < 4) throw cutOff();
  return signature.readUInt32LE(0);
}
