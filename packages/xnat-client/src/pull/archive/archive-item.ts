import type { FileItem } from "@scanferry/transfer";

import type { XnatContext } from "../../context.js";
import { openZip } from "../../http/open-zip.js";
import { LoadedList } from "../group/loaded-list.js";
import type { Layout } from "../layout/layout.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { checkArchive } from "./check-archive.js";
import { listFingerprint } from "./list-fingerprint.js";
import { teeCheck } from "./tee-check.js";

/**
 * Makes the item of a resource's archive, which is kept as one file. XNAT makes its zips anew each time and cannot continue them; it is the list of the
 * files that tells whether the one that is here is still right.
 */
export async function archiveItem(
  ctx: XnatContext,
  place: ResourcePlace,
  { layout, list: first }: { layout: Layout; list: LoadedList },
): Promise<FileItem> {
  const etag = await listFingerprint(first.files());
  await first.close();
  return {
    id: `${place.id}.zip`,
    target: layout.archive(place),
    expect: { etag },
    checks: [],
    exclusive: true,
    resumable: false,
    async open({ knownEtag, signal }) {
      // Read again: since the plan was made, files may have come.
      const list = await LoadedList.load(ctx, place, { signal });
      const now = await listFingerprint(list.files());
      if (now === knownEtag) {
        await list.close();
        return { status: "unchanged" };
      }
      const { body } = await openZip(ctx, `${place.path}/files`, { signal, subject: place.id });
      return {
        status: "full",
        etag: now,
        body: teeCheck(body, async (copy) => {
          try {
            await checkArchive(copy, place, list, signal);
          } finally {
            await list.close();
          }
        }),
      };
    },
  };
}
