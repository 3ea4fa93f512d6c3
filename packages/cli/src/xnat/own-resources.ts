import { openSpool } from "@scanferry/transfer";
import type { ArchivePath } from "./archive-path.js";
import type { ListRequest } from "./listings.js";
import { addressOf, ownerOf, type ListedResource } from "./resource-owner.js";

/**
 * Gives the resources that belong to the subjects and to the project themselves, as a pull of the same words takes them:
 * a filter on sessions or scans wants nothing of theirs, and one on subjects nothing of the project.
 */
export async function* ownResources(
  { xnat, filters, call: { signal } }: ListRequest,
  path: ArchivePath,
): AsyncGenerator<ListedResource> {
  const { project, subject, session } = path;
  const { subjects, resources, scans, sessions, since, date, modalities } = filters;
  const ofSessions = [session, scans, sessions, since, date, modalities];
  if (ofSessions.some((filter) => filter !== undefined)) return;
  if (subject !== undefined) {
    yield* of({ project, subject });
    return;
  }
  // A list that is read as slowly as resources are asked for may be cut by the server.
  const spool = await openSpool<string>();
  try {
    const listed = xnat.project(project).subjects({ signal, ...(subjects && { subjects }) });
    for await (const { label } of listed) await spool.add(label);
    for await (const label of spool.read()) yield* of({ project, subject: label });
  } finally {
    await spool.close();
  }
  if (subjects === undefined) yield* of({ project });

  async function* of(place: ArchivePath): AsyncGenerator<ListedResource> {
    const listed = ownerOf(xnat, place).resources({ signal, ...(resources && { resources }) });
    for await (const resource of listed) yield { resource, place, above: addressOf(place) };
  }
}
