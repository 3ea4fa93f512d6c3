import { createHash } from "node:crypto";

import type { NamedFile } from "../group/listed-file.js";

/** A number for a list of files, whatever their order: it changes with each name, size and digest. */
export async function listFingerprint(files: AsyncIterable<NamedFile>): Promise<string> {
  let sum = 0n;
  for await (const { stored, sizeBytes = "", md5 = "" } of files) {
    const digest = createHash("sha256")
      .update(`${stored}\0${String(sizeBytes)}\0${md5}`)
      .digest("hex");
    sum = BigInt.asUintN(128, sum + BigInt(`0x${digest.slice(0, 32)}`));
  }
  return `list-${sum.toString(16).padStart(32, "0")}`;
}
