import type { XnatContext } from "../context.js";
import { checkLabel } from "../manage/check-label.js";
import { checkProject } from "../manage/check-project.js";
import type { ArchivePlace } from "./archive-place.js";
import { archivedAt, archiveDest } from "./archive-place.js";
import type { ArchiveOptions } from "./archive-session.js";
import { archivePlaceOf } from "./archive-session.js";
import { presentSession } from "./session-at.js";

/** What archiving a session would do. */
export interface ArchivePlan {
  /** Its labels as the prearchive has them. */
  readonly from: ArchivePlace;
  readonly to: ArchivePlace;
  /** Where it would be: `/data/archive/projects/…`. */
  readonly uri: string;
  /** Whether the archive has a session there, which `overwrite` decides about. */
  readonly exists: boolean;
}

/**
 * Looks where a session would go, and whether one is there; changes nothing.
 *
 * @throws {@link ScanferryError} `input/invalid` for a label that XNAT refuses, `remote/not-found`, `auth/*`, `net/*`, `aborted`
 */
export async function planArchive(
  ctx: XnatContext,
  uri: string,
  options: ArchiveOptions = {},
): Promise<ArchivePlan> {
  for (const name of ["subject", "session"] as const)
    if (options[name] !== undefined) checkLabel(options[name], name);
  const session = await presentSession(ctx, uri, options);
  const to = archivePlaceOf(session, options);
  if (to.project !== session.project) await checkProject(ctx, to.project, options);
  const exists = (await archivedAt(ctx, to, options)) !== undefined;
  return { from: archivePlaceOf(session), to, uri: `/data${archiveDest(to)}`, exists };
}
