import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { serverDigest } from "../webdav/server-digest.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions } from "../webdav/upload-types.js";
import type { Merge, Merged } from "./merge-chunks.js";

/** Watches the place where the joined file has to appear. */
export interface TargetWatch {
  /** The joined file, once it is there. */
  joined(): Promise<Merged | undefined>;
  /** What was seen last, to tell whether anything changes. */
  seen(): string;
  /** Whether a file of the right size with another digest was seen. */
  metOther(): boolean;
}

/**
 * Looks for the joined file while nobody knows whether the server has joined it. Another client may put a file of the
 * same size there meanwhile, so the digest decides; it is asked for once per version, because it costs a whole read.
 */
export function lookAtTarget(ctx: NextcloudContext, merge: Merge, options: UploadOptions): TargetWatch {
  const { signal } = options;
  const foreign = new Set<string | undefined>();
  let seen = "";
  const look = async (): Promise<Merged | undefined> => {
    const entry = await stat(ctx, merge.path, { signal });
    seen = `${String(entry?.sizeBytes)} ${entry?.etag ?? ""}`;
    if (entry?.sizeBytes !== merge.totalBytes || entry.etag === merge.etagBefore || foreign.has(entry.etag))
      return undefined;
    const received = await serverDigest(ctx, merge.path, { signal });
    if (received === undefined) return {};
    if (received === merge.sha256) return { etag: entry.etag, received };
    foreign.add(entry.etag);
    return undefined;
  };
  return {
    seen: () => seen,
    metOther: () => foreign.size > 0,
    async joined() {
      try {
        return await look();
      } catch (error) {
        // 423: the target is being written right now. A proxy that gives up on this question as well is no reason to stop.
        if (isScanferryError(error) && error.retryable) return undefined;
        throw error;
      }
    },
  };
}
