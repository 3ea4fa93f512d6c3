import { isAbort, type FileItem } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import { linkPath } from "../http/link-path.js";
import { openFile } from "../http/open-file.js";
import { oneHeaderSchema } from "../schemas/headers.js";

/**
 * The `open()` of an image as LORIS stores it. For other types than MINC, the header `md5hash` is the MD5 of the file (LORIS-MRI,
 * `compute_hash`), and the bytes are held to it; for MINC it is made over unpacked values and says nothing of the bytes (wire/loris.md §6).
 */
export function openWithDigest(ctx: LorisContext, link: string): FileItem["open"] {
  if (/\.mnc$/i.test(link)) return (request) => openFile(ctx, link)(request);
  return async (request) => {
    const opened = await openFile(ctx, link)(request);
    if (opened.status === "unchanged") return opened;
    const md5 = await md5Of(ctx, link, request.signal);
    return md5 === undefined ? opened : { ...opened, expect: { ...opened.expect, md5 } };
  };
}

/** The digest that the server keeps of a file, if it does. Lacking it is no reason to lack the file. */
async function md5Of(ctx: LorisContext, link: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const what = "a header of the image";
    const value = await getJson(ctx, `${linkPath(link)}/headers/md5hash`, oneHeaderSchema, { signal, what });
    return value !== undefined && /^[0-9a-f]{32}$/i.test(value) ? value : undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}
