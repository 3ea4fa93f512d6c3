import type { NextcloudClient } from "../client/nextcloud-client.js";
import { openAttempt, type PastLink, type SealedAttempt, type ShareState } from "../journal/share-state.js";
import { tokenOf } from "../list/token-of.js";
import type { Share } from "../shares/share.js";
import type { RemoteEntry } from "../webdav/remote-entry.js";
import { remakeZip, type RemadeZip } from "./remake-zip.js";
import type { ZipPlan } from "./zip-plan.js";

/** What stands where a zip is to go, and whose it is. */
export type Place =
  | { kind: "free"; links: Share[] }
  /** Proven to be ours: the journal knows its link, its content or its number. */
  | { kind: "ours"; entry: RemoteEntry; links: Share[] }
  /** Proven to be the zip of an upload that was cut. */
  | { kind: "interrupted"; entry: RemoteEntry; links: Share[]; attempt: SealedAttempt; zip: RemadeZip }
  /** What an upload of ours that was cut may have left, on a server that computes no digest. */
  | { kind: "leftover"; entry: RemoteEntry; links: Share[] }
  | { kind: "foreign"; entry: RemoteEntry; links: Share[] };

/** Whether a link is one of those that the journal knows. */
export function isPastLink(share: Share, past: PastLink): boolean {
  return share.token === tokenOf(past.url) && (past.shareId === undefined || past.shareId === share.id);
}

/**
 * Finds out whose the file at a path is. Two lists may share one folder and have the same labels, so a name proves
 * nothing: a file counts as ours only by its link, its version, its number, or its bytes.
 */
export async function inspectPlace(
  cloud: NextcloudClient,
  path: string,
  about: { state: ShareState | undefined; plan: ZipPlan },
  signal?: AbortSignal,
): Promise<Place> {
  const entry = await cloud.files.stat(path, { signal });
  if (entry === undefined) return { kind: "free", links: [] };
  const links: Share[] = [];
  for await (const share of cloud.shares.list({ path }, { signal })) links.push(share);
  const found = { entry, links };
  const { state } = about;
  if (entry.kind !== "file" || state === undefined) return { kind: "foreign", ...found };
  if (links.some((share) => state.pastLinks.some((past) => isPastLink(share, past))))
    return { kind: "ours", ...found };
  const attempts = [openAttempt(state), ...state.doubtful].filter(
    (attempt): attempt is SealedAttempt =>
      attempt?.remotePath === path && attempt.sealed.zipBytes === entry.sizeBytes,
  );
  const { uploaded } = state;
  const mayBeUploaded = uploaded !== undefined && (state.remotePath === path || state.remotePath === "");
  if (mayBeUploaded && isUploaded(entry, uploaded)) return { kind: "ours", ...found };
  const sameSize = mayBeUploaded && entry.sizeBytes === uploaded.sizeBytes;
  if (!sameSize && attempts.length === 0) return { kind: "foreign", ...found };

  const digest = await cloud.files.digest(path, { signal });
  if (sameSize && digest === uploaded.sha256) return { kind: "ours", ...found };
  if (attempts.length > 0 && digest === undefined && links.length === 0)
    return { kind: "leftover", ...found };
  for (const attempt of digest === undefined ? [] : attempts) {
    const zip = await remakeZip(attempt, about.plan, signal);
    if (zip !== undefined && zip.sha256 === digest) return { kind: "interrupted", ...found, attempt, zip };
  }
  return { kind: "foreign", ...found };
}

function isUploaded(entry: RemoteEntry, uploaded: NonNullable<ShareState["uploaded"]>): boolean {
  return (
    (entry.etag !== undefined && entry.etag === uploaded.etag) ||
    (entry.fileId !== undefined && entry.fileId === uploaded.fileId)
  );
}
