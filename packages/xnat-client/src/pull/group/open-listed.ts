import { ScanferryError, type GroupItem } from "@scanferry/transfer";

import type { XnatContext } from "../../context.js";
import { openXnatFile } from "../../http/open-xnat-file.js";

/** Opens one file of a resource by itself; not one at whose address the server gives another. */
export function openListed(ctx: XnatContext, project: string): GroupItem["open"] {
  return async ({ id, source, sizeBytes }, request) => {
    if (source !== undefined) return openXnatFile(ctx, source, { sizeBytes, project })(request);
    throw new ScanferryError(
      "data/unsafe-path",
      "The server gives another file at the address of this one.",
      {
        hint: "XNAT 1.6 takes a name with spaces for one with %20, and both are there. Its zips have both: keep the archive (--as zip), or rename one of them there.",
        subject: id,
      },
    );
  };
}
