import type { FileItem } from "@scanferry/transfer";

import { openZip } from "../../http/open-zip.js";
import { LoadedList } from "../group/loaded-list.js";
import type { PlanContext } from "../plan/plan-context.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { checkArchive } from "./check-archive.js";
import { isUnchangedSince } from "./is-unchanged-since.js";
import { listFingerprint } from "./list-fingerprint.js";
import { teeCheck } from "./tee-check.js";

/**
 * Makes the item of a resource's archive, which is kept as one file. XNAT makes its zips anew each time and cannot continue them; it is the list of the
 * files that tells whether the one that is here is still right. A list without digests does not tell a change of the same length: where a check is asked
 * for, the server is then asked about each file by its date.
 */
export async function archiveItem(
  { ctx, layout, options, lists }: PlanContext,
  place: ResourcePlace,
  first: LoadedList,
): Promise<FileItem> {
  const etag = await listFingerprint(first.files());
  // A dry run believes the list, as it does for files.
  const looks = options.check === true || (options.checksum === true && options.dryRun !== true);
  const asks = looks && !first.hasDigests;
  await first.close();
  return {
    id: `${place.id}.zip`,
    origin: place.origin,
    target: layout.archive(place),
    // What is expected is not asked about.
    ...(asks ? {} : { expect: { etag } }),
    checks: [],
    exclusive: true,
    resumable: false,
    async open({ knownEtag, knownLastModified, signal }) {
      // Read again: since the plan was made, files may have come.
      const list = lists.hold(await LoadedList.load(ctx, place, { signal }));
      try {
        const now = await listFingerprint(list.files());
        const isSame = now === knownEtag;
        if (
          isSame &&
          (!asks || (await isUnchangedSince(ctx, place, list, { date: knownLastModified, signal })))
        ) {
          await list.close();
          return { status: "unchanged" };
        }
        const { id: subject, project } = place;
        const { body, date } = await openZip(ctx, `${place.path}/files`, { signal, subject, project });
        return {
          status: "full",
          etag: now,
          // What a file of it that changes later is dated after.
          ...(date === undefined ? {} : { lastModified: date }),
          body: teeCheck(body, async (copy) => {
            try {
              await checkArchive(copy, place, list, signal);
            } finally {
              await list.close();
            }
          }),
        };
      } catch (error) {
        await list.close();
        throw error;
      }
    },
  };
}
