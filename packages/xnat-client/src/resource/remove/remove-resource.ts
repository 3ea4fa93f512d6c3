import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../../context.js";
import { findTarget } from "../place/put-target.js";
import type { PutPlace } from "../put-options.js";
import { noResource } from "../server/resource-errors.js";
import { writeError } from "../server/write-error.js";

/**
 * Deletes a resource with all its files, and looks that it is gone.
 *
 * @throws {@link ScanferryError} `remote/not-found`, `auth/forbidden`, `remote/failed` where it is still there, `net/*`
 */
export async function removeResource(
  ctx: XnatContext,
  place: PutPlace,
  { signal }: CallOptions = {},
): Promise<void> {
  const target = await findTarget(ctx, place, { signal, byNumber: true });
  if (!target.exists) throw noResource(target.name);
  // Without removeFiles, 1.6 forgets the resource and leaves its files on the disk ([S] SecureResource.delete).
  const { status, headers, text } = await ctx.http.api("DELETE", target.path, {
    query: { removeFiles: "true" },
    ...(signal === undefined ? {} : { signal }),
  });
  // 404: the answer to an earlier try was lost.
  if (status !== 404 && (status < 200 || status > 299))
    throw writeError(ctx, { status, headers }, text, target);
  if (!(await findTarget(ctx, place, { signal, byNumber: true })).exists) return;
  throw new ScanferryError("remote/failed", "XNAT says that it deleted the resource, and still lists it.", {
    hint: "Perhaps there are two of this label; run the same command again. Else the account may not delete here.",
    subject: target.name,
  });
}
