import { isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { requestPath } from "../http/request-path.js";

/** Where a session goes in the archive. */
export interface ArchivePlace {
  readonly project: string;
  /** Its label, or its accession ID. */
  readonly subject: string;
  /** Its label. */
  readonly session: string;
}

/** The address as the archive service takes it for `dest`. */
export function archiveDest({ project, subject, session }: ArchivePlace): string {
  return requestPath("archive", "projects", project, "subjects", subject, "experiments", session);
}

/** The session's address below the server's root where it is in the archive; nothing where it is not. */
export async function archivedAt(
  ctx: XnatContext,
  place: ArchivePlace,
  { signal }: CallOptions = {},
): Promise<string | undefined> {
  const path = `/data${archiveDest(place)}`;
  try {
    await getItem(ctx, path, { signal, subject: `${place.project}/${place.subject}/${place.session}` });
    return path;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}
