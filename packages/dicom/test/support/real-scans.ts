import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { it } from "vitest";
import { itWith } from "./peers.js";

/** Real scans lie beside the repository, or where SCANFERRY_DATA says. */
export const scans = join(
  process.env["SCANFERRY_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"),
  "dicom",
);

/** One file for each way in which elements and pixels are written, of several vendors. */
export const kinds = [
  "MR_small_implicit.dcm",
  "MR_small_bigendian.dcm",
  "MR_small_RLE.dcm",
  "MR_small_jp2klossless.dcm",
  "MR_small_jpeg_ls_lossless.dcm",
  "JPEG-lossy.dcm",
  "image_dfl.dcm",
  "CT_small.dcm",
].map((name) => join(scans, "pydicom", name));

/** {@link itWith} for tests that need the real scans too. */
export function itWithScans(...programs: string[]): ReturnType<typeof itWith> {
  if (existsSync(scans) || process.env["SCANFERRY_REQUIRE_PEERS"] === "1") return itWith(...programs);
  return (name, body) => {
    it.skip(`${name} (skipped: ${scans} is not there)`, body);
  };
}
