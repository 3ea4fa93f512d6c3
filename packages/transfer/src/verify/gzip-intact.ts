import { createGunzip } from "node:zlib";

import { ScanferryError } from "../errors/scanferry-error.js";
import type { ContentCheck } from "./content-check.js";

function corrupt(): ScanferryError {
  return new ScanferryError("data/corrupt", "The compressed file is damaged or cut.", {
    hint: "Run the same command again. If it goes on, the file is damaged on the server.",
    retryable: true,
  });
}

/**
 * Unpacks a gzip file while it passes and checks its CRC and length, where the server gives no digest. Nothing unpacked is kept.
 *
 * @example
 * ```ts
 * download(items, "./out", { checks: [gzipIntact] });
 * ```
 */
export const gzipIntact: ContentCheck = {
  name: "gzip-intact",
  start: ({ name, hasDigest }) => {
    if (hasDigest || !/\.(gz|tgz|mgz)$/i.test(name)) return undefined;
    const gunzip = createGunzip();
    let failed = false;
    let bytes = 0;
    let settle: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (settle = resolve));
    // The error comes as an event, between two writes: real datasets hold .nii.gz files of one or two bytes.
    gunzip.on("error", () => {
      failed = true;
      settle();
    });
    gunzip.on("end", settle);
    gunzip.resume();
    return {
      async write(chunk) {
        bytes += chunk.byteLength;
        if (failed) throw corrupt();
        if (gunzip.write(chunk)) return;
        await Promise.race([new Promise<void>((resolve) => gunzip.once("drain", resolve)), ended]);
      },
      async end() {
        if (bytes === 0) throw corrupt();
        gunzip.end();
        await ended;
        if (failed) throw corrupt();
      },
      abort() {
        gunzip.destroy();
      },
    };
  },
};
