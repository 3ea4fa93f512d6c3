import type { ReadZipOptions } from "@scanferry/zip-crypt";

/** How the user's own archives are read: a mask of zeros shrinks to a thousandth, and nothing is unpacked here. */
export function zipOptions(signal: AbortSignal | undefined): ReadZipOptions {
  return { limits: { maxRatio: Infinity }, ...(signal === undefined ? {} : { signal }) };
}
