import { createHash } from "node:crypto";
import type { RemoteFile } from "./remote-file.js";

/**
 * One text for all that a server's list says of files, in whatever order: two lists of one text are the same list. The addresses have the numbers that
 * the server gives to resources and never gives again, so that what was deleted and sent anew is another list.
 */
export class Listing {
  #sum = 0n;
  #files = 0;

  add({ scanId, uri, sizeBytes, md5 }: RemoteFile): void {
    const row = JSON.stringify([scanId, uri, sizeBytes, md5]);
    this.#sum += BigInt(`0x${createHash("sha256").update(row).digest("hex")}`);
    this.#files++;
  }

  /** @param state What else must be the same, e.g. when the server changed the session. */
  text(state = ""): string {
    const sum = BigInt.asUintN(128, this.#sum).toString(16);
    return [String(this.#files), sum, state].filter((part) => part !== "").join(" ");
  }
}
