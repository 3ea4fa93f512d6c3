import { ScanferryError } from "../errors/scanferry-error.js";
import type { ContentCheck } from "./content-check.js";
import { readHead } from "./read-head.js";

const begins =
  (...options: readonly (readonly number[])[]) =>
  (head: Buffer): boolean =>
    options.some((bytes) => bytes.every((byte, index) => head[index] === byte));

/** The header's own length comes first in NIfTI: 348 (version 1) or 540 (version 2), in either byte order. */
const nifti = begins([0x5c, 0x01, 0, 0], [0, 0, 0x01, 0x5c], [0x1c, 0x02, 0, 0], [0, 0, 0x02, 0x1c]);

/**
 * What files of these endings begin with. Only formats whose every file does: DICOM is absent, because files without the
 * preamble are legal and common.
 */
const beginnings: readonly (readonly [ending: RegExp, right: (head: Buffer) => boolean])[] = [
  [/\.(gz|tgz|mgz)$/i, begins([0x1f, 0x8b])],
  [/\.nii$/i, nifti],
  // MINC 1 is NetCDF ("CDF"), MINC 2 is HDF5.
  [/\.mnc$/i, begins([0x43, 0x44, 0x46], [0x89, 0x48, 0x44, 0x46])],
  [/\.zip$/i, begins([0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0x50, 0x4b, 7, 8])],
  [/\.png$/i, begins([0x89, 0x50, 0x4e, 0x47])],
  [/\.jpe?g$/i, begins([0xff, 0xd8])],
  [/\.pdf$/i, begins([0x25, 0x50, 0x44, 0x46])],
];

/**
 * Compares the first bytes of a file with its ending, where no digest says more: an image that begins like something else is damaged or an error message.
 *
 * @example
 * ```ts
 * download(items, "./out", { checks: [magicBytes, gzipIntact] });
 * ```
 */
export const magicBytes: ContentCheck = {
  name: "magic-bytes",
  start: ({ name, hasDigest }) => {
    const right = beginnings.find(([ending]) => ending.test(name))?.[1];
    if (right === undefined || hasDigest) return undefined;
    return readHead(8, (head) => {
      if (right(head)) return;
      throw new ScanferryError("data/corrupt", "The file does not begin as its ending says.", {
        hint: "It may be an error message of the server, or damaged there. Open it in the web page to see.",
        retryable: true,
      });
    });
  },
};
