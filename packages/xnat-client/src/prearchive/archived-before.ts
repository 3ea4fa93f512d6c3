import { isScanferryError } from "@scanferry/transfer";
import { projects } from "../calls/projects.js";
import type { CallOptions, XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { requestPath } from "../http/request-path.js";
import type { ArchivePlace } from "./archive-place.js";
import { parseSessionAddress, unassignedProject } from "./session-address.js";

/** A session that has left the prearchive, as the archive has it. */
export interface ArchivedBefore {
  /** `/data/projects/…`. */
  readonly uri: string;
  /** Whether its Study Instance UID says that it is the one; otherwise its labels alone do. */
  readonly isProven: boolean;
}

/** Where no project is named, so many are looked into: each costs a request for each name. */
const mostProjects = 20;

/**
 * Looks whether the archive has a session that is no longer in the prearchive, under the labels that it was to get; changes nothing.
 *
 * @param name What it was called in the prearchive: address, label, folder or Study Instance UID.
 * @param labels What it was to get; the session's own label is the one of its name where none is given.
 */
export async function archivedBefore(
  ctx: XnatContext,
  name: string,
  labels: Partial<ArchivePlace>,
  options: CallOptions = {},
): Promise<ArchivedBefore | undefined> {
  const address = parseSessionAddress(name);
  const studyUid = /^\d+(?:\.\d+)+$/.test(name) ? name : undefined;
  const session = labels.session ?? address?.folderName ?? (studyUid === undefined ? name : undefined);
  if (session === undefined) return undefined;
  const project = labels.project ?? address?.project;
  const places =
    project === undefined || project === unassignedProject ? await seenProjects(ctx, options) : [project];
  const found: ArchivedBefore[] = [];
  for (const place of places) {
    const one = await sessionIn(ctx, place, { ...labels, session }, studyUid, options);
    if (one !== undefined) found.push(one);
  }
  // The same label in two projects says nothing of which one it is.
  return found.length === 1 ? found[0] : undefined;
}

async function seenProjects(ctx: XnatContext, options: CallOptions): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of projects(ctx, options)) {
    if (ids.length === mostProjects) return [];
    ids.push(id);
  }
  return ids;
}

async function sessionIn(
  ctx: XnatContext,
  project: string,
  { subject, session = "" }: Partial<ArchivePlace>,
  studyUid: string | undefined,
  { signal }: CallOptions,
): Promise<ArchivedBefore | undefined> {
  const owner = subject === undefined ? [] : ["subjects", subject];
  const uri = requestPath("data", "projects", project, ...owner, "experiments", session);
  try {
    const { fields } = await getItem(ctx, uri, { signal, subject: session });
    const uid = fields["UID"];
    if (studyUid !== undefined && typeof uid === "string" && uid !== "" && uid !== studyUid) return undefined;
    return { uri, isProven: studyUid !== undefined && uid === studyUid };
  } catch (error) {
    if (isScanferryError(error, "remote/not-found") || isScanferryError(error, "auth/forbidden"))
      return undefined;
    throw error;
  }
}
