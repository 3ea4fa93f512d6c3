import { createGunzip } from "node:zlib";
import type { ContentCheck } from "@scanferry/transfer";

import { wrongContent } from "./content-errors.js";
import { niftiEnd, niftiHeadBytes } from "./judge-nifti.js";

/**
 * Unpacks the beginning of a `.nii.gz` and looks for the NIfTI header in it. Only the first 540 bytes are unpacked; the CRC of the rest is
 * the business of `gzipIntact`, and so is every error of the decompression here.
 */
export const gzippedNifti: ContentCheck = {
  name: "gzipped-nifti",
  start: ({ name }) => {
    if (!/\.nii\.gz$/i.test(name)) return undefined;
    const gunzip = createGunzip();
    let head = Buffer.alloc(0);
    let over = false;
    let settle: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const finish = (): void => {
      over = true;
      settle();
      gunzip.destroy();
    };
    gunzip.on("data", (chunk: Buffer) => {
      head = Buffer.concat([head, chunk.subarray(0, niftiHeadBytes - head.length)]);
      if (head.length === niftiHeadBytes) finish();
    });
    gunzip.on("end", finish);
    gunzip.on("error", finish);
    return {
      async write(chunk) {
        if (over) return;
        const drained = new Promise<void>((resolve) => gunzip.write(chunk, () => resolve()));
        await Promise.race([drained, settled]);
      },
      async end() {
        if (!over) gunzip.end();
        await settled;
        if (niftiEnd(head) === undefined) throw wrongContent();
      },
      abort: finish,
    };
  },
};
