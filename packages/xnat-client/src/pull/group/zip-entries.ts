import type { GroupEntry } from "@scanferry/transfer";
import { readZipForward } from "@scanferry/zip-crypt";

import type { XnatContext } from "../../context.js";
import { openZip } from "../../http/open-zip.js";
import { pathInZip } from "../names/path-in-zip.js";
import { mayBeRenamed } from "../names/renaming.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import type { ZipHealth } from "./zip-health.js";

/** A mask of nothing but zeros shrinks to a thousandth, and only what the list names by its size is stored. */
export const zipLimits = { maxRatio: Infinity };

/**
 * Reads a resource's zip while it arrives. Names that the server may have changed are left out, so that those files are fetched by
 * themselves: bytes never go under a name that is not proven theirs.
 */
export async function* zipEntries(
  ctx: XnatContext,
  place: ResourcePlace,
  { signal, hasRenamed, health }: { signal: AbortSignal; hasRenamed: boolean; health: ZipHealth },
): AsyncGenerator<GroupEntry, void, undefined> {
  health.check();
  const { id: subject, project } = place;
  const opening = openZip(ctx, `${place.path}/files`, { signal, subject, project });
  const { body, date } = await opening.catch((error: unknown) => {
    health.refused(error);
    throw error;
  });
  health.worked();
  for await (const entry of readZipForward(body, { signal, limits: zipLimits })) {
    if (entry.isDirectory) continue;
    const path = pathInZip(place, entry.name);
    if (path === undefined || (hasRenamed && mayBeRenamed(path, place.renamed))) continue;
    yield {
      entry: path,
      body: entry.body,
      ...(entry.sizeBytes === undefined ? {} : { sizeBytes: entry.sizeBytes }),
      ...(date === undefined ? {} : { lastModified: date }),
    };
  }
}
